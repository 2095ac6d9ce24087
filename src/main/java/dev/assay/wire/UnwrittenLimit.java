package dev.assay.wire;

import dev.assay.text.HumanUnits;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import java.util.function.Consumer;

/**
 * The bound for the bytes that wait to be written to a plugin: the first handler of a connection's pipeline, before TLS.
 * The host's answers to what a plugin sends wait there when the plugin does not read. Calls wait elsewhere.
 */
public final class UnwrittenLimit extends ChannelDuplexHandler {
    /**
     * Netty takes calls until 64 KiB wait. Sixteen times as much leaves room for large frames, and for frames that may not
     * wait, such as those that end a call.
     */
    public static final long DEFAULT_BYTES = 1024 * 1024;

    private final long maxBytes;
    private final Consumer<String> breach;

    /** @param breach is told once what the plugin did, as the end of a sentence; it need not close the channel */
    public UnwrittenLimit(long maxBytes, Consumer<String> breach) {
        this.maxBytes = maxBytes;
        this.breach = breach;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        context.fireChannelRead(message);
        check(context);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        var unused = context.write(message, promise);
        check(context);
    }

    private void check(ChannelHandlerContext context) {
        Channel channel = context.channel();
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        if (waiting == null || waiting.totalPendingWriteBytes() <= maxBytes || !channel.isActive()) {
            return;
        }
        // Told first, so that the reason is there before the consequences are.
        breach.accept("it did not read what was sent to it, until " + HumanUnits.bytes(maxBytes) + " were waiting");
        var unused = context.close();
    }
}
