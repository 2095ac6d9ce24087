package dev.assay.log;

import dev.assay.text.ForeignText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * One record of a plugin's log, read from a line of text.
 *
 * @param structured whether the line had a known format; a plain line counts as INFO
 * @param fields beside level and message, in the order of the line
 */
record LogLine(boolean structured, Logger.Level level, String message, Map<String, String> fields) {
    /** Assay's log has a time of its own; the plugin's stays a field. */
    private static final Set<String> TIMES = Set.of("@timestamp", "time", "ts", "timestamp");

    LogLine {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    static LogLine plain(String text) {
        return new LogLine(false, Logger.Level.INFO, text, Map.of());
    }

    /** The message and then the fields as {@code key=value}, except times; nothing in it can forge a line. */
    String text() {
        StringBuilder text = new StringBuilder(ForeignText.visible(message));
        fields.forEach((key, value) -> {
            if (!TIMES.contains(key)) {
                text.append(text.isEmpty() ? "" : " ").append(ForeignText.visible(key));
                text.append('=').append(quoted(ForeignText.visible(value)));
            }
        });
        return text.toString();
    }

    private static String quoted(String value) {
        boolean bare = !value.isEmpty() && value.chars().noneMatch(c -> c == ' ' || c == '"' || c == '=');
        return bare ? value : '"' + value.replace("\"", "\\\"") + '"';
    }
}
