package dev.assay.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text from bytes that must be UTF-8. */
public final class Utf8 {
    private Utf8() {}

    /** The text. Throws {@link CharacterCodingException} where the bytes are no UTF-8, instead of replacing them. */
    public static String decode(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
