package dev.assay.wire.gob;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The receiving side of one gob stream. Not thread-safe. */
public final class GobReader {
    private static final byte[] NOTHING = {};

    /** A buffer larger than this is let go after its message, so that one large message does not cost memory for ever. */
    private static final int KEPT_BYTES = 64 * 1024;

    private final GobLimits limits;
    private final ValueReader reader;

    /** Position in the stream, for errors. */
    private long offset;

    /** Bytes of the length that are still to come, and what is known of it. */
    private int lengthBytesLeft;

    private long lengthSoFar;

    /** Length of the message that is being read; -1 when the next byte is that of a length. */
    private int length = -1;

    private byte[] buffer = NOTHING;
    private int buffered;
    private @Nullable String broken;

    public GobReader(GobLimits limits) {
        this.limits = limits;
        this.reader = new ValueReader(limits);
    }

    /**
     * Consumes all of {@code in} without releasing it; pieces may be cut anywhere. Each top-level value that became
     * complete goes to {@code values}, in order. Throws {@link GobException} on bytes that are no gob or exceed a
     * limit; the stream is then unusable and every further call throws.
     */
    public void read(ByteBuf in, Consumer<GobValue> values) {
        if (broken != null) {
            throw new GobException("the stream is unusable since " + broken);
        }
        while (in.isReadable()) {
            GobValue value;
            try {
                value = next(in);
            } catch (GobException e) {
                broken = e.getMessage();
                throw e;
            }
            if (value != null) {
                values.accept(value);
            }
        }
    }

    private @Nullable GobValue next(ByteBuf in) {
        if (length < 0 && !readLength(in)) {
            return null;
        }
        if (buffered == 0 && in.readableBytes() >= length) {
            return whole(in);
        }
        collect(in);
        return buffered == length ? message(buffer, 0) : null;
    }

    /** Whether the length is complete. */
    private boolean readLength(ByteBuf in) {
        if (lengthBytesLeft == 0) {
            int first = in.readByte();
            offset++;
            if (first >= 0) {
                return lengthIs(first);
            }
            if (-first > Long.BYTES) {
                throw breach("the length of a message claims " + -first + " bytes, more than 8");
            }
            lengthBytesLeft = -first;
            lengthSoFar = 0;
        }
        while (lengthBytesLeft > 0 && in.isReadable()) {
            lengthSoFar = (lengthSoFar << 8) | in.readUnsignedByte();
            lengthBytesLeft--;
            offset++;
        }
        return lengthBytesLeft == 0 && lengthIs(lengthSoFar);
    }

    private boolean lengthIs(long claimed) {
        if (claimed == 0) {
            throw breach("a message without bytes");
        }
        if (claimed < 0 || claimed > limits.maxMessageBytes()) {
            throw breach(
                    "a message of " + Long.toUnsignedString(claimed) + " bytes, more than the "
                            + limits.maxMessageBytes() + " that are accepted",
                    "; to have it accepted, " + limits.largerMessage());
        }
        length = (int) claimed;
        return true;
    }

    private @Nullable GobValue whole(ByteBuf in) {
        int start = in.readerIndex();
        if (in.hasArray()) {
            in.skipBytes(length);
            return message(in.array(), in.arrayOffset() + start);
        }
        reserve(length);
        in.readBytes(buffer, 0, length);
        return message(buffer, 0);
    }

    private void collect(ByteBuf in) {
        int count = Math.min(in.readableBytes(), length - buffered);
        reserve(buffered + count);
        in.readBytes(buffer, buffered, count);
        buffered += count;
    }

    /** Grows with what is there, not with what the peer claims. */
    private void reserve(int size) {
        if (buffer.length < size) {
            byte[] larger = new byte[(int) Math.min(limits.maxMessageBytes(), Math.max(1024L, size * 2L))];
            System.arraycopy(buffer, 0, larger, 0, buffered);
            buffer = larger;
        }
    }

    private @Nullable GobValue message(byte[] bytes, int start) {
        int size = length;
        long at = offset;
        length = -1;
        buffered = 0;
        offset += size;
        GobValue value = reader.message(bytes, start, size, at);
        if (buffer.length > KEPT_BYTES) {
            buffer = NOTHING;
        }
        return value;
    }

    private GobException breach(String what) {
        return breach(what, "");
    }

    private GobException breach(String what, String remedy) {
        return new GobException(what + ", at byte " + offset + " of the stream" + remedy);
    }
}
