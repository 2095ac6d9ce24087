package dev.assay.plugin;

import dev.assay.metric.MetricProvider;
import dev.assay.wire.grpc.GrpcPluginServer;
import dev.assay.wire.grpc.PluginOutput;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One plugin being served to one host, from the handshake to the end. */
final class PluginSession implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(PluginSession.class.getName());

    private final GrpcPluginServer server;
    private final SocketAddress address;
    private final PluginOutput output;
    private final CountDownLatch ended;
    private boolean closed;

    private PluginSession(GrpcPluginServer server, PluginOutput output, CountDownLatch ended) {
        this.server = server;
        this.address = server.address();
        this.output = output;
        this.ended = ended;
    }

    /**
     * Listens.
     *
     * @param output takes what the plugin prints
     */
    static PluginSession start(HostOffer offer, MetricProvider provider, PluginOutput output) throws RefusedException {
        CountDownLatch ended = new CountDownLatch(1);
        GrpcPluginServer server = new ListenAddress(offer)
                .listen(address ->
                        GrpcPluginServer.start(address, provider, output, InstantSource.system(), ended::countDown));
        HostWatch.start(offer.hostPid(), ended::countDown);
        return new PluginSession(server, output, ended);
    }

    /** Tells the host where to connect; nothing else may ever be written to this stream. */
    void announce(PrintStream stdout) {
        stdout.print(handshake(address) + "\n");
        stdout.flush();
    }

    /** Returns when the host wants the plugin to end, or is gone. */
    void awaitEnd() throws InterruptedException {
        ended.await();
    }

    /** Ends calls, output and server, and removes the socket. May be called again; then waits for the first to be through. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        output.close();
        server.close();
        removeSocket(address);
    }

    /** {@code CORE|APP|NETWORK|ADDRESS|PROTOCOL}, for instance {@code 1|1|unix|/tmp/plugin2841|grpc}. */
    private static String handshake(SocketAddress address) {
        return "1|1|" + (address instanceof UnixDomainSocketAddress unix ? "unix|" + unix.getPath() : tcp(address))
                + "|grpc";
    }

    private static String tcp(SocketAddress address) {
        InetSocketAddress inet = (InetSocketAddress) address;
        return "tcp|" + inet.getAddress().getHostAddress() + ":" + inet.getPort();
    }

    private static void removeSocket(SocketAddress address) {
        if (address instanceof UnixDomainSocketAddress unix) {
            try {
                Files.deleteIfExists(unix.getPath());
            } catch (IOException e) {
                LOG.log(Level.WARNING, "tried to remove the socket " + unix + ", but failed; remove it", e);
            }
        }
    }
}
