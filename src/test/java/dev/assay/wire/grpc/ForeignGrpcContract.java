package dev.assay.wire.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.PluginProgram;
import dev.assay.wire.PluginTransport;
import dev.assay.wire.ProgramContract;
import dev.assay.wire.grpc.client.GrpcTransport;
import io.netty.channel.EventLoopGroup;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract with a plugin that is not written in Java. */
abstract class ForeignGrpcContract extends ProgramContract {
    /** The plugin's command; skips the test when the language is not installed. */
    abstract List<String> command();

    /** The environment that this plugin needs beside the usual one. */
    Map<String, String> environment() {
        return Map.of();
    }

    @Override
    protected final PluginProgram start(String protocols, Path sockets) throws Exception {
        Map<String, String> all = new HashMap<>(environment());
        all.put("ARGO_ROLLOUTS_RPC_PLUGIN", "metricprovider");
        all.put("ASSAY_PLUGIN_PROTOCOLS", protocols);
        all.put("PLUGIN_PROTOCOL_VERSIONS", "1");
        all.put("PLUGIN_UNIX_SOCKET_DIR", sockets.toString());
        return PluginProgram.command(command(), all);
    }

    @Override
    protected final String protocol() {
        return "grpc";
    }

    @Override
    protected final PluginTransport transport(EventLoopGroup eventLoops, int maxMessageBytes) {
        return new GrpcTransport(eventLoops, Runnable::run, maxMessageBytes, SOON);
    }

    @Test
    void a_host_that_does_not_offer_its_protocol_is_refused() throws Exception {
        try (PluginProgram refusing = start("netrpc")) {
            assertThat(refusing.readLine()).isNull();
            assertThat(refusing.awaitExit()).isEqualTo(1);
            assertThat(String.join("\n", refusing.stderr()))
                    .contains("speaks grpc")
                    .contains("netrpc");
        }
    }
}
