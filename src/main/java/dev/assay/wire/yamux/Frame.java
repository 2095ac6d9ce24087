package dev.assay.wire.yamux;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;

/**
 * Frames (yamux {@code const.go}). A header has 12 bytes, big-endian: version (1 byte), type (1), flags (2), stream id (4),
 * length (4). The length counts the bytes that follow a {@link #DATA} header. After other headers nothing follows, and the
 * length is a number.
 */
final class Frame {
    static final int HEADER_BYTES = 12;
    static final int VERSION = 0;

    static final int DATA = 0;
    /** The length is added to the window of the stream. */
    static final int WINDOW_UPDATE = 1;
    /** The length is a value that the answer repeats. */
    static final int PING = 2;
    /** The length is a code. */
    static final int GO_AWAY = 3;

    static final int SYN = 1;
    static final int ACK = 2;
    static final int FIN = 4;
    static final int RST = 8;

    static final int GO_AWAY_NORMAL = 0;
    static final int GO_AWAY_PROTOCOL_ERROR = 1;
    static final int GO_AWAY_INTERNAL_ERROR = 2;

    /** The stream id of frames that are about the session. */
    static final int SESSION = 0;

    /** The size up to which copying the data behind the header costs less than a composite buffer. */
    private static final int COPIED_BYTES = 2048;

    private Frame() {}

    /** A frame without data. */
    static ByteBuf header(int type, int flags, int id, int length) {
        ByteBuf frame = ByteBufAllocator.DEFAULT.ioBuffer(HEADER_BYTES, HEADER_BYTES);
        writeHeader(frame, type, flags, id, length);
        return frame;
    }

    /**
     * A data frame in one buffer. One that is not direct is copied here, since a socket would have it copied.
     *
     * @param data is owned by the frame from here on
     */
    static ByteBuf data(int flags, int id, ByteBuf data) {
        int length = data.readableBytes();
        if (data.isDirect() && length > COPIED_BYTES) {
            CompositeByteBuf frame = data.alloc().compositeDirectBuffer(2);
            frame.addComponent(true, header(DATA, flags, id, length));
            return frame.addComponent(true, data);
        }
        try {
            ByteBuf frame = ByteBufAllocator.DEFAULT.ioBuffer(HEADER_BYTES + length, HEADER_BYTES + length);
            writeHeader(frame, DATA, flags, id, length);
            return frame.writeBytes(data);
        } finally {
            data.release();
        }
    }

    private static void writeHeader(ByteBuf out, int type, int flags, int id, int length) {
        out.writeInt(VERSION << 24 | type << 16 | flags).writeInt(id).writeInt(length);
    }
}
