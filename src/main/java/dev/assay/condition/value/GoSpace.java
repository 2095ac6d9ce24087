package dev.assay.condition.value;

/** White space as Go's package {@code unicode} has it. */
public final class GoSpace {
    private static final int NEXT_LINE = 0x85;

    private GoSpace() {}

    /** {@code unicode.IsSpace}. */
    public static boolean is(int c) {
        return (c >= '\t' && c <= '\r') || c == ' ' || c == NEXT_LINE || (c > 0x7f && Character.isSpaceChar(c));
    }
}
