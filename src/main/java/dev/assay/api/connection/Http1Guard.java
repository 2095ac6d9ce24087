package dev.assay.api.connection;

import com.google.common.base.CharMatcher;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.channels.ClosedChannelException;

/**
 * The guard of one HTTP/1 connection. It ends a connection whose caller sends many requests ahead, each of which would wait
 * in memory. It also gives a body to the refusals of what is no HTTP, for which Vert.x has none.
 */
final class Http1Guard extends ChannelDuplexHandler {
    static final String NAME = "assay-http1";

    /** Requests that may wait for the answer to an earlier one. Browsers and clients in use today send none ahead. */
    private static final int MOST_AHEAD = 16;

    /** The characters of most paths. No one of them, nor any order of them, is special in a path. */
    private static final CharMatcher PLAIN = CharMatcher.inRange('a', 'z')
            .or(CharMatcher.inRange('A', 'Z'))
            .or(CharMatcher.inRange('0', '9'))
            .or(CharMatcher.anyOf("/-._~"))
            .precomputed();

    private int unanswered;
    private boolean malformed;
    private boolean answering;
    private boolean over;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (over) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest request && !isValid(request)) {
            request.setDecoderResult(
                    DecoderResult.failure(new IllegalArgumentException("its version, target or Host")));
        }
        if (message instanceof HttpObject object && object.decoderResult().isFailure()) {
            malformed = true;
            if (!(message instanceof HttpRequest) && !answering) {
                // Vert.x would close the connection without an answer.
                over = true;
                ReferenceCountUtil.release(message);
                ctx.writeAndFlush(problem(HttpResponseStatus.BAD_REQUEST)).addListener(ChannelFutureListener.CLOSE);
                return;
            }
        }
        if (message instanceof HttpRequest && ++unanswered > MOST_AHEAD + 1) {
            over = true;
            ReferenceCountUtil.release(message);
            ChannelFuture unused = ctx.close();
            return;
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (!ctx.channel().isActive()) {
            // A failed write makes Quarkus write the end of the answer, while Netty's encoder still works on the failed
            // one.
            ReferenceCountUtil.release(message);
            boolean unused = !promise.isVoid() && promise.tryFailure(new ClosedChannelException());
            return;
        }
        Object written = malformed
                        && message instanceof HttpResponse response
                        && message instanceof FullHttpResponse full
                        && full.content().readableBytes() == 0
                        && response.status().code() >= HttpResponseStatus.BAD_REQUEST.code()
                ? problem(full.status())
                : message;
        if (!isInterim(message)) {
            answering = !(message instanceof LastHttpContent);
            unanswered -= answering ? 0 : 1;
        }
        ChannelFuture unused = ctx.write(written, promise);
    }

    /** Whether version, host and target are valid. Netty lets others pass, or Quarkus refuses them without a word. */
    private static boolean isValid(HttpRequest request) {
        return request.protocolVersion().majorVersion() == 1
                && request.headers().getAll(HttpHeaderNames.HOST).size() <= 1
                && isUri(request.uri());
    }

    private static boolean isUri(String target) {
        if (PLAIN.matchesAllOf(target) && target.startsWith("/") && !target.startsWith("//")) {
            return true;
        }
        try {
            return !new URI(target).toString().isEmpty();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    private static FullHttpResponse problem(HttpResponseStatus status) {
        ByteBuf body = RawAnswers.malformed(status);
        FullHttpResponse problem = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        problem.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, RawAnswers.PROBLEM)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return problem;
    }
}
