package dev.assay.wire.yamux;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Cuts a stream of bytes into frames. It never holds more than a header: data is handed on as it comes. */
final class FrameReader {
    /** The receiver of headers and data, in their order. */
    interface Sink {
        /** @param length unsigned; as many bytes follow in {@link #data} when the type is {@link Frame#DATA} */
        void header(int type, int flags, int id, long length);

        /**
         * The next bytes of the frame whose header came last. The sink moves {@code in} forward by exactly as many
         * before it does anything else.
         *
         * @param last whether the frame ends with them
         */
        void data(ByteBuf in, int bytes, boolean last);

        /** Whether the reader may skip the rest. */
        boolean isOver();
    }

    private final Sink sink;

    /** A header that came in pieces. On the heap, so nobody need release it. */
    private final ByteBuf started = Unpooled.buffer(Frame.HEADER_BYTES, Frame.HEADER_BYTES);

    private long missing;

    FrameReader(Sink sink) {
        this.sink = sink;
    }

    /** Reads all of it. */
    void read(ByteBuf in) {
        while (in.isReadable() && !sink.isOver()) {
            if (missing > 0) {
                int bytes = (int) Math.min(missing, in.readableBytes());
                missing -= bytes;
                sink.data(in, bytes, missing == 0);
            } else if (!started.isReadable() && in.readableBytes() >= Frame.HEADER_BYTES) {
                header(in);
            } else {
                started.writeBytes(in, Math.min(in.readableBytes(), started.writableBytes()));
                if (!started.isWritable()) {
                    header(started);
                    started.clear();
                }
            }
        }
        in.skipBytes(in.readableBytes());
    }

    private void header(ByteBuf from) {
        int version = from.readUnsignedByte();
        int type = from.readUnsignedByte();
        int flags = from.readUnsignedShort();
        int id = from.readInt();
        long length = from.readUnsignedInt();
        if (version != Frame.VERSION) {
            throw new YamuxException("a frame of version " + version + " came, and only version 0 is known");
        }
        if (type > Frame.GO_AWAY) {
            throw new YamuxException("a frame of the unknown type " + type + " came");
        }
        missing = type == Frame.DATA ? length : 0;
        sink.header(type, flags, id, length);
    }
}
