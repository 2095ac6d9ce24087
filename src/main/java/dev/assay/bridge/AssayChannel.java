package dev.assay.bridge;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A channel to all replicas of Assay. Calls go to each address of the host in turn. Only a call that no replica has
 * processed is sent again, by gRPC itself: one that never left this process, or that a replica refused (transparent retries).
 */
final class AssayChannel {
    /** Shorter than the wait of a call, so that a call finds out why there is no connection. */
    private static final int CONNECT_MILLIS = 3_000;

    /** A peer that is gone without a word is noticed after both. gRPC permits no shorter time between pings. */
    private static final long PING_SECONDS = 10;

    private static final long PONG_SECONDS = 5;

    /** An answer is held as bytes, as a message and as what Argo is sent. */
    private static final int COPIES = 6;

    /** The largest message of a plugin that Assay takes by default ({@code assay.wire.max-message}). */
    private static final long MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

    /** A status may hold the last words of a plugin, three bytes for one in the worst case. gRPC's default is 8 KiB. */
    private static final int MAX_SENTENCE_BYTES = 64 * 1024;

    private AssayChannel() {}

    /** Gives a channel that does not connect before its first use. */
    static ManagedChannel to(AssayAddress address, Optional<SslContext> tls, NioEventLoopGroup eventLoop) {
        NettyChannelBuilder builder = NettyChannelBuilder.forTarget(address.target());
        tls.ifPresentOrElse(builder::sslContext, builder::usePlaintext);
        int maxMessage = maxMessage();
        return builder.eventLoopGroup(eventLoop)
                // A class instead of a factory would be instantiated by reflection, which a native image cannot.
                .channelFactory(NioSocketChannel::new, InetSocketAddress.class)
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .directExecutor()
                .proxyDetector(target -> null)
                .defaultLoadBalancingPolicy("round_robin")
                .disableServiceConfigLookUp()
                .keepAliveTime(PING_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(PONG_SECONDS, TimeUnit.SECONDS)
                .keepAliveWithoutCalls(true)
                // Beyond a month means never: the first call after a quiet time finds a connection.
                .idleTimeout(Long.MAX_VALUE, TimeUnit.DAYS)
                .maxInboundMessageSize(maxMessage)
                .maxInboundMetadataSize(MAX_SENTENCE_BYTES)
                .perRpcBufferLimit(maxMessage)
                .build();
    }

    /** The largest answer, in bytes, that the heap has room for. */
    static int maxMessage() {
        return (int) Math.min(MAX_MESSAGE_BYTES, Runtime.getRuntime().maxMemory() / COPIES);
    }
}
