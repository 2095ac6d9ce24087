package dev.assay.api.admission;

import dev.assay.measure.RequestRefusedException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one gRPC request, as gRPC over HTTP/2 frames them: a flag, a length of 4 bytes, the message. Memory is
 * taken for a message when its length is known, before it is read. A message that is packed with gzip is unpacked here, no
 * further than to the limit, and handed on unpacked.
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
     * @param limit bytes of a message, packed and unpacked
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
                    handOn(head[0] == 0 ? whole : unpacked(whole));
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
        if (head[0] != 0 && !"gzip".equals(encoding)) {
            throw status(
                    Status.UNIMPLEMENTED,
                    "tried to read a message, but its grpc-encoding is not known; use gzip, or" + " none");
        }
        // The bytes, the message that is made of them, and its texts.
        grow(4 * size);
        return new byte[(int) size];
    }

    private byte[] unpacked(byte[] packed) {
        ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
        byte[] part = new byte[8192];
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            for (int count = in.read(part); count >= 0; count = in.read(part)) {
                if (unpacked.size() + count > limit) {
                    throw tooLarge();
                }
                grow(4L * count);
                unpacked.write(part, 0, count);
            }
        } catch (IOException e) {
            throw status(
                    Status.INVALID_ARGUMENT,
                    "tried to unpack a message, but it is no gzip; send what grpc-encoding" + " says");
        }
        return unpacked.toByteArray();
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
