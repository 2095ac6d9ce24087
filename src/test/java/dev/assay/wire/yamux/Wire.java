package dev.assay.wire.yamux;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Frames as text, the way the recorded conversations write them, and the pattern that fills their data. */
final class Wire {
    private static final List<String> TYPES = List.of("data", "window-update", "ping", "go-away");
    private static final List<String> FLAGS = List.of("SYN", "ACK", "FIN", "RST");

    private Wire() {}

    /** All frames in the bytes, which are whole frames; with the data of data frames after a colon, as hex or as a pattern. */
    static List<String> frames(ByteBuf bytes) {
        List<String> frames = new ArrayList<>();
        while (bytes.isReadable()) {
            int type = bytes.skipBytes(1).readUnsignedByte();
            int flags = bytes.readUnsignedShort();
            long id = bytes.readUnsignedInt();
            long length = bytes.readUnsignedInt();
            String text = TYPES.get(type) + " " + flagText(flags) + " stream " + id + " length " + length;
            if (type == Frame.DATA && length > 0) {
                byte[] data = new byte[(int) length];
                bytes.readBytes(data);
                text += " : " + content(data);
            }
            frames.add(text);
        }
        return frames;
    }

    static ByteBuf frame(int type, int flags, int id, long length) {
        return Unpooled.buffer(Frame.HEADER_BYTES)
                .writeByte(0)
                .writeByte(type)
                .writeShort(flags)
                .writeInt(id)
                .writeInt((int) length);
    }

    static ByteBuf data(int flags, int id, byte[] data) {
        return Unpooled.wrappedBuffer(frame(Frame.DATA, flags, id, data.length), Unpooled.wrappedBuffer(data));
    }

    /** Each byte is the one before it plus 1, modulo 251. */
    static byte[] pattern(long from, int length) {
        byte[] data = new byte[length];
        for (int i = 0; i < length; i++) {
            data[i] = (byte) ((from + i) % 251);
        }
        return data;
    }

    /** The pattern in a direct buffer, as a socket's would be. */
    static ByteBuf patternBuffer(long from, int length) {
        return PooledByteBufAllocator.DEFAULT.directBuffer(Math.max(1, length)).writeBytes(pattern(from, length));
    }

    private static String content(byte[] data) {
        if (data.length <= 64) {
            return HexFormat.of().formatHex(data);
        }
        int first = Byte.toUnsignedInt(data[0]);
        boolean regular = java.util.Arrays.equals(data, pattern(first, data.length));
        return regular ? "pattern " + first + " " + data.length : "something else";
    }

    private static String flagText(int flags) {
        List<String> set = new ArrayList<>();
        for (int bit = 0; bit < FLAGS.size(); bit++) {
            if ((flags & 1 << bit) != 0) {
                set.add(FLAGS.get(bit));
            }
        }
        return set.isEmpty() ? "-" : String.join("|", set);
    }
}
