package dev.assay.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for a program that must be told its number before it starts. It stays free for it: the kernel gives programs that
 * ask for any port, and connections, only ports of a higher range, and two tests hardly choose the same number at the same time.
 */
public final class FreePort {
    /** Above the ports of known services. */
    static final int LOWEST = 10_000;

    /** Where the range begins from which Linux gives ports ({@code net.ipv4.ip_local_port_range}). */
    static final int END = 32_768;

    private static final int ATTEMPTS = 100;

    private FreePort() {}

    /** A port of the loopback address that is free. */
    public static int find() {
        return find(InetAddress.getLoopbackAddress());
    }

    /** A port of this address that is free. */
    public static int find(InetAddress address) {
        for (int attempt = 1; ; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, END);
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(address, port));
                return port;
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw new UncheckedIOException("no port of " + ATTEMPTS + " was free", e);
                }
            }
        }
    }
}
