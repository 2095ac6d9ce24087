package dev.assay.text;

import java.util.function.IntPredicate;

/** White space as Go's packages {@code unicode} and {@code strings} have it. */
public final class GoSpace {
    private static final int NEXT_LINE = 0x85;

    private GoSpace() {}

    /** {@code unicode.IsSpace}. */
    public static boolean is(int c) {
        return (c >= '\t' && c <= '\r') || c == ' ' || c == NEXT_LINE || (c > 0x7f && Character.isSpaceChar(c));
    }

    /** {@code strings.TrimSpace}. */
    public static String trim(String text) {
        return trim(text, GoSpace::is);
    }

    /** {@code strings.TrimFunc}. */
    public static String trim(String text, IntPredicate trimmed) {
        int from = 0;
        int to = text.length();
        while (from < to && trimmed.test(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (to > from && trimmed.test(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }
}
