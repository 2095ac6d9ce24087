package dev.assay.wire.netrpc.client;

import dev.assay.log.PluginLog;
import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.process.Handshake;
import dev.assay.wire.Addresses;
import dev.assay.wire.Dialect;
import dev.assay.wire.FairReads;
import dev.assay.wire.PluginConnection;
import dev.assay.wire.PluginTls;
import dev.assay.wire.PluginTransport;
import dev.assay.wire.Traffic;
import dev.assay.wire.netrpc.ArgoTypes;
import dev.assay.wire.netrpc.YamuxChannel;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.smallrye.mutiny.Uni;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

/**
 * go-plugin over net/rpc (go-plugin {@code rpc_client.go}): one socket per process for as long as it lives. All
 * connections, of both dialects, share the host's event loops.
 */
public final class NetRpcTransport implements PluginTransport {
    private final EventLoopGroup eventLoops;
    private final Executor worker;
    private final RpcLimits limits;
    private final Duration connectTimeout;
    private final ByteBufAllocator buffers;
    private final Dialect dialect;
    private final ArgoTypes types;
    private final NetRpcRequests requests;
    private final Traffic traffic;

    /**
     * @param eventLoops NIO event loops, on whose threads measurements arrive; they are not closed here
     * @param worker writes the plugin's output to the log, which may block
     * @param maxMessageBytes the largest message to or from a plugin; a larger request fails its call, a larger answer
     *     ends the connection
     * @param connectTimeout from the first attempt to the answer of the first ping
     */
    public NetRpcTransport(EventLoopGroup eventLoops, Executor worker, int maxMessageBytes, Duration connectTimeout) {
        this(eventLoops, worker, maxMessageBytes, connectTimeout, ByteBufAllocator.DEFAULT);
    }

    NetRpcTransport(
            EventLoopGroup eventLoops,
            Executor worker,
            int maxMessageBytes,
            Duration connectTimeout,
            ByteBufAllocator buffers) {
        this.eventLoops = eventLoops;
        this.worker = worker;
        this.limits = RpcLimits.of(maxMessageBytes);
        this.connectTimeout = connectTimeout;
        this.buffers = buffers;
        this.dialect = Dialect.CURRENT;
        this.types = ArgoTypes.load();
        this.traffic = new Traffic();
        this.requests = new NetRpcRequests(types, dialect);
    }

    private NetRpcTransport(NetRpcTransport other, Dialect dialect) {
        this.eventLoops = other.eventLoops;
        this.worker = other.worker;
        this.limits = other.limits;
        this.connectTimeout = other.connectTimeout;
        this.buffers = other.buffers;
        this.dialect = dialect;
        this.types = other.types;
        this.traffic = other.traffic;
        this.requests = other.requests.in(dialect);
    }

    /** A transport for the plugins of another dialect. */
    public NetRpcTransport in(Dialect other) {
        return new NetRpcTransport(this, other);
    }

    /** The bytes on the wire, in all dialects. */
    public Traffic traffic() {
        return traffic;
    }

    /** How many fields of manifests were left out so far, because Argo's types do not have them. */
    public long unknownFields() {
        return types.unknownFields();
    }

    @Override
    public String protocol() {
        return "netrpc";
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public Uni<PluginConnection> connect(Handshake handshake, Optional<PluginTls> tls, PluginLog log) {
        return Uni.createFrom().deferred(() -> {
            Attempt attempt = new Attempt(handshake.address(), tls);
            return attempt.connected()
                    .chain(link ->
                            new ConnectSequence(link, types, limits, attempt::waitingFor).open(log, worker, requests))
                    .ifNoItem()
                    .after(connectTimeout)
                    .on(attempt.loop)
                    .failWith(() -> attempt.errors.notConnectedWithin(connectTimeout, attempt.step))
                    .onFailure()
                    .transform(attempt::failed)
                    .map(this::inDialect)
                    .onFailure()
                    .invoke(attempt::abandon)
                    .onCancellation()
                    .invoke(attempt::abandon);
        });
    }

    private PluginConnection inDialect(NetRpcConnection connection) {
        return switch (dialect) {
            case CURRENT -> connection;
            case BEFORE_1_5 -> new LateInitialization(connection, connectTimeout, eventLoops);
        };
    }

    /** One attempt to connect, which closes its socket when it fails. */
    private final class Attempt {
        private final SocketAddress address;
        private final String addressText;
        private final Optional<PluginTls> tls;
        private final EventLoop loop = eventLoops.next();
        private final NetRpcErrors errors;
        private final PluginEnd plugin;

        /** The answer that is awaited, for messages. */
        private volatile String step = "from the socket";

        private final AtomicReference<ChannelFuture> connecting = new AtomicReference<>();
        private final AtomicReference<YamuxChannel> channel = new AtomicReference<>();

        Attempt(SocketAddress address, Optional<PluginTls> tls) {
            this.address = address;
            this.tls = tls;
            this.addressText = Addresses.text(address);
            this.errors = new NetRpcErrors(addressText);
            this.plugin = new PluginEnd(addressText);
        }

        void waitingFor(String next) {
            step = next;
        }

        Uni<YamuxChannel> connected() {
            return Uni.createFrom().emitter(emitter -> {
                ChannelFuture future = new Bootstrap()
                        .group(loop)
                        .channelFactory(channels(address))
                        .option(ChannelOption.ALLOCATOR, buffers)
                        // A write that fails leaves what can still be read.
                        .option(ChannelOption.AUTO_CLOSE, false)
                        .option(ChannelOption.RCVBUF_ALLOCATOR, FairReads.allocator())
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                                Math.min(Integer.MAX_VALUE, connectTimeout.toMillis()))
                        .handler(new YamuxChannelInitializer(addressText, limits, tls, plugin, traffic, channel::set))
                        .connect(address);
                connecting.set(future);
                future.addListener(done -> {
                    YamuxChannel connected = channel.get();
                    if (done.isSuccess() && connected != null) {
                        emitter.complete(connected);
                    } else {
                        emitter.fail(errors.notConnected("nobody answers there (" + done.cause() + ")"));
                    }
                });
            });
        }

        /** The reason for which the connection ended, if it did, else the failure. */
        Throwable failed(Throwable failure) {
            YamuxChannel connected = channel.get();
            String ended = connected == null ? null : connected.ended();
            if (connected == null || ended == null) {
                return errors.notConnected(failure);
            }
            return plugin.advice()
                    .map(advice -> errors.misconfigured(ended, advice))
                    .orElseGet(() -> errors.notConnected(ended));
        }

        void abandon() {
            ChannelFuture future = connecting.get();
            YamuxChannel connected = channel.get();
            if (connected != null) {
                connected.close("Assay gave up connecting to the plugin at " + addressText);
            }
            if (future != null) {
                ChannelFuture unused = future.channel().close();
            }
        }
    }

    // A class instead of a factory would be instantiated by reflection, which a native image cannot.
    private static ChannelFactory<Channel> channels(SocketAddress address) {
        if (address instanceof UnixDomainSocketAddress) {
            return NioDomainSocketChannel::new;
        }
        if (address instanceof InetSocketAddress) {
            return NioSocketChannel::new;
        }
        throw new CallException(
                Remedy.BUG, "tried to connect to a plugin, but " + address + " is of an unknown kind; report this");
    }
}
