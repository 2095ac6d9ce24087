package dev.assay.text;

import java.nio.charset.StandardCharsets;

/** Halves of UTF-16 pairs, which no UTF-8 text can hold. */
public final class Surrogates {
    private Surrogates() {}

    /** The text with U+FFFD for each half that stands alone, as Go's {@code encoding/json} reads it. */
    public static String replaceLone(String text) {
        if (!hasAny(text) || StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c ->
                        out.appendCodePoint(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c));
        return out.toString();
    }

    private static boolean hasAny(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
