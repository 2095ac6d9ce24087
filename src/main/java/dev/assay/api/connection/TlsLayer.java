package dev.assay.api.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

/**
 * TLS of a connection. A guard stands before it, and so sees bytes that are encrypted. All methods are for the connection's
 * event loop.
 */
final class TlsLayer {
    /** The name that Vert.x gives its handler; that may first be one which waits for the name of the server. */
    private static final String HANDLER = "ssl";

    private static final String WATCH = "assay-tls";

    private TlsLayer() {}

    static boolean isIn(ChannelPipeline pipeline) {
        return pipeline.get(HANDLER) != null;
    }

    /** Runs a task as soon as TLS is agreed on and Vert.x has prepared the connection for its protocol. */
    static void whenAgreed(ChannelPipeline pipeline, Runnable task) {
        pipeline.addAfter(HANDLER, WATCH, new ChannelInboundHandlerAdapter() {
            @Override
            public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
                ctx.fireUserEventTriggered(event);
                if (event instanceof SslHandshakeCompletionEvent) {
                    ctx.pipeline().remove(this);
                    task.run();
                }
            }
        });
    }

    /** Whether the caller can read what is written now. */
    static boolean canWrite(ChannelPipeline pipeline) {
        SslHandler tls = pipeline.get(SslHandler.class);
        return tls == null ? !isIn(pipeline) : tls.handshakeFuture().isSuccess();
    }

    /** Writes bytes past all that Vert.x has in the pipeline, encrypted where TLS is in it. */
    static ChannelFuture write(ChannelHandlerContext guard, ByteBuf bytes) {
        ChannelHandlerContext tls = guard.pipeline().context(SslHandler.class);
        if (tls == null) {
            return guard.writeAndFlush(bytes);
        }
        SslHandler handler = (SslHandler) tls.handler();
        ChannelPromise written = tls.newPromise();
        try {
            handler.write(tls, bytes, written);
            handler.flush(tls);
        } catch (Exception e) {
            written.tryFailure(e);
        }
        return written;
    }

    /** Says by TLS, where it is in the pipeline, that nothing more comes. */
    static ChannelFuture end(ChannelHandlerContext guard) {
        SslHandler tls = guard.pipeline().get(SslHandler.class);
        return tls == null ? guard.newSucceededFuture() : tls.closeOutbound();
    }
}
