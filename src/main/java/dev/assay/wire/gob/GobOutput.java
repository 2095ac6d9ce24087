package dev.assay.wire.gob;

import dev.assay.text.Surrogates;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array that gob's numbers, strings and bytes are written to. */
final class GobOutput {
    private static final int FIRST_BYTES = 256;

    /** A larger array is let go, so that one large value does not cost memory for ever. */
    private static final int KEPT_BYTES = 256 * 1024;

    private byte[] bytes = new byte[FIRST_BYTES];
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
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[FIRST_BYTES];
        }
    }

    /**
     * One byte below 128, else the negated number of bytes and then these, largest first ({@code encode.go},
     * {@code encodeUint}).
     */
    void uint(long value) {
        reserve(1 + Long.BYTES);
        int width = width(value);
        if (width == 0) {
            bytes[size++] = (byte) value;
            return;
        }
        bytes[size++] = (byte) -width;
        for (int shift = (width - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    /** The number of bytes after the first one; 0 when the number itself is the first one. */
    static int width(long value) {
        return value >= 0 && value < 128 ? 0 : Long.BYTES - Long.numberOfLeadingZeros(value) / Byte.SIZE;
    }

    void sint(long value) {
        uint(value < 0 ? (~value << 1) | 1 : value << 1);
    }

    void real(double value) {
        uint(Long.reverseBytes(Double.doubleToRawLongBits(value)));
    }

    /** Half a surrogate pair becomes U+FFFD, as where Go reads JSON; Java would write a question mark. */
    void text(String text) {
        bytes(Surrogates.replaceLone(text).getBytes(StandardCharsets.UTF_8));
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
}
