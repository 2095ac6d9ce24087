package dev.assay.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.concurrent.atomic.LongAdder;

/** The bytes that all connections of one transport have sent and received, with what TLS adds. Thread-safe. */
public final class Traffic {
    private final LongAdder sent = new LongAdder();
    private final LongAdder received = new LongAdder();

    /** The handler that counts the bytes of one connection: the first of its pipeline. */
    public ChannelHandler counter() {
        return new Counter();
    }

    public long sent() {
        return sent.sum();
    }

    public long received() {
        return received.sum();
    }

    private final class Counter extends ChannelDuplexHandler {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof ByteBuf bytes) {
                received.add(bytes.readableBytes());
            }
            context.fireChannelRead(message);
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (message instanceof ByteBuf bytes) {
                sent.add(bytes.readableBytes());
            }
            var unused = context.write(message, promise);
        }
    }
}
