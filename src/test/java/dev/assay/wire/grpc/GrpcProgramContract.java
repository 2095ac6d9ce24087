package dev.assay.wire.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.process.Handshake;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.PluginProgram;
import dev.assay.wire.MetricProviderContract;
import dev.assay.wire.PluginConnection;
import dev.assay.wire.grpc.client.GrpcTransport;
import io.netty.channel.nio.NioEventLoopGroup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The contract with a plugin in a process of its own. */
abstract class GrpcProgramContract extends MetricProviderContract {
    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    private final NioEventLoopGroup eventLoops = new NioEventLoopGroup(1);
    private final List<String> log = new CopyOnWriteArrayList<>();
    private PluginProgram program;

    @TempDir
    private Path sockets;

    /**
     * Starts the plugin; skips the test when its language is not installed.
     *
     * @param protocols the offer of the host
     * @param sockets the folder for its socket
     */
    abstract PluginProgram start(String protocols, Path sockets) throws Exception;

    @Override
    protected PluginConnection connect() throws Exception {
        program = start("grpc,netrpc");
        Handshake handshake = new Handshake(1, PluginProgram.address(program.readLine()), "grpc", Optional.empty());
        return get(new GrpcTransport(eventLoops, Runnable::run, 4 * 1024 * 1024, SOON)
                .connect(handshake, Optional.empty(), log::add));
    }

    @Override
    protected void disconnect() throws Exception {
        program.close();
        assertThat(eventLoops.shutdownGracefully(0, 10, TimeUnit.SECONDS).await(30, TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void a_polite_request_ends_the_process_and_removes_its_socket() throws Exception {
        get(plugin().quit());
        assertThat(program.awaitExit()).isZero();
        assertThat(plugin().closed().toCompletableFuture()).succeedsWithin(SOON);
        try (var files = Files.list(sockets)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void a_killed_process_fails_its_calls_at_once() {
        CompletableFuture<Measurement> call = does("hang", "").subscribeAsCompletionStage();
        await().atMost(SOON)
                .until(() -> get(plugin().metadata(Metric.EMPTY)).get("hanging").equals("1"));
        program.process().destroyForcibly();
        assertThat(call).failsWithin(SOON).withThrowableThat().havingCause().satisfies(this::saysGone);
        assertThat(plugin().closed().toCompletableFuture()).succeedsWithin(SOON);
    }

    /** The plugin's output, that over the connection first. */
    final List<String> log() {
        return log;
    }

    final PluginProgram program() {
        return program;
    }

    final PluginProgram start(String protocols) throws Exception {
        return start(protocols, sockets);
    }
}
