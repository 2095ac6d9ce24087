package dev.assay.wire.grpc.client;

import dev.assay.log.PluginLog;
import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.process.Handshake;
import dev.assay.wire.Addresses;
import dev.assay.wire.FairReads;
import dev.assay.wire.PluginConnection;
import dev.assay.wire.PluginTls;
import dev.assay.wire.PluginTransport;
import dev.assay.wire.Traffic;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
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
import java.util.concurrent.TimeUnit;

/**
 * go-plugin over gRPC (go-plugin {@code grpc_client.go}): one channel per process for as long as it lives. All channels
 * share the host's event loops; no connection has a thread of its own.
 */
public final class GrpcTransport implements PluginTransport {
    /**
     * The bytes of output, or of an answer, that a plugin may send before they are read. Plugins are on this machine, so more
     * does not make them faster. Netty holds about a hundred bytes for each frame of one byte.
     */
    private static final int WINDOW_BYTES = 64 * 1024;

    /** The number of the largest answers that may be on their way at once; of small ones there may be more. */
    private static final int MAX_ANSWERS = 2;

    /**
     * The headers or trailers of an answer. Trailers hold the words of an error, such as a page that the plugin got from its
     * backend, and what is larger ends the whole connection. gRPC's default is 8 KiB, that of go-plugin's own host 16 MiB.
     */
    private static final int MAX_METADATA_BYTES = 1024 * 1024;

    private final EventLoopGroup eventLoops;
    private final Executor worker;
    private final int maxMessageBytes;
    private final Duration connectTimeout;
    private final Traffic traffic = new Traffic();

    /**
     * @param eventLoops NIO event loops, on whose threads measurements arrive; they are not closed here
     * @param worker writes the plugin's output to the log, which may block
     * @param maxMessageBytes the largest message from a plugin, in bytes; a larger one fails its call
     * @param connectTimeout from the first attempt to the answer of the first health check
     */
    public GrpcTransport(EventLoopGroup eventLoops, Executor worker, int maxMessageBytes, Duration connectTimeout) {
        this.eventLoops = eventLoops;
        this.worker = worker;
        this.maxMessageBytes = maxMessageBytes;
        this.connectTimeout = connectTimeout;
    }

    /** The bytes on the wire. */
    public Traffic traffic() {
        return traffic;
    }

    @Override
    public String protocol() {
        return "grpc";
    }

    @Override
    public Uni<PluginConnection> connect(Handshake handshake, Optional<PluginTls> tls, PluginLog log) {
        return Uni.createFrom().deferred(() -> {
            GrpcConnection connection = open(handshake.address(), tls);
            return connection
                    .untilServing(connectTimeout, eventLoops)
                    .invoke(() -> connection.followOutput(log, worker))
                    .<PluginConnection>replaceWith(connection)
                    .onFailure()
                    .invoke(connection::close)
                    .onCancellation()
                    .invoke(connection::close);
        });
    }

    private GrpcConnection open(SocketAddress address, Optional<PluginTls> tls) {
        Breach breach = new Breach(Addresses.text(address));
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(address);
        // A class instead of a factory would be instantiated by reflection, which a native image cannot.
        if (address instanceof UnixDomainSocketAddress) {
            builder.channelFactory(
                    () -> guarded(new NioDomainSocketChannel(), breach, traffic), UnixDomainSocketAddress.class);
        } else if (address instanceof InetSocketAddress) {
            builder.channelFactory(() -> guarded(new NioSocketChannel(), breach, traffic), InetSocketAddress.class);
        } else {
            throw new CallException(
                    Remedy.BUG, "tried to connect to a plugin, but " + address + " is of an unknown kind; report this");
        }
        tls.ifPresentOrElse(it -> builder.sslContext(it.http2Client()), builder::usePlaintext);
        ManagedChannel channel = builder.eventLoopGroup(eventLoops)
                .withOption(ChannelOption.RCVBUF_ALLOCATOR, FairReads.allocator())
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        Math.min(Integer.MAX_VALUE, connectTimeout.toMillis()))
                .directExecutor()
                .overrideAuthority(PluginTls.HOST_NAME)
                .proxyDetector(target -> null)
                .disableRetry()
                .disableServiceConfigLookUp()
                // Beyond a month means never: an idle plugin keeps its connection.
                .idleTimeout(Long.MAX_VALUE, TimeUnit.DAYS)
                .maxInboundMessageSize(maxMessageBytes)
                .maxInboundMetadataSize(MAX_METADATA_BYTES)
                .flowControlWindow(WINDOW_BYTES)
                .build();
        return new GrpcConnection(channel, address, breach, (long) MAX_ANSWERS * maxMessageBytes);
    }

    private static Channel guarded(Channel channel, Breach breach, Traffic traffic) {
        channel.pipeline().addLast(new ConnectionBounds(breach, traffic));
        return channel;
    }
}
