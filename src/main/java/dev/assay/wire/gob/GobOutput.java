package dev.assay.wire.gob;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array that gob's numbers, strings and bytes are written to. */
final class GobOutput {
    private byte[] bytes = new byte[256];
    private int size;

    int size() {
        return size;
    }

    byte[] array() {
        return bytes;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, size);
    }

    void clear() {
        size = 0;
    }

    /** One byte below 128, else the negated number of bytes and then these, largest first ({@code encode.go}, {@code encodeUint}). */
    void uint(long value) {
        reserve(1 + Long.BYTES);
        if (value >= 0 && value < 128) {
            bytes[size++] = (byte) value;
            return;
        }
        int width = Long.BYTES - Long.numberOfLeadingZeros(value) / Byte.SIZE;
        bytes[size++] = (byte) -width;
        for (int shift = (width - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    void sint(long value) {
        uint(value < 0 ? (~value << 1) | 1 : value << 1);
    }

    void real(double value) {
        uint(Long.reverseBytes(Double.doubleToRawLongBits(value)));
    }

    void text(String text) {
        bytes(wellFormed(text).getBytes(StandardCharsets.UTF_8));
    }

    void bytes(byte[] value) {
        uint(value.length);
        raw(value, value.length);
    }

    void raw(byte[] value, int length) {
        reserve(length);
        System.arraycopy(value, 0, bytes, size, length);
        size += length;
    }

    private void reserve(int more) {
        if (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length * 2));
        }
    }

    /** Half a surrogate pair becomes U+FFFD, as where Go reads JSON; Java would write a question mark. */
    private static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                StringBuilder mended = new StringBuilder(text.length());
                text.codePoints()
                        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                        .forEach(mended::appendCodePoint);
                return mended.toString();
            }
        }
        return text;
    }
}
