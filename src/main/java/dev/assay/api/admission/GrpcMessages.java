package dev.assay.api.admission;

import dev.assay.measure.RequestRefusedException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one gRPC request, as gRPC over HTTP/2 frames them: a flag, a length of 4 bytes, the message. Memory is
 * taken for a message when its length is known, before it is read. A packed message is refused: a few KiB of gzip would keep
 * an event loop busy for as long as some MiB do. No client of gRPC packs unless it is told to.
 */
final class GrpcMessages {
    private static final int HEAD = 5;

    private final WorkMemory memory;
    private final int limit;
    private final @Nullable String encoding;
    private final Consumer<byte[]> check;
    private final Consumer<Buffer> out;

    private final byte[] head = new byte[HEAD];
    private int headLength;
    private byte @Nullable [] message;
    private int length;

    /**
     * @param limit bytes of a message
     * @param encoding the header {@code grpc-encoding}
     * @param check throws when a message must not be handed on
     * @param out gets whole messages with their heads
     */
    GrpcMessages(
            WorkMemory memory, int limit, @Nullable String encoding, Consumer<byte[]> check, Consumer<Buffer> out) {
        this.memory = memory;
        this.limit = limit;
        this.encoding = encoding;
        this.check = check;
        this.out = out;
    }

    /** @throws StatusRuntimeException when the request must not go on */
    void receive(Buffer chunk) {
        int at = 0;
        while (at < chunk.length() || (message != null && length == message.length)) {
            if (message == null) {
                int taken = Math.min(HEAD - headLength, chunk.length() - at);
                chunk.getBytes(at, at + taken, head, headLength);
                headLength += taken;
                at += taken;
                if (headLength == HEAD) {
                    message = begin();
                    length = 0;
                }
            } else {
                int taken = Math.min(message.length - length, chunk.length() - at);
                chunk.getBytes(at, at + taken, message, length);
                length += taken;
                at += taken;
                if (length == message.length) {
                    byte[] whole = message;
                    message = null;
                    headLength = 0;
                    handOn(whole);
                }
            }
        }
    }

    /** Whether a message has begun and is not there whole. */
    boolean isIncomplete() {
        return message != null || headLength > 0;
    }

    private byte[] begin() {
        long size = Buffer.buffer(head).getUnsignedInt(1);
        if (size > limit) {
            throw tooLarge();
        }
        if (head[0] != 0 && (encoding == null || encoding.equals("identity"))) {
            throw status(
                    Status.INTERNAL,
                    "tried to read a message that says that it is packed, but grpc-encoding does"
                            + " not say how; send grpc-encoding");
        }
        if (head[0] != 0) {
            throw status(
                    Status.UNIMPLEMENTED,
                    "tried to read a message, but it is packed, and Assay reads none that is; send it without"
                            + " compression");
        }
        // The bytes, the message that is made of them, and its texts.
        grow(4 * size);
        return new byte[(int) size];
    }

    private void handOn(byte[] whole) {
        check.accept(whole);
        out.accept(Buffer.buffer(HEAD + whole.length)
                .appendByte((byte) 0)
                .appendInt(whole.length)
                .appendBytes(whole));
    }

    private void grow(long bytes) {
        try {
            memory.grow(bytes);
        } catch (RequestRefusedException e) {
            throw status(Status.RESOURCE_EXHAUSTED, e.getMessage());
        }
    }

    private StatusRuntimeException tooLarge() {
        return status(
                Status.RESOURCE_EXHAUSTED,
                "tried to read a message, but it is larger than " + limit
                        + " bytes; make it smaller, or raise quarkus.grpc.server.max-inbound-message-size");
    }

    private static StatusRuntimeException status(Status status, String message) {
        return status.withDescription(message).asRuntimeException();
    }
}
