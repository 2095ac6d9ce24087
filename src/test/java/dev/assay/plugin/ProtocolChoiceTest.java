package dev.assay.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.metric.MetricProvider;
import dev.assay.wire.PluginEndpoint;
import dev.assay.wire.PluginOutput;
import dev.assay.wire.PluginTls;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProtocolChoiceTest {
    private static final PluginEndpoint GRPC = new NamedEndpoint("grpc");
    private static final PluginEndpoint NET_RPC = new NamedEndpoint("netrpc");

    @Test
    void the_first_endpoint_whose_protocol_the_host_speaks_is_chosen() throws Exception {
        HostEnvironment both = host("grpc,netrpc");
        assertThat(ProtocolChoice.of(both, List.of(GRPC, NET_RPC))).isSameAs(GRPC);
        assertThat(ProtocolChoice.of(both, List.of(NET_RPC, GRPC))).isSameAs(NET_RPC);
        assertThat(ProtocolChoice.of(host("netrpc"), List.of(GRPC, NET_RPC))).isSameAs(NET_RPC);
    }

    @Test
    void a_host_that_names_no_protocol_speaks_net_rpc() throws Exception {
        assertThat(ProtocolChoice.of(host(""), List.of(GRPC, NET_RPC))).isSameAs(NET_RPC);
    }

    @Test
    void a_host_that_speaks_other_protocols_only_is_refused() throws Exception {
        HostEnvironment host = host("netrpc");
        assertThatThrownBy(() -> ProtocolChoice.of(host, List.of(GRPC)))
                .isInstanceOf(ServeException.class)
                .hasMessage(
                        "tried to serve the host over grpc, but it speaks only netrpc (ASSAY_PLUGIN_PROTOCOLS); let it"
                                + " offer grpc");
    }

    @Test
    void a_plugin_of_both_protocols_refuses_a_host_of_none_of_them() throws Exception {
        HostEnvironment host = host("quic,ttrpc");
        assertThatThrownBy(() -> ProtocolChoice.of(host, List.of(GRPC, NET_RPC)))
                .isInstanceOf(ServeException.class)
                .hasMessageContaining("over grpc or netrpc, but it speaks only quic,ttrpc")
                .hasMessageEndingWith("; let it offer grpc or netrpc");
    }

    private static HostEnvironment host(String protocols) throws ServeException {
        return HostEnvironment.read(
                Map.of("ARGO_ROLLOUTS_RPC_PLUGIN", "metricprovider", "ASSAY_PLUGIN_PROTOCOLS", protocols),
                Path.of("/tmp"));
    }

    private record NamedEndpoint(String protocol) implements PluginEndpoint {
        @Override
        public Server start(
                SocketAddress address,
                Optional<PluginTls> tls,
                MetricProvider provider,
                PluginOutput output,
                Runnable shutdownRequested) {
            throw new UnsupportedOperationException();
        }
    }
}
