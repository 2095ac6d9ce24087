package dev.assay.wire.netrpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.process.Handshake;
import dev.assay.testing.PluginProgram;
import dev.assay.testing.go.GoCommands;
import dev.assay.wire.PluginConnection;
import dev.assay.wire.netrpc.client.NetRpcTransport;
import io.netty.channel.nio.NioEventLoopGroup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A plugin made with Go, in a process of its own, and a connection to it. */
public final class GoProgram implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final NioEventLoopGroup eventLoops = new NioEventLoopGroup(1);
    private final ExecutorService worker = Executors.newFixedThreadPool(2);
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final PluginProgram program;
    private final PluginConnection plugin;

    /** @param command of {@link GoCommands} */
    public GoProgram(String command, Path sockets, Map<String, String> environment) throws Exception {
        Path executable = GoCommands.executable(command);
        Map<String, String> all = new java.util.HashMap<>(environment);
        all.put("ARGO_ROLLOUTS_RPC_PLUGIN", "metricprovider");
        all.put("PLUGIN_PROTOCOL_VERSIONS", "1");
        all.put("PLUGIN_MIN_PORT", "10000");
        all.put("PLUGIN_MAX_PORT", "25000");
        all.put("PLUGIN_UNIX_SOCKET_DIR", sockets.toString());
        all.put("TMPDIR", sockets.toString());
        program = PluginProgram.command(List.of(executable.toString()), all);
        String line = program.readLine();
        assertThat(line).contains("|netrpc|");
        Handshake handshake = new Handshake(1, PluginProgram.address(line), "netrpc", Optional.empty());
        plugin = new NetRpcTransport(eventLoops, worker, 4 * 1024 * 1024, SOON)
                .connect(handshake, Optional.empty(), log::add)
                .await()
                .atMost(SOON);
    }

    public PluginConnection plugin() {
        return plugin;
    }

    public PluginProgram program() {
        return program;
    }

    /** The lines that came over the connection. */
    List<String> log() {
        return log;
    }

    @Override
    public void close() {
        plugin.close();
        program.close();
        assertThat(eventLoops.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly(30, TimeUnit.SECONDS))
                .isTrue();
        worker.shutdown();
        Awaitility.await().atMost(SOON).until(worker::isTerminated);
    }
}
