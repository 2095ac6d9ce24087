package dev.assay.text;

import java.util.function.IntPredicate;

/**
 * Foreign text as it may stand in a message or a log line: short, and without characters that forge a line or steer a
 * terminal. {@link Redacted} also hides what may be secret.
 */
public final class ForeignText {
    private static final String CUT = "...";

    /** Enough to recognise a line by, short enough for a log line. */
    private static final int LONGEST_QUOTE = 200;

    private static final int LONGEST_EXCERPT = 80;

    private ForeignText() {}

    /** The first {@code longest} characters, and {@code ...} where there are more. */
    public static String shortened(String text, int longest) {
        return shortened(text, longest, CUT);
    }

    /**
     * The first {@code longest} characters, and the mark where there are more. A pair of surrogates is not cut in two.
     *
     * @param longest at least one
     */
    public static String shortened(String text, int longest, String mark) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end) + mark;
    }

    /** The first characters on one line, as an example of a longer text. */
    public static String excerpt(String text) {
        return oneLine(text, LONGEST_EXCERPT);
    }

    /** On one line and shortened. Blanks, line breaks and characters that cannot be seen become one blank each run. */
    public static String oneLine(String text, int longest) {
        StringBuilder line = new StringBuilder();
        // Runs of blanks may be long; what comes after four times the length is not looked at.
        text.codePoints()
                .limit(4L * longest)
                .map(c -> hasShape(c) ? c : ' ')
                .filter(c -> c != ' ' || (line.length() > 0 && line.charAt(line.length() - 1) != ' '))
                .forEachOrdered(line::appendCodePoint);
        return shortened(line.toString().strip(), longest);
    }

    /** In double quotes, on one line, shortened; what a Java string would escape is escaped. */
    public static String quoted(String text) {
        String start = shortened(text, LONGEST_QUOTE, "");
        String escaped = escaped(
                start.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t"),
                c -> isHidden(c) || Character.getType(c) == Character.FORMAT);
        return '"' + escaped + '"' + (start.length() < text.length() ? CUT : "");
    }

    /**
     * Whole, with what forges a line or steers a terminal as {@code \n}, {@code \r} or {@code \}{@code u001b}: control
     * characters except the tab, separators of lines, turns of the direction, and halves of pairs.
     */
    public static String visible(String text) {
        return escaped(text, ForeignText::isHidden);
    }

    private static String escaped(String text, IntPredicate hidden) {
        if (text.codePoints().noneMatch(hidden)) {
            return text;
        }
        StringBuilder visible = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (!hidden.test(c)) {
                visible.appendCodePoint(c);
            } else if (c == '\n') {
                visible.append("\\n");
            } else if (c == '\r') {
                visible.append("\\r");
            } else {
                visible.append(String.format("\\u%04x", c));
            }
        });
        return visible.toString();
    }

    private static boolean isHidden(int c) {
        boolean separatesLines = c == 0x2028 || c == 0x2029;
        boolean turnsDirection = (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x200e
                || c == 0x200f
                || c == 0x61c;
        boolean isHalfPair = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return (Character.isISOControl(c) && c != '\t') || separatesLines || turnsDirection || isHalfPair;
    }

    private static boolean hasShape(int c) {
        return !Character.isISOControl(c)
                && !Character.isWhitespace(c)
                && Character.getType(c) != Character.FORMAT
                && Character.getType(c) != Character.SURROGATE;
    }
}
