package dev.assay.cluster;

import dev.assay.text.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The text of an Event. Two equal ones are one Event that happened twice.
 *
 * @param reason one word in UpperCamelCase
 * @param note one line of at most 1 KiB of UTF-8, which is the API server's limit; a longer one is cut
 */
public record EventText(Type type, String reason, String note) {
    private static final int LONGEST_NOTE = 1024;
    private static final String CUT = "...";

    private static final Pattern LINE_BREAK = Pattern.compile("\\s*\n\\s*");

    /** Kubernetes' types of Events. */
    public enum Type {
        /** Information only. */
        NORMAL("Normal"),
        /** A problem that somebody should look at. */
        WARNING("Warning");

        private final String text;

        Type(String text) {
            this.text = text;
        }

        /** The type as the API server knows it. */
        String text() {
            return text;
        }
    }

    public EventText {
        note = cut(oneLine(note), LONGEST_NOTE);
    }

    /** The note as that of one of several replicas, for instance {@code plugin a/b was added (pod assay-0)}. */
    String noteOf(String pod) {
        String mark = " (pod " + pod + ")";
        return cut(note, LONGEST_NOTE - mark.getBytes(StandardCharsets.UTF_8).length) + mark;
    }

    /** {@code kubectl} shows the first line only. The first break is that before a list of faults. */
    private static String oneLine(String text) {
        String withHead = LINE_BREAK.matcher(text).replaceFirst(" ");
        return LINE_BREAK.matcher(withHead).replaceAll(" | ");
    }

    private static String cut(String text, int longest) {
        return text.getBytes(StandardCharsets.UTF_8).length <= longest
                ? text
                : new String(Utf8.start(text, longest - CUT.length()), StandardCharsets.UTF_8) + CUT;
    }

    @Override
    public String toString() {
        return type.text() + " " + reason + ": " + note;
    }
}
