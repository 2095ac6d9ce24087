package dev.assay.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.ProviderException;
import dev.assay.process.Handshake;
import dev.assay.testing.ContractPlugin;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.smallrye.mutiny.Uni;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract between a host's transport and a plugin's endpoint in this JVM, over a real socket. */
public abstract class ServedContract extends MetricProviderContract {
    protected static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

    private final Way way;
    private final TlsIdentity host = TlsIdentity.create(Instant.now());
    private final TlsIdentity plugin = TlsIdentity.create(Instant.now());
    private final NioEventLoopGroup eventLoops = new NioEventLoopGroup(1);
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Boolean> shutdownRequested = new CompletableFuture<>();
    private final ByteArrayOutputStream pipe = new ByteArrayOutputStream();
    private final PluginOutput output = new PluginOutput(pipe);
    private PluginEndpoint.Server server;

    @TempDir
    private Path directory;

    /** The connection between host and plugin. */
    protected enum Way {
        UNIX,
        TCP,
        TLS_OVER_TCP
    }

    protected ServedContract(Way way) {
        this.way = way;
    }

    protected abstract PluginEndpoint endpoint();

    /** @param eventLoops are closed by the test */
    protected abstract PluginTransport transport(EventLoopGroup eventLoops);

    @Override
    protected PluginConnection connect() throws Exception {
        server = endpoint()
                .start(
                        address(),
                        tls(plugin, host),
                        new ContractPlugin(),
                        output,
                        () -> shutdownRequested.complete(true));
        return get(connectAgain());
    }

    /** Another connection to the same plugin. */
    protected final Uni<PluginConnection> connectAgain() {
        Handshake handshake = new Handshake(1, server.address(), endpoint().protocol(), Optional.empty());
        return transport(eventLoops).connect(handshake, tls(host, plugin), log::add);
    }

    private SocketAddress address() {
        return way == Way.UNIX
                ? UnixDomainSocketAddress.of(directory.resolve("s"))
                : new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private Optional<PluginTls> tls(TlsIdentity own, TlsIdentity peer) {
        return way == Way.TLS_OVER_TCP ? Optional.of(new PluginTls(own, peer.certificate())) : Optional.empty();
    }

    @Override
    protected void disconnect() throws Exception {
        server.close();
        server.close();
        assertThat(eventLoops.shutdownGracefully(0, 10, TimeUnit.SECONDS).await(30, TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void a_failure_of_the_plugin_is_an_error_measurement() {
        Measurement failed = get(does("fail", "no such series"));
        assertThat(failed.phase().text()).isEqualTo("Error");
        assertThat(failed.message()).isEqualTo("no such series");
        assertThat(failed.startedAt()).isNotNull();
        assertThat(failed.finishedAt()).isNotNull();

        assertThat(get(does("throw", "thrown")).message()).isEqualTo("thrown");
        assertThat(get(does("nothing", "")).message()).isEqualTo("the plugin returned nothing");
        assertThat(get(plugin().metadata(metric("{'do':'fail'}")))).containsEntry("error", "no metadata");
    }

    @Test
    void printed_text_arrives_in_the_log_line_by_line() {
        Awaitility.await().atMost(SOON).until(() -> {
            output.out().println("probe");
            return log.contains("probe");
        });
        output.out().print("half ");
        output.out().println("and half \u00e4");
        output.err().println("two\nlines");
        Awaitility.await().atMost(SOON).untilAsserted(() -> assertThat(log)
                .endsWith("half and half \u00e4", "two", "lines"));
    }

    @Test
    void printed_text_goes_to_the_pipe_when_no_host_listens() {
        plugin().close();
        output.close();
        output.out().println("late");
        assertThat(pipe.toString(StandardCharsets.UTF_8)).isEqualTo("late\n");
    }

    @Test
    void quit_reaches_the_plugin() {
        get(plugin().quit());
        assertThat(shutdownRequested).succeedsWithin(SOON);
    }

    @Test
    void a_plugin_that_ends_is_seen_at_once_and_never_connected_to_again() throws Exception {
        CompletableFuture<Measurement> call = does("hang", "").subscribeAsCompletionStage();
        Awaitility.await().atMost(SOON).untilAsserted(() -> assertThat(get(plugin().metadata(Metric.EMPTY)))
                .containsEntry("hanging", "1"));

        server.close();

        assertThat(call)
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .havingCause()
                .satisfies(this::saysGone);
        assertThat(plugin().closed().toCompletableFuture())
                .succeedsWithin(SOON)
                .asString()
                .startsWith("the plugin ended the connection at ");
        assertThatThrownBy(() -> get(plugin().metadata(Metric.EMPTY))).satisfies(this::saysGone);
        assertThatThrownBy(() -> get(plugin().initialize())).isNotInstanceOf(ProviderException.class);
    }
}
