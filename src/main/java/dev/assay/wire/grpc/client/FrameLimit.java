package dev.assay.wire.grpc.client;

import dev.assay.pace.RateBudget;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The bound for the HTTP/2 frames that a plugin sends without need: PING, SETTINGS, WINDOW_UPDATE, frames of unknown streams
 * and so on. Each costs work or an answer, and gRPC's client bounds none of them. Stands before gRPC's own handler, behind TLS.
 *
 * <p>Data of a call does not count, since its window and the size of a message bound it. Each call, and what is sent with
 * it, permits some more frames: the headers of its answer, and what a peer tells of its windows.
 */
final class FrameLimit extends ChannelDuplexHandler {
    /**
     * A busy plugin sends some frames a second without a call. A frame may cost an exception with its stack trace,
     * and in a young process a tenth of a millisecond.
     */
    static final int BURST = 1_000;

    static final int PER_SECOND = 500;

    /** An orderly end has two (RFC 9113, 6.8), and gRPC logs each with the text that it has. */
    private static final int MAX_GOAWAYS = 2;

    /** The headers and trailers of an answer, a window update, and pings by which peers measure the line; and some room. */
    private static final int FRAMES_PER_CALL = 16;

    /** A peer tells at most of each KiB that it has read it, once for the stream and once for the connection. */
    private static final int BYTES_PER_FRAME = 512;

    /** A client's streams have odd numbers (RFC 9113, 5.1.1). */
    private static final int STREAM_STEP = 2;

    private final Breach breach;
    private final RateBudget budget;
    private final Http2FrameHeads heads = new Http2FrameHeads(this::count);
    private @Nullable Http2Connection connection;
    private int lastStream;
    private long sentBytes;
    private int goAways;
    private boolean hasSpoken;
    private boolean breached;

    FrameLimit(Breach breach, LongSupplier nanos) {
        this.breach = breach;
        this.budget = new RateBudget(BURST, PER_SECOND, nanos);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes) {
            sentBytes += bytes.readableBytes();
        }
        var unused = context.write(message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        hasSpoken = true;
        if (message instanceof ByteBuf bytes && !breached) {
            earn(context);
            heads.read(bytes);
        }
        if (!breached) {
            context.fireChannelRead(message);
            return;
        }
        ReferenceCountUtil.release(message);
        if (context.channel().isActive()) {
            // Told first, so that the reason is there before the consequences are.
            breach.by(
                    goAways > MAX_GOAWAYS
                            ? "it sent more than " + MAX_GOAWAYS + " frames of HTTP/2's GOAWAY"
                            : "it sent more than " + BURST + " HTTP/2 frames that no call asked for");
            var unused = context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (!hasSpoken) {
            breach.endedWordless();
        }
        context.fireChannelInactive();
    }

    private void earn(ChannelHandlerContext context) {
        if (connection == null) {
            Http2ConnectionHandler handler = context.pipeline().get(Http2ConnectionHandler.class);
            connection = handler == null ? null : handler.connection();
        }
        if (connection != null) {
            int newest = connection.local().lastStreamCreated();
            budget.earn((long) (newest - lastStream) / STREAM_STEP * FRAMES_PER_CALL);
            lastStream = newest;
        }
        budget.earn(sentBytes / BYTES_PER_FRAME);
        sentBytes %= BYTES_PER_FRAME;
    }

    /** Whether the next frame may be read. */
    private boolean count(int type, int stream, int length) {
        if (type == Http2FrameHeads.GOAWAY) {
            goAways++;
        }
        if (goAways > MAX_GOAWAYS || (!isData(type, stream, length) && !budget.spend())) {
            breached = true;
        }
        return !breached;
    }

    private boolean isData(int type, int stream, int length) {
        return type == Http2FrameHeads.DATA && length > 0 && connection != null && connection.stream(stream) != null;
    }
}
