package dev.assay.api.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The guard of one connection. It closes one that has no request for too long, and one whose caller does not read. Nothing is
 * read from a caller that does not read. The guard is confined to the connection's event loop, apart from the methods that say
 * otherwise.
 */
@ChannelHandler.Sharable
public final class ConnectionGuard extends ChannelDuplexHandler {
    static final String NAME = "assay-guard";

    private static final Logger LOG = Logger.getLogger(ConnectionGuard.class);
    private static final long TICK_MILLIS = 500;

    /** Bytes that are read at a time. What they hold is taken apart at once, so many small requests must not fit. */
    private static final int READ = 8 * 1024;

    /** Enough to see that a connection is not HTTP/2, whose first word is PRI; then Vert.x prepares for HTTP/1. */
    private static final int FIRST_WORD = 3;

    /** How long a caller that was refused may go on sending, so that it reads the refusal before the connection breaks. */
    private static final long LINGER_MILLIS = 2_000;

    /** How Netty's encoder begins its complaint of a stream that was reset; it has no exception of its own for it. */
    private static final String NO_STREAM = "Stream no longer exists";

    private final ConnectionTable table;
    private final ConnectionLimits limits;
    private GuardState state = GuardState.FIRST_HEAD;
    private int requests;
    private boolean asked;
    private boolean grpc;
    private volatile long waitingSince;
    private boolean encrypted;
    private boolean prepared;
    private boolean readHeld;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ScheduledFuture<?> ticks;
    private @Nullable ChannelFuture unread;
    private long unreadSince;
    private @Nullable StreamStalls streams;

    ConnectionGuard(ConnectionTable table) {
        this.table = table;
        this.limits = table.limits();
        this.waitingSince = table.now();
    }

    /** The guard of the connection that a request came by; empty where guards are switched off. From any thread. */
    public static Optional<ConnectionGuard> of(HttpServerRequest request) {
        return request.connection() instanceof ConnectionBase connection
                ? Optional.ofNullable(connection.channel().pipeline().get(ConnectionGuard.class))
                : Optional.empty();
    }

    /**
     * Says that a request has come. From any thread.
     *
     * @param ofGrpc whether it is a call of gRPC
     */
    public void requestBegan(boolean ofGrpc) {
        inLoop(() -> {
            if (ofGrpc && !grpc && context != null && table.isLeaving()) {
                // When all others were told, nobody knew what this connection is for.
                Optional<ChannelFuture> unused = GoAway.send(context);
            }
            asked = true;
            grpc = ofGrpc;
            if (requests++ == 0 && !state.isLast()) {
                state = GuardState.SERVING;
                table.busy(this);
            }
        });
    }

