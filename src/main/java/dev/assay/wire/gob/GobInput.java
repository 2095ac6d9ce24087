package dev.assay.wire.gob;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of one value, read from front to back, and what the reading of it has used up of the limits. */
final class GobInput {
    private static final byte[] NOTHING = {};

    private final GobLimits limits;
    private byte[] bytes = NOTHING;
    private int position;
    private int end;
    private long origin;
    private int depth;
    private int values;

    GobInput(GobLimits limits) {
        this.limits = limits;
    }

    /** @param offset where in the stream the byte at {@code from} is */
    void reset(byte[] source, int from, int length, long offset) {
        bytes = source;
        position = from;
        end = from + length;
        origin = offset - from;
        depth = 0;
        values = 0;
    }

    int position() {
        return position;
    }

    void jump(int to) {
        position = to;
    }

    int remaining() {
        return end - position;
    }

    /** Where in the stream the next byte is. */
    long offset() {
        return origin + position;
    }

    /** One more value begins, one level deeper. */
    void enter() {
        if (++depth > limits.maxDepth()) {
            throw breach("values nest more than " + limits.maxDepth() + " deep");
        }
    }

    void leave() {
        depth--;
    }

    void count() {
        if (++values > limits.maxValues()) {
            throw breach("one value holds more than " + limits.maxValues() + " values");
        }
    }

    /** An unsigned number; all 64 bits may be in use ({@code encoding/gob/decode.go}, {@code decodeUint}). */
    long uint() {
        if (position >= end) {
            throw cut();
        }
        int first = bytes[position++];
        if (first >= 0) {
            return first;
        }
        int width = -first;
        if (width > Long.BYTES) {
            throw breachBefore(1, "a number claims " + width + " bytes, more than 8");
        }
        if (width > end - position) {
            throw cut();
        }
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = (value << 8) | (bytes[position++] & 0xff);
        }
        return value;
    }

    long sint() {
        long bits = uint();
        return (bits & 1) == 0 ? bits >>> 1 : ~(bits >>> 1);
    }

    double real() {
        return Double.longBitsToDouble(Long.reverseBytes(uint()));
    }

    /** A number of things, each of which takes at least {@code least} bytes of those that are left. */
    int length(String what, int least) {
        long length = uint();
        if (length < 0 || length > remaining() / least) {
            throw breach("a length of " + Long.toUnsignedString(length) + " " + what + ", but only " + remaining()
                    + " bytes are left in the message");
        }
        return (int) length;
    }

    /**
     * A number of elements that may hold interface values, so that some may come in later messages; that the bytes run
     * out is found as elements are read.
     */
    int openLength(String what) {
        long length = uint();
        if (length < 0 || length > limits.maxValues()) {
            throw breach("a length of " + Long.toUnsignedString(length) + " " + what + ", more than the "
                    + limits.maxValues() + " values that are accepted");
        }
        return (int) length;
    }

    byte[] bytes() {
        int length = length("bytes", 1);
        byte[] copy = length == 0 ? NOTHING : Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return copy;
    }

    String text() {
        int length = length("bytes of a string", 1);
        String text = length == 0 ? "" : new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    GobException breach(String what) {
        return new GobException(what + ", at byte " + offset() + " of the stream");
    }

    private GobException breachBefore(int back, String what) {
        return new GobException(what + ", at byte " + (offset() - back) + " of the stream");
    }

    private GobException cut() {
        return breach("the message ends within a value");
    }
}
