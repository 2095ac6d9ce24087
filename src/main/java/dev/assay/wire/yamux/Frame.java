package dev.assay.wire.yamux;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;

/**
 * The header of a frame: version (1 byte, 0), type (1), flags (2), stream id (4), length (4), big-endian.
 *
 * @param flags bits of {@link #SYN}, {@link #ACK}, {@link #FIN}, {@link #RST}; unknown ones are ignored, as in Go
 * @param length unsigned: bytes of data that follow, a window's delta, a ping's value, or the code of a go-away
 */
record Frame(int type, int flags, int id, long length) {
    static final int HEADER_BYTES = 12;

    static final int DATA = 0;
    static final int WINDOW_UPDATE = 1;
    static final int PING = 2;
    static final int GO_AWAY = 3;

    static final int SYN = 1;
    static final int ACK = 2;
    static final int FIN = 4;
    static final int RST = 8;

    /**
     * Reads a header; the 12 bytes must be there.
     *
     * @throws YamuxException for another version or an unknown type
     */
    static Frame read(ByteBuf in) {
        int version = in.readUnsignedByte();
        if (version != 0) {
            throw new YamuxException(
                    "its peer sent a frame of version " + version + " instead of 0, so it does not" + " speak yamux");
        }
        int type = in.readUnsignedByte();
        if (type > GO_AWAY) {
            throw new YamuxException("its peer sent a frame of the unknown type " + type);
        }
        return new Frame(type, in.readUnsignedShort(), in.readInt(), in.readUnsignedInt());
    }

    static ByteBuf header(int type, int flags, int id, int length) {
        return PooledByteBufAllocator.DEFAULT
                .buffer(HEADER_BYTES, HEADER_BYTES)
                .writeByte(0)
                .writeByte(type)
                .writeShort(flags)
                .writeInt(id)
                .writeInt(length);
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }
}
