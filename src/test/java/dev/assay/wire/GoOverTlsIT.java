package dev.assay.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Metric;
import dev.assay.process.Handshake;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.PluginProgram;
import dev.assay.testing.go.GoCommands;
import dev.assay.wire.grpc.client.GrpcTransport;
import dev.assay.wire.netrpc.client.NetRpcTransport;
import io.netty.channel.nio.NioEventLoopGroup;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that go-plugin serves, with its own AutoMTLS. */
class GoOverTlsIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    private final NioEventLoopGroup eventLoops = new NioEventLoopGroup(1);
    private final AutoMtls autoMtls = AutoMtls.on(Runnable::run, InstantSource.system());
    private final TlsIdentity host = autoMtls.identity().await().indefinitely().orElseThrow();

    @TempDir
    private Path sockets;

    @AfterEach
    void leave_nothing_open() throws Exception {
        assertThat(eventLoops.shutdownGracefully(0, 10, TimeUnit.SECONDS).await(30, TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void a_plugin_over_grpc_serves() throws Exception {
        serves("grpc-plugin", new GrpcTransport(eventLoops, Runnable::run, 4 * 1024 * 1024, SOON));
    }

    @Test
    void a_plugin_over_net_rpc_serves() throws Exception {
        serves("noop", new NetRpcTransport(eventLoops, Runnable::run, 4 * 1024 * 1024, SOON));
    }

    private void serves(String command, PluginTransport transport) throws Exception {
        try (PluginProgram program = start(command)) {
            Handshake handshake = handshake(program.readLine());
            PluginConnection connection = transport
                    .connect(handshake, Optional.of(tls(handshake)), line -> {})
                    .await()
                    .atMost(SOON);
            connection.initialize().await().atMost(SOON);
            assertThat(connection.run(AnalysisRun.EMPTY, Metric.EMPTY).await().atMost(SOON))
                    .isNotNull();
            connection.quit().await().atMost(SOON);
            assertThat(program.awaitExit()).isZero();
        }
    }

    private PluginTls tls(Handshake handshake) {
        return autoMtls.agree(Optional.of(host), handshake)
                .await()
                .indefinitely()
                .orElseThrow();
    }

    private static Handshake handshake(String line) {
        String[] fields = line.split("\\|", -1);
        return new Handshake(1, PluginProgram.address(line), fields[4], Optional.of(fields[5]));
    }

    private PluginProgram start(String command) throws Exception {
        return PluginProgram.command(
                List.of(GoCommands.executable(command).toString()),
                Map.of(
                        "ARGO_ROLLOUTS_RPC_PLUGIN", "metricprovider",
                        "ASSAY_PLUGIN_PROTOCOLS", "grpc,netrpc",
                        "PLUGIN_PROTOCOL_VERSIONS", "1",
                        "PLUGIN_CLIENT_CERT", host.pem(),
                        "PLUGIN_UNIX_SOCKET_DIR", sockets.toString()));
    }
}
