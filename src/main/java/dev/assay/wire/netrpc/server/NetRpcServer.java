package dev.assay.wire.netrpc.server;

import dev.assay.wire.Addresses;
import dev.assay.wire.FairReads;
import dev.assay.wire.PluginEndpoint;
import dev.assay.wire.UnwrittenLimit;
import dev.assay.wire.netrpc.YamuxChannel;
import dev.assay.wire.yamux.Role;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** A server that listens, its thread, and the connections of hosts, which are used by that thread alone. */
final class NetRpcServer implements PluginEndpoint.Server {
    private static final Logger LOG = Logger.getLogger(NetRpcServer.class);

    /** go-plugin's host kills a plugin two seconds after it asked it to end ({@code client.go}, {@code Kill}). */
    private static final Duration DRAIN = Duration.ofSeconds(1);

    private final NioEventLoopGroup eventLoop;
    private final Channel listening;
    private final Connections connections;
    private boolean closed;

    private NetRpcServer(NioEventLoopGroup eventLoop, Channel listening, Connections connections) {
        this.eventLoop = eventLoop;
        this.listening = listening;
        this.connections = connections;
    }

    /** @throws IOException when the address cannot be bound */
    static NetRpcServer start(SocketAddress address, Optional<SslContext> tls, Served served) throws IOException {
        NioEventLoopGroup eventLoop = new NioEventLoopGroup(1, new DefaultThreadFactory("plugin-server", true));
        Connections connections = new Connections(tls, served);
        ChannelFuture bound = new ServerBootstrap()
                .group(eventLoop)
                .channelFactory(channels(address))
                .childOption(ChannelOption.RCVBUF_ALLOCATOR, FairReads.allocator())
                .childHandler(connections)
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            shutDown(eventLoop);
            throw new IOException("nobody can listen on " + Addresses.text(address), bound.cause());
        }
        return new NetRpcServer(eventLoop, bound.channel(), connections);
    }

    @Override
    public SocketAddress address() {
        return listening.localAddress();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        CountDownLatch idle = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        eventLoop.execute(() -> {
            ChannelFuture unused = listening.close();
            connections.drain(idle::countDown);
        });
        await(idle);
        eventLoop.execute(() -> {
            connections.end();
            ended.countDown();
        });
        await(ended);
        shutDown(eventLoop);
    }

    private static void await(CountDownLatch latch) {
        try {
            boolean unused = latch.await(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void shutDown(NioEventLoopGroup eventLoop) {
        var unused = eventLoop.shutdownGracefully(0, DRAIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static ChannelFactory<ServerChannel> channels(SocketAddress address) {
        return address instanceof UnixDomainSocketAddress
                ? NioServerDomainSocketChannel::new
                : NioServerSocketChannel::new;
    }

    /** The connections that are open. */
    private static final class Connections extends ChannelInitializer<Channel> {
        private final Optional<SslContext> tls;
        private final Served served;
        private final RequestMemory memory;
        private final Set<HostConnection> open = new LinkedHashSet<>();
        private Runnable idle = () -> {};
        private boolean draining;

        Connections(Optional<SslContext> tls, Served served) {
            this.tls = tls;
            this.served = served;
            this.memory = new RequestMemory(2L * served.limits().maxMessageBytes());
        }

        @Override
        protected void initChannel(Channel channel) {
            String address = Addresses.text(channel.localAddress());
            if (draining || open.size() >= ServerLimits.MAX_CONNECTIONS) {
                LOG.warnf(
                        "tried to serve another host at %s, but %d connections are open or the plugin is ending; close"
                                + " some",
                        address, open.size());
                ChannelFuture unused = channel.close();
                return;
            }
            HostConnection connection = new HostConnection(served, memory, this::changed);
            YamuxChannel yamux = new YamuxChannel(
                    new YamuxChannel.Ends(Role.SERVER, "the plugin", "the host", address),
                    channel,
                    served.limits().yamux(),
                    connection);
            channel.pipeline().addLast(new UnwrittenLimit(served.limits().maxUnwrittenBytes(), yamux::tooMuch));
            tls.ifPresent(it -> channel.pipeline().addLast(it.newHandler(channel.alloc())));
            channel.pipeline().addLast(yamux);
            open.add(connection);
            connection.start(yamux);
        }

        /** A call is over, or a connection. */
        private void changed(HostConnection connection) {
            if (connection.isOver() && open.remove(connection)) {
                // The output goes to one host at a time: now it may go to another one.
                open.forEach(HostConnection::offerOutput);
            }
            if (draining && open.stream().allMatch(HostConnection::isIdle)) {
                idle.run();
            }
        }

        /** @param whenIdle run, perhaps at once, when no call is in flight any more */
        void drain(Runnable whenIdle) {
            draining = true;
            idle = whenIdle;
            open.forEach(HostConnection::drain);
            if (open.stream().allMatch(HostConnection::isIdle)) {
                whenIdle.run();
            }
        }

        void end() {
            List.copyOf(open).forEach(connection -> connection.end("the plugin is ending"));
        }
    }
}
