package dev.assay.plugin;

import dev.assay.metric.MetricProvider;
import dev.assay.process.Handshake;
import dev.assay.wire.PluginEndpoint;
import dev.assay.wire.PluginOutput;
import dev.assay.wire.PluginTls;
import dev.assay.wire.TlsIdentity;
import java.io.IOException;
import java.io.PrintStream;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One plugin that is served to one host, from the handshake to the end. */
final class PluginSession implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(PluginSession.class.getName());

    private final PluginEndpoint.Server server;
    private final Handshake handshake;
    private final PluginOutput output;
    private final CountDownLatch ended;
    private final Path socketDirectory;
    private boolean closed;

    private PluginSession(
            PluginEndpoint.Server server,
            Handshake handshake,
            PluginOutput output,
            CountDownLatch ended,
            Path socketDirectory) {
        this.server = server;
        this.handshake = handshake;
        this.output = output;
        this.ended = ended;
        this.socketDirectory = socketDirectory;
    }

    /**
     * Listens.
     *
     * @param endpoint of the protocol that was chosen for this host
     * @param output takes the lines that the plugin prints
     */
    static PluginSession start(
            HostEnvironment environment, PluginEndpoint endpoint, MetricProvider provider, PluginOutput output)
            throws ServeException {
        CountDownLatch ended = new CountDownLatch(1);
        Optional<PluginTls> tls = environment
                .certificate()
                .map(host ->
                        new PluginTls(TlsIdentity.create(InstantSource.system().instant()), host));
        PluginEndpoint.Server server = new ListenAddress(environment)
                .listen(address -> endpoint.start(address, tls, provider, output, ended::countDown));
        HostWatch.start(environment.hostPid(), ended::countDown);
        Optional<String> certificate = tls.map(it -> it.own().base64());
        Handshake handshake = new Handshake(1, server.address(), endpoint.protocol(), certificate);
        return new PluginSession(server, handshake, output, ended, environment.socketDirectory());
    }

    /** Tells the host where to connect; nothing else may ever be written to this stream. */
    void announce(PrintStream stdout) {
        stdout.print(handshake.line() + "\n");
        stdout.flush();
    }

    /** Returns when the host wants the plugin to end, or is gone. */
    void awaitEnd() throws InterruptedException {
        ended.await();
    }

    /**
     * Is called when the process ends. Where the plugin itself called {@link System#exit}, its calls can never finish, and the
     * host learns the exit code only when the process ends before the connection. So nothing is waited for then.
     */
    void onShutdown() {
        if (!isExitCalled(Thread.getAllStackTraces().values())) {
            close();
            return;
        }
        output.close();
        removeSocket(handshake.address());
    }

    /** A signal ends the process in another way. */
    private static boolean isExitCalled(Collection<StackTraceElement[]> threads) {
        return threads.stream()
                .flatMap(Arrays::stream)
                .anyMatch(frame -> frame.getClassName().equals(Runtime.class.getName())
                        && frame.getMethodName().equals("exit"));
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
        removeSocket(handshake.address());
    }

    private void removeSocket(SocketAddress address) {
        if (address instanceof UnixDomainSocketAddress unix) {
            try {
                PrivateFolder.remove(unix.getPath(), socketDirectory);
            } catch (IOException e) {
                LOG.log(Level.WARNING, "tried to remove the socket " + unix + ", but failed; remove it", e);
            }
        }
    }
}
