package dev.assay.wire.grpc.server;

import dev.assay.wire.PluginEndpoint;
import io.grpc.Server;
import io.netty.channel.nio.NioEventLoopGroup;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A gRPC server that was started, and its thread. */
final class GrpcServer implements PluginEndpoint.Server {
    /** go-plugin's host kills a plugin two seconds after it asked it to end ({@code client.go}, {@code Kill}). */
    private static final Duration DRAIN = Duration.ofSeconds(1);

    private final Server server;
    private final NioEventLoopGroup eventLoop;

    GrpcServer(Server server, NioEventLoopGroup eventLoop) {
        this.server = server;
        this.eventLoop = eventLoop;
    }

    @Override
    public SocketAddress address() {
        return server.getListenSockets().get(0);
    }

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

    static void shutDown(NioEventLoopGroup eventLoop) {
        var unused = eventLoop.shutdownGracefully(0, DRAIN.toMillis(), TimeUnit.MILLISECONDS);
    }
}
