package dev.assay.wire.grpc.server;

import dev.assay.metric.MetricProvider;
import dev.assay.proto.goplugin.GRPCControllerGrpc;
import dev.assay.proto.goplugin.GRPCStdioGrpc;
import dev.assay.proto.plugin.v1.MetricProviderGrpc;
import dev.assay.wire.PluginTls;
import dev.assay.wire.grpc.client.GrpcTransport;
import grpc.health.v1.HealthGrpc;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The plugin's end of a {@link GrpcTransport}: serves a provider, with health, output and shutdown as go-plugin has them
 * ({@code grpc_server.go}). It has one thread, a daemon.
 */
public final class GrpcPluginServer implements AutoCloseable {
    /** Well above what a host lets into a request; go-plugin sets no limit. */
    private static final int MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

    /** go-plugin's host kills a plugin two seconds after it asked it to end ({@code client.go}, {@code Kill}). */
    private static final Duration DRAIN = Duration.ofSeconds(1);

    private final Server server;
    private final NioEventLoopGroup eventLoop;

    private GrpcPluginServer(Server server, NioEventLoopGroup eventLoop) {
        this.server = server;
        this.eventLoop = eventLoop;
    }

    /**
     * Serves until it is closed.
     *
     * @param tls what connections are protected with, if anything
     * @param provider its verbs are called on the server's only thread, and must not block
     * @param output what is sent to a host that listens to the plugin's output
     * @param clock for the times of measurements that failed
     * @param shutdownRequested called, on the server's thread, when the host asks the plugin to end
     * @throws IOException when the address cannot be bound
     */
    public static GrpcPluginServer start(
            SocketAddress address,
            Optional<PluginTls> tls,
            MetricProvider provider,
            PluginOutput output,
            InstantSource clock,
            Runnable shutdownRequested)
            throws IOException {
        NioEventLoopGroup eventLoop = new NioEventLoopGroup(1, new DefaultThreadFactory("plugin-server", true));
        NettyServerBuilder builder = NettyServerBuilder.forAddress(address)
                .bossEventLoopGroup(eventLoop)
                .workerEventLoopGroup(eventLoop)
                .directExecutor()
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .addService(MetricProviderGrpc.bindService(new VerbService(provider, clock)))
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
            return new GrpcPluginServer(builder.build().start(), eventLoop);
        } catch (IOException | RuntimeException e) {
            shutDown(eventLoop);
            throw e;
        }
    }

    /** Where it listens; with the port that the system chose when the address had port 0. */
    public SocketAddress address() {
        return server.getListenSockets().get(0);
    }

    /** Takes no new calls, lets those in flight end for a second, then cancels them. Blocks. May be called again. */
    @Override
    public void close() {
        server.shutdown();
        try {
            if (!server.awaitTermination(DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                server.shutdownNow();
                boolean unused = server.awaitTermination(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
        shutDown(eventLoop);
    }

    private static void shutDown(NioEventLoopGroup eventLoop) {
        var unused = eventLoop.shutdownGracefully(0, DRAIN.toMillis(), TimeUnit.MILLISECONDS);
    }
}
