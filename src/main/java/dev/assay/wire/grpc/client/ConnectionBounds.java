package dev.assay.wire.grpc.client;

import dev.assay.wire.Traffic;
import dev.assay.wire.UnwrittenLimit;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;

/**
 * Puts the bounds of a connection into its pipeline. gRPC adds its own handlers to a new channel before the channel is
 * registered, and replaces the last ones later; its handler for TLS stays.
 */
final class ConnectionBounds extends ChannelInboundHandlerAdapter {
    private final Breach breach;
    private final Traffic traffic;

    ConnectionBounds(Breach breach, Traffic traffic) {
        this.breach = breach;
        this.traffic = traffic;
    }

    @Override
    public void channelRegistered(ChannelHandlerContext context) {
        ChannelPipeline pipeline = context.pipeline();
        FrameLimit frames = new FrameLimit(breach, System::nanoTime);
        ChannelHandlerContext tls = pipeline.context(SslHandler.class);
        pipeline.addAfter((tls == null ? context : tls).name(), null, frames);
        context.fireChannelRegistered();
        pipeline.replace(this, null, new UnwrittenLimit(UnwrittenLimit.DEFAULT_BYTES, breach::by));
        pipeline.addFirst(traffic.counter());
    }
}
