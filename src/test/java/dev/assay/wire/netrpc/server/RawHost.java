package dev.assay.wire.netrpc.server;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;

/** A socket to a plugin, and single yamux frames on it. */
final class RawHost implements AutoCloseable {
    static final int DATA = 0;
    static final int WINDOW_UPDATE = 1;
    static final int SYN = 1;
    static final int RST = 8;

    private static final int SOON_MILLIS = 30_000;

    private final Socket socket;
    private final DataOutputStream out;
    private final DataInputStream in;

    RawHost(SocketAddress address) throws IOException {
        InetSocketAddress inet = (InetSocketAddress) address;
        socket = new Socket(inet.getAddress(), inet.getPort());
        socket.setSoTimeout(SOON_MILLIS);
        out = new DataOutputStream(socket.getOutputStream());
        in = new DataInputStream(socket.getInputStream());
    }

    void header(int type, int flags, int stream, int length) throws IOException {
        out.writeByte(0);
        out.writeByte(type);
        out.writeShort(flags);
        out.writeInt(stream);
        out.writeInt(length);
        out.flush();
    }

    void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Reads until the plugin ends the connection. Fails after half a minute. */
    void awaitEnd() throws IOException {
        try {
            // What the plugin says before it ends is of no interest.
            long unused = in.transferTo(OutputStream.nullOutputStream());
        } catch (SocketException e) {
            // It was ended while bytes of this end had not been read.
            return;
        }
    }

    /** Whether a frame without data for this stream comes with these flags; frames before it are passed over. */
    boolean awaitFlags(int stream, int flags) throws IOException {
        try {
            while (true) {
                int type = in.readUnsignedShort();
                int found = in.readUnsignedShort();
                int id = in.readInt();
                int length = in.readInt();
                if (id == stream && (found & flags) == flags) {
                    return true;
                }
                if (type == DATA) {
                    in.skipNBytes(length);
                }
            }
        } catch (EOFException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
