package dev.assay.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Texts as bytes of UTF-8, and back. */
public final class Utf8 {
    /** U+FFFD, by which Java replaces what it cannot decode. */
    private static final char REPLACEMENT = '\ufffd';

    /** The first bits of a byte that goes on with a character. */
    private static final int CONTINUATION_MASK = 0xc0;

    private static final int CONTINUATION = 0x80;

    /** Some virtual machines have no longer ones. */
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private Utf8() {}

    /**
     * The bytes of a text as far as there is room for them, cut between two characters.
     *
     * @param longest the number of bytes at most
     */
    public static byte[] start(String text, int longest) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int end = Math.min(bytes.length, longest);
        while (end < bytes.length && end > 0 && (bytes[end] & CONTINUATION_MASK) == CONTINUATION) {
            end--;
        }
        return Arrays.copyOf(bytes, end);
    }

    /**
     * The text that a stream gives to its end; empty where it is longer. Throws {@link CharacterCodingException} as
     * {@link #decode} does.
     *
     * @param longest the number of bytes at most
     */
    public static Optional<String> read(InputStream in, long longest) throws IOException {
        byte[] bytes = in.readNBytes((int) Math.min(longest + 1, LONGEST_ARRAY));
        return bytes.length > longest ? Optional.empty() : Optional.of(decode(bytes));
    }

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
