package dev.assay.text;

/** Foreign text inside a message: in quotes, on one line, without control characters, and not too long. */
public final class Quoted {
    /** Enough to recognise a line by, short enough for a log line. */
    private static final int LONGEST = 200;

    private Quoted() {}

    public static String of(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().limit(LONGEST).forEach(c -> append(quoted, c));
        return quoted.append('"')
                .append(text.codePointCount(0, text.length()) > LONGEST ? "..." : "")
                .toString();
    }

    private static void append(StringBuilder quoted, int c) {
        switch (c) {
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            default -> {
                if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                    quoted.append(String.format("\\u%04x", c));
                } else {
                    quoted.appendCodePoint(c);
                }
            }
        }
    }
}
