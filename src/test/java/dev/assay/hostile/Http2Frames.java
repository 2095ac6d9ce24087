package dev.assay.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Frames of HTTP/2 (RFC 9113) as bytes, legal ones and others. */
public final class Http2Frames {
    public static final int DATA = 0;
    public static final int HEADERS = 1;
    public static final int PRIORITY = 2;
    public static final int RST_STREAM = 3;
    public static final int SETTINGS = 4;
    public static final int PUSH_PROMISE = 5;
    public static final int PING = 6;
    public static final int GOAWAY = 7;
    public static final int WINDOW_UPDATE = 8;
    public static final int CONTINUATION = 9;

    public static final int ACK = 1;
    public static final int END_STREAM = 1;
    public static final int END_HEADERS = 4;

    private Http2Frames() {}

    public static byte[] frame(int type, int flags, int stream, byte... payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        number(out, payload.length, 3);
        out.write(type);
        out.write(flags);
        number(out, stream, 4);
        out.writeBytes(payload);
        return out.toByteArray();
    }

    public static byte[] settings() {
        return frame(SETTINGS, 0, 0);
    }

    public static byte[] windowUpdate(int stream, int bytes) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        number(payload, bytes, 4);
        return frame(WINDOW_UPDATE, 0, stream, payload.toByteArray());
    }

    /** The headers of an answer of gRPC, without compression. */
    public static byte[] answerHeaders(int stream) {
        return headers(stream, END_HEADERS, "content-type", "application/grpc");
    }

    public static byte[] trailers(int stream) {
        return fields(stream, END_HEADERS | END_STREAM, "grpc-status", "0");
    }

    /** Headers that begin with {@code :status: 200}. */
    public static byte[] headers(int stream, int flags, String name, String value) {
        // 8 of the static table (RFC 7541, appendix A).
        return frame(HEADERS, flags, stream, concat(new byte[] {(byte) 0x88}, field(name, value)));
    }

    private static byte[] fields(int stream, int flags, String name, String value) {
        return frame(HEADERS, flags, stream, field(name, value));
    }

    /** A message of gRPC in one frame. */
    public static byte[] message(int stream, byte... message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0);
        number(out, message.length, 4);
        out.writeBytes(message);
        return frame(DATA, 0, stream, out.toByteArray());
    }

    public static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** The frame as often as it fits into 64 KiB, and at least once. */
    public static byte[] repeated(byte[] frame) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        do {
            out.writeBytes(frame);
        } while (out.size() + frame.length <= 64 * 1024);
        return out.toByteArray();
    }

    /** A literal field without indexing, with a new name (RFC 7541, 6.2.2). */
    private static byte[] field(String name, String value) {
        return concat(new byte[] {0}, text(name), text(value));
    }

    private static byte[] text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length >= 127) {
            throw new IllegalArgumentException("a longer text has a length of several bytes");
        }
        return concat(new byte[] {(byte) bytes.length}, bytes);
    }

    private static void number(ByteArrayOutputStream out, int number, int bytes) {
        for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
            out.write(number >>> shift);
        }
    }
}
