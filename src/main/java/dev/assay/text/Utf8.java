package dev.assay.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text from bytes that must be UTF-8. */
public final class Utf8 {
    /** U+FFFD, by which Java replaces what it cannot decode. */
    private static final char REPLACEMENT = '\ufffd';

    private Utf8() {}

    /** The text. Throws {@link CharacterCodingException} where the bytes are no UTF-8, instead of replacing them. */
    public static String decode(byte[] bytes) throws CharacterCodingException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) < 0) {
            return text;
        }
        // Either it was written so, or it stands for bytes that are no UTF-8.
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
