package dev.assay.wire.netrpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.process.Handshake;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.PluginProgram;
import dev.assay.wire.MetricProviderContract;
import dev.assay.wire.PluginConnection;
import dev.assay.wire.netrpc.client.NetRpcTransport;
import io.netty.channel.nio.NioEventLoopGroup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The contract with a plugin that is made with Assay's own library, in a process of its own. */
class NetRpcProcessIT extends MetricProviderContract {
    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    private final NioEventLoopGroup eventLoops = new NioEventLoopGroup(1);
    private final List<String> log = new CopyOnWriteArrayList<>();
    private PluginProgram program;

    @TempDir
    private Path sockets;

    @Override
    protected PluginConnection connect() throws Exception {
        program = PluginProgram.start(
                Map.of("ARGO_ROLLOUTS_RPC_PLUGIN", "metricprovider", "PLUGIN_UNIX_SOCKET_DIR", sockets.toString()));
        String line = program.readLine();
        assertThat(line).endsWith("|netrpc|");
        Handshake handshake = new Handshake(1, PluginProgram.address(line), "netrpc", Optional.empty());
        return get(new NetRpcTransport(eventLoops, Runnable::run, 4 * 1024 * 1024, SOON)
                .connect(handshake, Optional.empty(), log::add));
    }

    @Override
    protected void disconnect() throws Exception {
        program.close();
        assertThat(eventLoops.shutdownGracefully(0, 10, TimeUnit.SECONDS).await(30, TimeUnit.SECONDS))
                .isTrue();
    }

    @Override
    protected boolean carriesUnknownFields() {
        return false;
    }

    @Override
    protected boolean tellsThePluginOfCancellation() {
        return false;
    }

    @Override
    protected boolean tellsTheZeroTimeFromNone() {
        return false;
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
    void prints_and_logs_reach_the_host() {
        get(does("print", "\u00e4"));
        Awaitility.await().atMost(SOON).untilAsserted(() -> {
            List<String> all = new ArrayList<>(log);
            all.addAll(program.stderr());
            assertThat(all).contains("out: \u00e4", "err: \u00e4");
            assertThat(program.stderr()).anySatisfy(line -> assertThat(line)
                    .startsWith("{\"@level\":\"warn\",\"@message\":\"log: \u00e4\",\"@module\":\"contract\""));
        });
    }
}
