package dev.assay.wire.netrpc;

import dev.assay.wire.yamux.YamuxSession;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;

/** The frames of a session, written to its channel. */
record ChannelOutput(Channel channel) implements YamuxSession.Output {
    @Override
    public void write(ByteBuf frame) {
        ChannelFuture unused = channel.write(frame, channel.voidPromise());
    }

    @Override
    public void flush() {
        channel.flush();
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }
}
