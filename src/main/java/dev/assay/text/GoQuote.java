package dev.assay.text;

/** Go's {@code strconv.Quote}. */
public final class GoQuote {
    /** The blocks that emoji come into. Go may know more of them than the Java of this machine. */
    private static final int FIRST_PICTOGRAPH = 0x1f300;

    private static final int LAST_PICTOGRAPH = 0x1faff;

    private GoQuote() {}

    public static String quote(String s) {
        return '"' + escape(s) + '"';
    }

    /** The text without quotes around it. Not all of Go's escapes are JSON's: {@code \a}, {@code \v}, {@code \x01} are not. */
    public static String escape(String s) {
        StringBuilder out = new StringBuilder(s.length() + 8);
        s.codePoints().forEach(c -> append(out, c));
        return out.toString();
    }

    private static void append(StringBuilder out, int c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case 0x07 -> out.append("\\a");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case 0x0b -> out.append("\\v");
            default -> {
                if (printable(c)) {
                    out.appendCodePoint(c);
                } else if (c < ' ' || c == 0x7f) {
                    out.append(String.format("\\x%02x", c));
                } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                    out.append("\\ufffd");
                } else {
                    out.append(String.format(c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
                }
            }
        }
    }

    /** Letters, marks, numbers, punctuation, symbols and the plain space: {@code strconv.IsPrint}. */
    private static boolean printable(int c) {
        return switch (Character.getType(c)) {
            case Character.UNASSIGNED -> c >= FIRST_PICTOGRAPH && c <= LAST_PICTOGRAPH;
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
