package dev.assay.wire.netrpc.server;

import dev.assay.metric.MetricProvider;
import dev.assay.wire.PluginEndpoint;
import dev.assay.wire.PluginOutput;
import dev.assay.wire.PluginTls;
import dev.assay.wire.ProviderAnswers;
import dev.assay.wire.netrpc.ArgoTypes;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The plugin's end of go-plugin over net/rpc, which Argo Rollouts speaks: serves a provider under the name {@code
 * RpcMetricProviderPlugin}, with health, output and shutdown as go-plugin has them ({@code rpc_server.go}). Each server has
 * one thread, a daemon.
 */
public final class NetRpcEndpoint implements PluginEndpoint {
    private final InstantSource clock;

    /** @param clock for the times of measurements that failed */
    public NetRpcEndpoint(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String protocol() {
        return "netrpc";
    }

    @Override
    public Server start(
            SocketAddress address,
            Optional<PluginTls> tls,
            MetricProvider provider,
            PluginOutput output,
            Runnable shutdownRequested)
            throws IOException {
        ServerLimits limits = ServerLimits.ofHeap(Runtime.getRuntime().maxMemory());
        ArgoTypes types = ArgoTypes.load();
        ProviderAnswers answers = new ProviderAnswers(provider, clock);
        Served served = new Served(types, types.replies(), answers, output, shutdownRequested, limits);
        return NetRpcServer.start(address, tls.map(PluginTls::plainServer), served);
    }
}
