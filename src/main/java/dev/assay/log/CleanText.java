package dev.assay.log;

import dev.assay.text.ForeignText;
import java.time.temporal.TemporalAccessor;
import java.util.Date;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Texts of log records without secrets and without characters that forge a line or steer a terminal.
 *
 * @param secrets hides what is secret
 */
record CleanText(UnaryOperator<String> secrets) {
    /** A break that a program wrote into its message on purpose. */
    private static final Pattern LINE_BREAK = Pattern.compile("\r?\n[ \t]*");

    /** No line but the first begins at the margin, where a reader of the log expects a record. */
    private static final String INDENTED = "\n  ";

    /** The text on one line. */
    String line(String text) {
        return ForeignText.visible(secrets.apply(text));
    }

    /** The message, whose own line breaks stay: the lines after the first one are indented. */
    String message(String message) {
        String masked = secrets.apply(message);
        if (masked.indexOf('\n') < 0) {
            return ForeignText.visible(masked);
        }
        StringBuilder lines = new StringBuilder();
        for (String line : LINE_BREAK.split(masked.stripTrailing(), -1)) {
            lines.append(lines.isEmpty() ? "" : INDENTED).append(ForeignText.visible(line));
        }
        return lines.toString();
    }

    /** The parameters of a message: what is no number or time becomes text on one line. */
    Object[] parameters(Object[] parameters) {
        Object[] clean = new Object[parameters.length];
        for (int i = 0; i < parameters.length; i++) {
            clean[i] = isHarmless(parameters[i]) ? parameters[i] : line(String.valueOf(parameters[i]));
        }
        return clean;
    }

    private static boolean isHarmless(Object parameter) {
        return parameter == null
                || parameter instanceof Number
                || parameter instanceof Boolean
                || parameter instanceof Character
                || parameter instanceof TemporalAccessor
                || parameter instanceof Date;
    }
}
