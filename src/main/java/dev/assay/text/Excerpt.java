package dev.assay.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Text out of a file, or from a server, as it may stand in a message: short, on one line, nothing in it that moves a cursor. */
public final class Excerpt {
    private static final int LONGEST = 80;

    private Excerpt() {}

    public static String of(String text) {
        StringBuilder words = new StringBuilder();
        text.codePoints()
                .limit(4L * LONGEST)
                .map(c -> isVisible(c) ? c : ' ')
                .filter(c -> c != ' ' || (words.length() > 0 && words.charAt(words.length() - 1) != ' '))
                .forEachOrdered(words::appendCodePoint);
        String all = words.toString().strip();
        int end = all.offsetByCodePoints(0, Math.min(LONGEST, all.codePointCount(0, all.length())));
        return end < all.length() ? all.substring(0, end) + "..." : all;
    }

    /** The bytes as text; nothing where they are none. A character that is cut off at the end is left out. */
    public static Optional<String> text(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes.length - end < 3 && (bytes[end - 1] & 0xc0) == 0x80) {
            end--;
        }
        if (end > 0 && (bytes[end - 1] & 0xc0) == 0xc0) {
            end--;
        } else {
            end = bytes.length;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, 0, end))
                    .toString();
            return text.chars().anyMatch(c -> c < ' ' && !Character.isWhitespace(c) && c != '\b' && c != 0x1b)
                    ? Optional.empty()
                    : Optional.of(text);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean isVisible(int c) {
        return !Character.isISOControl(c)
                && !Character.isWhitespace(c)
                && Character.getType(c) != Character.FORMAT
                && Character.getType(c) != Character.SURROGATE;
    }
}
