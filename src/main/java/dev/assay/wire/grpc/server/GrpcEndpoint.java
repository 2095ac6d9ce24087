package dev.assay.wire.grpc.server;

import dev.assay.metric.MetricProvider;
import dev.assay.proto.goplugin.GRPCControllerGrpc;
import dev.assay.proto.goplugin.GRPCStdioGrpc;
import dev.assay.proto.plugin.v1.MetricProviderGrpc;
import dev.assay.wire.PluginEndpoint;
import dev.assay.wire.PluginOutput;
import dev.assay.wire.PluginTls;
import dev.assay.wire.ProviderAnswers;
import grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The plugin's end of go-plugin over gRPC: serves a provider, with health, output and shutdown as go-plugin has them
 * ({@code grpc_server.go}). Each server has one thread, a daemon.
 */
public final class GrpcEndpoint implements PluginEndpoint {
    /** Well above what a host lets into a request; go-plugin sets no limit. */
    private static final int MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

    /** More than a host has in flight and in its queue; a call that no thread is free for is refused earlier. */
    private static final int MAX_CALLS = 4_096;

    /** A host cancels calls that take too long, but not thousands a second. */
    private static final int MAX_CANCELLATIONS = 10_000;

    private static final int CANCELLATION_SECONDS = 10;

    /** A host speaks as soon as it is connected; another process that connects and waits is let go. */
    private static final int HANDSHAKE_SECONDS = 10;

    private final InstantSource clock;

    /** @param clock for the times of measurements that failed */
    public GrpcEndpoint(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String protocol() {
        return "grpc";
    }

    @Override
    public Server start(
            SocketAddress address,
            Optional<PluginTls> tls,
            MetricProvider provider,
            PluginOutput output,
            Runnable shutdownRequested)
            throws IOException {
        NioEventLoopGroup eventLoop = new NioEventLoopGroup(1, new DefaultThreadFactory("plugin-server", true));
        NettyServerBuilder builder = NettyServerBuilder.forAddress(address)
                .bossEventLoopGroup(eventLoop)
                .workerEventLoopGroup(eventLoop)
                .directExecutor()
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .maxConcurrentCallsPerConnection(MAX_CALLS)
                .maxRstFramesPerWindow(MAX_CANCELLATIONS, CANCELLATION_SECONDS)
                .handshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS)
                .addService(MetricProviderGrpc.bindService(new VerbService(new ProviderAnswers(provider, clock))))
                .addService(HealthGrpc.bindService(new HealthService()))
                .addService(GRPCStdioGrpc.bindService(new OutputService(output)))
                .addService(GRPCControllerGrpc.bindService(new ControllerService(shutdownRequested)));
        tls.ifPresent(it -> builder.sslContext(it.http2Server()));
        if (address instanceof UnixDomainSocketAddress) {
            builder.channelFactory(NioServerDomainSocketChannel::new);
        } else {
            builder.channelFactory(NioServerSocketChannel::new);
        }
        try {
            return new GrpcServer(builder.build().start(), eventLoop);
        } catch (IOException | RuntimeException e) {
            GrpcServer.shutDown(eventLoop);
            throw e;
        }
    }
}
