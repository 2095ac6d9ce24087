package dev.assay.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.process.Handshake;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.PluginProgram;
import io.netty.channel.EventLoopGroup;
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
public abstract class ProgramContract extends MetricProviderContract {
    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    private static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

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
    protected abstract PluginProgram start(String protocols, Path sockets) throws Exception;

    /** The protocol in the handshake line of the plugin. */
    protected abstract String protocol();

    /** @param maxMessageBytes of an answer */
    protected abstract PluginTransport transport(EventLoopGroup eventLoops, int maxMessageBytes);

    @Override
    protected PluginConnection connect() throws Exception {
        program = start(offer());
        String line = program.readLine();
        assertThat(line).contains("|" + protocol());
        Handshake handshake = new Handshake(1, PluginProgram.address(line), protocol(), Optional.empty());
        return get(transport(eventLoops, MAX_MESSAGE_BYTES).connect(handshake, Optional.empty(), log::add));
    }

    /** The protocols that the host offers; empty for one that offers nothing by name, such as Argo Rollouts. */
    protected String offer() {
        return "grpc,netrpc";
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
    protected final List<String> log() {
        return log;
    }

    protected final PluginProgram program() {
        return program;
    }

    protected final PluginProgram start(String protocols) throws Exception {
        return start(protocols, sockets);
    }
}
