package dev.assay.plugin;

import dev.assay.metric.MetricProvider;
import dev.assay.process.Handshake;
import dev.assay.wire.PluginTls;
import dev.assay.wire.TlsIdentity;
import dev.assay.wire.grpc.server.GrpcPluginServer;
import dev.assay.wire.grpc.server.PluginOutput;
import java.io.IOException;
import java.io.PrintStream;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One plugin being served to one host, from the handshake to the end. */
final class PluginSession implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(PluginSession.class.getName());

    private final GrpcPluginServer server;
    private final SocketAddress address;
    private final Optional<PluginTls> tls;
    private final PluginOutput output;
    private final CountDownLatch ended;
    private boolean closed;

    private PluginSession(GrpcPluginServer server, Optional<PluginTls> tls, PluginOutput output, CountDownLatch ended) {
        this.server = server;
        this.address = server.address();
        this.tls = tls;
        this.output = output;
        this.ended = ended;
    }

    /**
     * Listens.
     *
     * @param output takes what the plugin prints
     */
    static PluginSession start(HostEnvironment offer, MetricProvider provider, PluginOutput output)
            throws RefusedException {
        CountDownLatch ended = new CountDownLatch(1);
        InstantSource clock = InstantSource.system();
        Optional<PluginTls> tls =
                offer.certificate().map(host -> new PluginTls(TlsIdentity.create(clock.instant()), host));
        GrpcPluginServer server = new ListenAddress(offer)
                .listen(address -> GrpcPluginServer.start(address, tls, provider, output, clock, ended::countDown));
        HostWatch.start(offer.hostPid(), ended::countDown);
        return new PluginSession(server, tls, output, ended);
    }

    /** Tells the host where to connect; nothing else may ever be written to this stream. */
    void announce(PrintStream stdout) {
        Optional<String> certificate = tls.map(it -> it.own().base64());
        stdout.print(new Handshake(1, address, "grpc", certificate).line() + "\n");
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
