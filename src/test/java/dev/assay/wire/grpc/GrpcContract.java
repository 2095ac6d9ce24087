package dev.assay.wire.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.ProviderException;
import dev.assay.process.Handshake;
import dev.assay.testing.ContractPlugin;
import dev.assay.wire.MetricProviderContract;
import dev.assay.wire.PluginConnection;
import dev.assay.wire.PluginEndpoint;
import dev.assay.wire.PluginOutput;
import dev.assay.wire.PluginTls;
import dev.assay.wire.grpc.client.GrpcTransport;
import dev.assay.wire.grpc.server.GrpcEndpoint;
import io.netty.channel.nio.NioEventLoopGroup;
import java.io.ByteArrayOutputStream;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The contract over a real channel and a real server in this JVM, and what is so over gRPC only. */
abstract class GrpcContract extends MetricProviderContract {
    private static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

    private final NioEventLoopGroup eventLoops = new NioEventLoopGroup(1);
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Boolean> shutdownRequested = new CompletableFuture<>();
    private final ByteArrayOutputStream pipe = new ByteArrayOutputStream();
    private final PluginOutput output = new PluginOutput(pipe);
    private PluginEndpoint.Server server;

    abstract SocketAddress address();

    /** The protection of the connection at the plugin's end. */
    Optional<PluginTls> serverTls() {
        return Optional.empty();
    }

    /** The protection of the connection at the host's end. */
    Optional<PluginTls> clientTls() {
        return Optional.empty();
    }

    @Override
    protected PluginConnection connect() throws Exception {
        server = new GrpcEndpoint(InstantSource.system())
                .start(address(), serverTls(), new ContractPlugin(), output, () -> shutdownRequested.complete(true));
        GrpcTransport transport = new GrpcTransport(eventLoops, Runnable::run, MAX_MESSAGE_BYTES, SOON);
        Handshake handshake = new Handshake(1, server.address(), "grpc", Optional.empty());
        return get(transport.connect(handshake, clientTls(), log::add));
    }

    @Override
    protected void disconnect() throws Exception {
        server.close();
        assertThat(eventLoops.shutdownGracefully(0, 10, TimeUnit.SECONDS).await(30, TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void what_a_plugin_fails_with_is_an_error_measurement() {
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
    void an_answer_over_the_limit_is_refused_and_the_connection_lives() {
        assertThatThrownBy(() -> get(plugin().run(
                                dev.assay.metric.AnalysisRun.EMPTY,
                                metric("{'do':'big','size':" + MAX_MESSAGE_BYTES + "}"))))
                .hasMessageStartingWith("tried to call Run of the plugin at ")
                .hasMessageContaining("larger than is allowed")
                .hasMessageEndingWith("; make the message smaller, raise assay.wire.max-message, or call again later");
        assertThat(get(plugin().type())).isEqualTo("ContractPlugin");
    }

    @Test
    void what_the_plugin_prints_arrives_in_its_log_line_by_line() {
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
    void what_is_printed_when_no_host_listens_goes_to_the_pipe() {
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
