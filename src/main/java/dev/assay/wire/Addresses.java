package dev.assay.wire;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

/** Addresses as a handshake line writes them. */
public final class Addresses {
    private Addresses() {}

    /** The address as text, for instance {@code unix:/tmp/plugin2841} or {@code tcp:127.0.0.1:10000}. */
    public static String text(SocketAddress address) {
        if (address instanceof UnixDomainSocketAddress unix) {
            return "unix:" + unix.getPath();
        }
        if (address instanceof InetSocketAddress inet) {
            return "tcp:" + inet.getHostString() + ":" + inet.getPort();
        }
        return address.toString();
    }
}