    /**
     * Says that the answer to a request has been written.
     *
     * @param streamId of HTTP/2; negative for HTTP/1
     * @param delivered is run when the answer has left for its caller, or never can
     */
    public void requestEnded(int streamId, Runnable delivered) {
        inLoop(() -> {
            if (--requests == 0 && !state.isLast()) {
                state = GuardState.IDLE;
                waitingSince = table.now();
                table.idle(this);
            }
            if (context == null || !context.channel().isActive()) {
                delivered.run();
            } else if (streamId >= 0 && streams != null) {
                streams.whenDelivered(streamId, delivered);
            } else {
                context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> delivered.run());
            }
        });
    }

    /** Drops what the caller still sends, and closes the connection when the caller has had time to read its refusal. */
    public void lingerAndClose() {
        inLoop(() -> {
            if (context != null && !state.isLast()) {
                linger(context, context.writeAndFlush(Unpooled.EMPTY_BUFFER));
            }
        });
    }

    /**
     * Sends the caller elsewhere with its next calls, where it speaks gRPC or has asked for nothing by HTTP/2. Those that have
     * come are answered. From any thread.
     *
     * @return completes when the caller is told
     */
    CompletableFuture<Void> leave() {
        CompletableFuture<Void> told = new CompletableFuture<>();
        inLoop(() -> {
            Optional<ChannelFuture> unused =
                    context != null && !state.isLast() && (grpc || !asked) ? GoAway.send(context) : Optional.empty();
            told.complete(null);
        });
        return told;
    }

    /** When the connection was last without a request, in nanoseconds of the system's timer. From any thread. */
    long waitingSince() {
        return waitingSince;
    }

    /** Closes the connection, whose place another one has. From any thread. */
    void giveWay() {
        inLoop(() -> {
            if (state == GuardState.SERVING) {
                // Its request came in the meantime.
                table.keep(this);
            } else if (state == GuardState.FIRST_HEAD && context != null) {
                refuse(context);
            } else {
                state = GuardState.CLOSED;
                close();
            }
        });
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        added.channel()
                .config()
                .setOption(ChannelOption.RCVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(512, 2048, READ));
    }

    /** Vert.x removes every handler when a connection is upgraded from HTTP/1 to HTTP/2; this one comes back. */
    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        removed.executor().execute(() -> {
            if (removed.channel().isActive() && removed.pipeline().get(NAME) == null) {
                removed.pipeline().addFirst(NAME, this);
            }
        });
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        encrypted = TlsLayer.isIn(ctx.pipeline());
        if (table.admit(this)) {
            ticks = ctx.executor()
                    .scheduleWithFixedDelay(() -> tick(ctx), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
            if (encrypted) {
                TlsLayer.whenAgreed(ctx.pipeline(), () -> prepare(ctx.pipeline()));
            }
        } else {
            refuse(ctx);
        }
        ctx.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        state = GuardState.CLOSED;
        if (ticks != null) {
            ticks.cancel(false);
        }
        table.remove(this);
        if (streams != null) {
            streams.closed();
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (state.isLast()) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (state == GuardState.IDLE && streams == null) {
            state = GuardState.NEXT_HEAD;
            waitingSince = table.now();
        }
        boolean plain = !prepared && !encrypted;
        if (plain && message instanceof ByteBuf bytes && bytes.readableBytes() > FIRST_WORD) {
            ctx.fireChannelRead(bytes.readRetainedSlice(FIRST_WORD));
            prepare(ctx.pipeline());
        }
        ctx.fireChannelRead(message);
        if (plain && !prepared) {
            prepare(ctx.pipeline());
        }
    }

    /**
     * Passes on what goes wrong, except for an answer whose caller has reset its stream. Vert.x would close the connection, and
     * end the caller's other requests with it.
     */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (isOfGivenUp(cause)) {
            LOG.debugf(
                    "An answer to %s came after its request was given up, or was still waiting for room then",
                    ctx.channel().remoteAddress());
        } else {
            ctx.fireExceptionCaught(cause);
        }
    }

    private static boolean isOfGivenUp(Throwable cause) {
        return cause instanceof Http2Exception.StreamException waiting
                ? waiting.error() == Http2Error.STREAM_CLOSED
                : cause instanceof RuntimeException
                        && String.valueOf(cause.getMessage()).startsWith(NO_STREAM);
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        readHeld = !ctx.channel().isWritable() && !state.isLast();
        if (!readHeld) {
            ctx.read();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (readHeld && ctx.channel().isWritable()) {
            readHeld = false;
            ctx.read();
        }
        ctx.fireChannelWritabilityChanged();
    }

    /** Adds what needs to know whether the caller speaks HTTP/1 or HTTP/2, as soon as Vert.x knows. */
    private void prepare(ChannelPipeline pipeline) {
        if (pipeline.get("httpEncoder") != null) {
            prepared = true;
            pipeline.addAfter("httpEncoder", Http1Guard.NAME, new Http1Guard());
        } else {
            streams = StreamStalls.of(pipeline).orElse(null);
            prepared = streams != null;
            if (prepared && table.isLeaving() && context != null) {
                // Its caller may take it for ready, and only GOAWAY lets it know that no call is taken.
                sendAway(context);
            } else if (prepared && state == GuardState.FIRST_HEAD) {
                state = GuardState.IDLE;
            }
        }
    }

    private void tick(ChannelHandlerContext ctx) {
        if (state.isLast()) {
            return;
        }
        if (streams == null) {
            // A connection may be upgraded to HTTP/2 at any request.
            streams = StreamStalls.of(ctx.pipeline()).orElse(null);
        }
        long now = table.now();
        long limit = (state == GuardState.IDLE ? limits.idleTimeout() : limits.headTimeout()).toNanos();
        if (state != GuardState.SERVING && now - waitingSince > limit) {
            LOG.debugf(
                    "The connection of %s had no request for too long and was closed",
                    ctx.channel().remoteAddress());
            if (grpc) {
                // A call may be on its way, and only GOAWAY lets its caller know that it was not taken.
                sendAway(ctx);
            } else {
                close();
            }
        } else if (isStalled(ctx, now)) {
            LOG.warnf(
                    "tried to send an answer to %s, but its reader has not taken what was written %d s ago; the connection"
                            + " is closed, see what the reader does or raise assay.http.answer-timeout",
                    ctx.channel().remoteAddress(), limits.answerTimeout().toSeconds());
            close();
        }
    }

    /** A mark follows what has been written; while it does not leave, nothing that was written before it is complete. */
    private boolean isStalled(ChannelHandlerContext ctx, long now) {
        if (streams != null && streams.isStalled(now, limits.answerTimeout())) {
            return true;
        }
        if (unread != null && !unread.isDone()) {
            return now - unreadSince > limits.answerTimeout().toNanos();
        }
        boolean pending = ctx.channel().unsafe().outboundBuffer() != null
                && ctx.channel().unsafe().outboundBuffer().totalPendingWriteBytes() > 0;
        unread = pending ? ctx.writeAndFlush(Unpooled.EMPTY_BUFFER) : null;
        unreadSince = now;
        return false;
    }

    /** Tells the caller that there is no place. Before TLS is agreed on it could read nothing. */
    private void refuse(ChannelHandlerContext ctx) {
        if (TlsLayer.canWrite(ctx.pipeline())) {
            linger(ctx, TlsLayer.write(ctx, RawAnswers.noPlace()));
        } else {
            state = GuardState.CLOSED;
            close();
        }
    }

    private void linger(ChannelHandlerContext ctx, ChannelFuture written) {
        table.linger(this);
        state = GuardState.LINGERING;
        written.addListener((ChannelFutureListener) done -> {
            if (ctx.channel() instanceof SocketChannel socket && socket.isActive()) {
                TlsLayer.end(ctx).addListener(ended -> {
                    ChannelFuture unusedShut = socket.shutdownOutput();
                });
                ctx.read();
                ScheduledFuture<?> unused =
                        ctx.executor().schedule((Runnable) this::close, LINGER_MILLIS, TimeUnit.MILLISECONDS);
            } else {
                close();
            }
        });
    }

    private void sendAway(ChannelHandlerContext ctx) {
        GoAway.send(ctx).ifPresentOrElse(sent -> linger(ctx, sent), this::close);
    }

    /** Closes a connection that lingers. From any thread. */
    void endLinger() {
        inLoop(this::close);
    }

    /** Closes at once; what is still to be written is lost. */
    private void close() {
        if (context != null) {
            ChannelFuture unused = context.close();
        }
    }

    private void inLoop(Runnable task) {
        if (context == null || context.executor().inEventLoop()) {
            task.run();
        } else {
            context.executor().execute(task);
        }
    }
}
