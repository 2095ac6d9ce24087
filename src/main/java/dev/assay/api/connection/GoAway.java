package dev.assay.api.connection;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import java.util.Optional;

/**
 * The frame GOAWAY (RFC 9113, section 6.8). It tells the caller which of its requests were taken. The others it may send by
 * another connection, and clients of gRPC do so by themselves. It is for them alone: the HTTP client of Java 17 takes it as
 * the end of all its requests, those that were taken included.
 */
final class GoAway {
    private GoAway() {}

    /** Sends it, and takes no request that comes later. Empty where the connection is none of HTTP/2. */
    static Optional<ChannelFuture> send(ChannelHandlerContext guard) {
        ChannelHandlerContext http2 = guard.pipeline().context(Http2ConnectionHandler.class);
        if (http2 == null) {
            return Optional.empty();
        }
        Http2ConnectionHandler handler = (Http2ConnectionHandler) http2.handler();
        int last = handler.connection().remote().lastStreamCreated();
        ChannelFuture sent =
                handler.goAway(http2, last, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, http2.newPromise());
        http2.flush();
        return Optional.of(sent);
    }
}
