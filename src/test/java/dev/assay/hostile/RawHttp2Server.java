package dev.assay.hostile;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Set;

/**
 * A gRPC server of bare bytes. It answers each request with the message {@code 08 01}: that is a health of SERVING, and an
 * empty piece of output, but no measurement. After some answers it does something else.
 */
public final class RawHttp2Server {
    /** Something that the server does instead of answering. Returns when the connection is to be closed. */
    public interface Attack {
        /** @param stream of a request that is not answered; the largest so far */
        void run(OutputStream out, int stream) throws IOException;
    }

    private static final int PREFACE_BYTES = 24;
    private static final byte[] SERVING = {8, 1};

    private final int answers;
    private final Attack attack;

    /** @param answers after which the attack begins */
    public RawHttp2Server(int answers, Attack attack) {
        this.answers = answers;
        this.attack = attack;
    }

    /** Writes these bytes until the connection ends, and reads nothing. */
    public static Attack flood(byte[] block) {
        return (out, stream) -> {
            while (true) {
                out.write(block);
            }
        };
    }

    /** Serves one connection, until it ends. */
    public void serve(InputStream in, OutputStream out) throws IOException {
        DataInputStream data = new DataInputStream(in);
        data.readNBytes(PREFACE_BYTES);
        out.write(Http2Frames.settings());
        out.flush();
        Set<Integer> answered = new HashSet<>();
        while (true) {
            int length = data.readUnsignedByte() << 16 | data.readUnsignedShort();
            int type = data.readUnsignedByte();
            int flags = data.readUnsignedByte();
            int stream = data.readInt();
            data.readNBytes(length);
            if (type == Http2Frames.SETTINGS && (flags & Http2Frames.ACK) == 0) {
                out.write(Http2Frames.frame(Http2Frames.SETTINGS, Http2Frames.ACK, 0));
            } else if (type == Http2Frames.DATA && (flags & Http2Frames.END_STREAM) != 0) {
                if (answered.size() == answers) {
                    attack.run(out, stream);
                    return;
                }
                answered.add(stream);
                out.write(Http2Frames.concat(
                        Http2Frames.windowUpdate(0, length),
                        Http2Frames.answerHeaders(stream),
                        Http2Frames.message(stream, SERVING),
                        Http2Frames.trailers(stream)));
            }
            out.flush();
        }
    }
}
