package dev.assay.wire.grpc.client;

import io.netty.buffer.ByteBuf;

/**
 * Finds the heads of HTTP/2 frames in a stream of bytes: length (3 bytes), type (1), flags (1), stream (4, RFC 9113, 4.1).
 * It moves no index of the buffers, and keeps none.
 */
final class Http2FrameHeads {
    static final int DATA = 0;
    static final int GOAWAY = 7;

    private static final int HEAD_BYTES = 9;
    private static final int TYPE_AT = 3;
    private static final int STREAM_AT = 5;

    /** The receiver of heads. */
    interface Sink {
        /** Whether to go on reading. */
        boolean head(int type, int stream, int length);
    }

    private final Sink sink;
    private final byte[] head = new byte[HEAD_BYTES];
    private int known;

    /** The bytes of the present frame's payload that have not come yet. */
    private int missing;

    Http2FrameHeads(Sink sink) {
        this.sink = sink;
    }

    void read(ByteBuf bytes) {
        int at = bytes.readerIndex();
        int end = bytes.writerIndex();
        while (at < end) {
            int skipped = Math.min(missing, end - at);
            missing -= skipped;
            at += skipped;
            int taken = Math.min(HEAD_BYTES - known, end - at);
            bytes.getBytes(at, head, known, taken);
            known += taken;
            at += taken;
            if (known == HEAD_BYTES) {
                known = 0;
                missing = number(0, TYPE_AT);
                if (!sink.head(head[TYPE_AT], number(STREAM_AT, HEAD_BYTES) & Integer.MAX_VALUE, missing)) {
                    return;
                }
            }
        }
    }

    private int number(int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number << Byte.SIZE | Byte.toUnsignedInt(head[i]);
        }
        return number;
    }
}
