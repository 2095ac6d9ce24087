package dev.assay.condition.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Texts as Go has them: bytes, which may be any. A byte that is no part of a UTF-8 character is held as one half of a
 * UTF-16 pair, U+DC80 to U+DCFF, so that it comes out again.
 */
public final class ByteText {
    private static final int ESCAPE = 0xdc00;

    private ByteText() {}

    public static byte[] bytes(String text) {
        if (!hasEscapes(text)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        byte[] bytes = new byte[text.length() * 3];
        int at = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c < 0x80) {
                bytes[at++] = (byte) c;
            } else if (isEscaped(c)) {
                bytes[at++] = (byte) (c - ESCAPE);
            } else {
                byte[] encoded = Character.toString(c).getBytes(StandardCharsets.UTF_8);
                System.arraycopy(encoded, 0, bytes, at, encoded.length);
                at += encoded.length;
            }
        }
        return Arrays.copyOf(bytes, at);
    }

    public static String text(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        int valid = 0;
        for (int i = 0; i < bytes.length; ) {
            int size = size(bytes, i);
            if (size == 0) {
                text.append(new String(bytes, valid, i - valid, StandardCharsets.UTF_8))
                        .append((char) (ESCAPE + (bytes[i] & 0xff)));
                valid = i + 1;
            }
            i += Math.max(1, size);
        }
        return text.append(new String(bytes, valid, bytes.length - valid, StandardCharsets.UTF_8))
                .toString();
    }

    /** The length of the UTF-8 character at this place; 0 where there is none. */
    private static int size(byte[] bytes, int at) {
        int first = bytes[at] & 0xff;
        int size = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
        if (size < 2) {
            return size;
        }
        if (at + size > bytes.length) {
            return 0;
        }
        for (int i = 1; i < size; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        int second = bytes[at + 1] & 0xff;
        boolean tooLong = (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90);
        boolean tooHigh = (first == 0xed && second > 0x9f) || (first == 0xf4 && second > 0x8f);
        return tooLong || tooHigh ? 0 : size;
    }

    static boolean isEscaped(int c) {
        return c >= ESCAPE + 0x80 && c <= ESCAPE + 0xff;
    }

    /** The text with U+FFFD for what is no UTF-8. */
    public static String valid(String text) {
        return hasEscapes(text)
                ? text.codePoints()
                        .map(c -> isEscaped(c) ? 0xfffd : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString()
                : text;
    }

    private static boolean hasEscapes(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isEscaped(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)))) {
                return true;
            }
        }
        return false;
    }

    /** The number of bytes. */
    public static int length(String text) {
        return isAscii(text) ? text.length() : bytes(text).length;
    }

    /** The bytes from one place to another. */
    static String part(String text, int from, int to) {
        return isAscii(text) ? text.substring(from, to) : text(Arrays.copyOfRange(bytes(text), from, to));
    }

    static int byteAt(String text, int index) {
        return isAscii(text) ? text.charAt(index) : bytes(text)[index] & 0xff;
    }

    /** The order of the bytes. */
    public static int compare(String a, String b) {
        return isAscii(a) && isAscii(b) ? a.compareTo(b) : Arrays.compareUnsigned(bytes(a), bytes(b));
    }

    /** The place in bytes of a place in UTF-16; -1 stays. */
    public static long place(String text, int index) {
        return index < 0 ? -1 : length(text.substring(0, index));
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
