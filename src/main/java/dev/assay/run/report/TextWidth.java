package dev.assay.run.report;

import java.util.Arrays;

/**
 * The columns that a text takes on a terminal, where each character has a fixed width. It is none for accents that join the
 * character before them. It is two for characters of East Asia and for pictures (UAX 11), and one for all others.
 */
final class TextWidth {
    private static final String CUT = "...";

    /** The first and the last of each run of characters that take two columns, by the class W and F of Unicode 16. */
    private static final int[] WIDE = {
        0x1100, 0x115f, 0x231a, 0x231b, 0x2329, 0x232a, 0x23e9, 0x23ec, 0x23f0, 0x23f0, 0x23f3, 0x23f3, 0x25fd, 0x25fe,
        0x2614, 0x2615, 0x2630, 0x2637, 0x2648, 0x2653, 0x267f, 0x267f, 0x268a, 0x268f, 0x2693, 0x2693, 0x26a1, 0x26a1,
        0x26aa, 0x26ab, 0x26bd, 0x26be, 0x26c4, 0x26c5, 0x26ce, 0x26ce, 0x26d4, 0x26d4, 0x26ea, 0x26ea, 0x26f2, 0x26f3,
        0x26f5, 0x26f5, 0x26fa, 0x26fa, 0x26fd, 0x26fd, 0x2705, 0x2705, 0x270a, 0x270b, 0x2728, 0x2728, 0x274c, 0x274c,
        0x274e, 0x274e, 0x2753, 0x2755, 0x2757, 0x2757, 0x2795, 0x2797, 0x27b0, 0x27b0, 0x27bf, 0x27bf, 0x2b1b, 0x2b1c,
        0x2b50, 0x2b50, 0x2b55, 0x2b55, 0x2e80, 0x303e, 0x3041, 0x3247, 0x3250, 0xa4cf, 0xa960, 0xa97c, 0xac00, 0xd7a3,
        0xf900, 0xfaff, 0xfe10, 0xfe19, 0xfe30, 0xfe6b, 0xff01, 0xff60, 0xffe0, 0xffe6, 0x16fe0, 0x18dff, 0x1aff0,
        0x1b2ff, 0x1d300, 0x1d376, 0x1f004, 0x1f004, 0x1f0cf, 0x1f0cf, 0x1f18e, 0x1f18e, 0x1f191, 0x1f19a, 0x1f200,
        0x1f320, 0x1f32d, 0x1f335, 0x1f337, 0x1f37c, 0x1f37e, 0x1f393, 0x1f3a0, 0x1f3ca, 0x1f3cf, 0x1f3d3, 0x1f3e0,
        0x1f3f0, 0x1f3f4, 0x1f3f4, 0x1f3f8, 0x1f43e, 0x1f440, 0x1f440, 0x1f442, 0x1f4fc, 0x1f4ff, 0x1f53d, 0x1f54b,
        0x1f54e, 0x1f550, 0x1f567, 0x1f57a, 0x1f57a, 0x1f595, 0x1f596, 0x1f5a4, 0x1f5a4, 0x1f5fb, 0x1f64f, 0x1f680,
        0x1f6c5, 0x1f6cc, 0x1f6cc, 0x1f6d0, 0x1f6d2, 0x1f6d5, 0x1f6d7, 0x1f6dc, 0x1f6df, 0x1f6eb, 0x1f6ec, 0x1f6f4,
        0x1f6fc, 0x1f7e0, 0x1f7eb, 0x1f7f0, 0x1f7f0, 0x1f90c, 0x1f93a, 0x1f93c, 0x1f945, 0x1f947, 0x1f9ff, 0x1fa70,
        0x1faff, 0x20000, 0x3fffd
    };

    private TextWidth() {}

    /** The columns of a text on one line, without sequences that set a colour. */
    static int of(String text) {
        return text.codePoints().map(TextWidth::of).sum();
    }

    /** With blanks up to this width. */
    static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - of(text)));
    }

    /** The text, or its beginning and {@code ...} where it is wider. */
    static String shortened(String text, int width) {
        if (of(text) <= width) {
            return text;
        }
        StringBuilder begin = new StringBuilder();
        int left = width - CUT.length();
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int c = text.codePointAt(at);
            left -= of(c);
            if (left < 0) {
                break;
            }
            begin.appendCodePoint(c);
        }
        return begin + CUT;
    }

    private static int of(int c) {
        if (c < WIDE[0]) {
            return isJoined(c) ? 0 : 1;
        }
        int at = Arrays.binarySearch(WIDE, c);
        // Between the first and the last of a run, the place is odd.
        boolean isWide = at >= 0 || (-at - 1) % 2 == 1;
        return isWide ? 2 : isJoined(c) ? 0 : 1;
    }

    private static boolean isJoined(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT;
    }
}
