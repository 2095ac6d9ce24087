package dev.assay.wire.netrpc;

import dev.assay.wire.yamux.YamuxSession;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The event loop of a channel, as the thread and the clock of its session. */
record ChannelTimer(Channel channel) implements YamuxSession.Timer {
    @Override
    public Runnable schedule(Duration delay, Runnable task) {
        Future<?> scheduled = channel.eventLoop().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    public boolean inSessionThread() {
        return channel.eventLoop().inEventLoop();
    }
}
