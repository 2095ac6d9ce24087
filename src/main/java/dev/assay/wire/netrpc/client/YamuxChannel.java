package dev.assay.wire.netrpc.client;

import dev.assay.wire.yamux.Role;
import dev.assay.wire.yamux.YamuxException;
import dev.assay.wire.yamux.YamuxLimits;
import dev.assay.wire.yamux.YamuxSession;
import dev.assay.wire.yamux.YamuxStream;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One socket to a plugin and the yamux session on it, the last handler of its pipeline. Confined to the channel's event
 * loop, except for methods that say "any thread". It ends once, with a sentence that says why; all streams and calls end
 * with it.
 */
final class YamuxChannel extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = Logger.getLogger(YamuxChannel.class);

    private final String address;
    private final Channel channel;
    private final YamuxSession session;
    private final ProtocolSniffer sniffer = new ProtocolSniffer();
    private final List<Runnable> atBatchEnd = new ArrayList<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();

    /** Set by the event loop, read by any thread. */
    private volatile @Nullable String ended;

    /** Set by the event loop before {@link #ended}, read by any thread. */
    private volatile @Nullable String advice;

    private boolean reading;
    private boolean finished;

    YamuxChannel(String address, Channel channel, YamuxLimits limits) {
        this.address = address;
        this.channel = channel;
        this.session = new YamuxSession(Role.CLIENT, limits, new Frames(), new Loop(), new Events());
    }

    /** Where the plugin listens, for messages. */
    String address() {
        return address;
    }

    EventLoop eventLoop() {
        return channel.eventLoop();
    }

    /** Whether the current thread is the event loop. Any thread. */
    boolean inEventLoop() {
        return eventLoop().inEventLoop();
    }

    /** To stand at the top of methods that are confined to the event loop. */
    void assertInEventLoop() {
        assert inEventLoop() : "called by " + Thread.currentThread() + " instead of the channel's event loop";
    }

    /** Completes when the connection has ended, with a sentence that says why. Any thread. */
    CompletionStage<String> closed() {
        return closed.minimalCompletionStage();
    }

    /** Why the connection is over; null as long as it is not. Any thread. */
    @Nullable
    String ended() {
        return ended;
    }

    /** What the user must change, if only that helps. Any thread. */
    Optional<String> advice() {
        return Optional.ofNullable(advice);
    }

    /** Starts the session; the channel is connected. */
    void start() {
        assertInEventLoop();
        session.start();
    }

    YamuxStream open(YamuxStream.Listener listener) {
        assertInEventLoop();
        return session.open(listener);
    }

    /** To be run at the end of each batch of frames that was read, and whenever the channel takes bytes again. */
    void onBatchEnd(Runnable task) {
        assertInEventLoop();
        atBatchEnd.add(task);
    }

    /** Whether this thread is in the middle of a batch, at whose end everything written is flushed. Any thread. */
    boolean isReading() {
        return inEventLoop() && reading;
    }

    /** Whether the channel takes bytes. */
    boolean isWritable() {
        assertInEventLoop();
        if (!channel.isWritable()) {
            channel.flush();
        }
        return channel.isWritable();
    }

    ByteBuf buffer() {
        return channel.alloc().buffer();
    }

    void flush() {
        channel.flush();
    }

    /** Ends the connection, since the peer broke a rule of the protocol. */
    void breach(String protocol, String what) {
        assertInEventLoop();
        end("Assay closed the connection to the plugin at " + address + ", since it broke the rules of " + protocol
                + ": " + NetRpcErrors.quoted(what));
    }

    /** Ends the connection, since the peer went beyond a bound. */
    void tooMuch(String what) {
        end("Assay closed the connection to the plugin at " + address + ", since " + what);
    }

    /** Ends the connection; the sentence of the first call counts. */
    void end(String why) {
        assertInEventLoop();
        if (ended == null) {
            ended = why;
        }
        if (!reading) {
            finish();
        }
    }

    /** Any thread. */
    void close(String why) {
        execute(() -> end(why));
    }

    /** Runs the task on the event loop; drops it when the loop, and the connection with it, has ended. Any thread. */
    void execute(Runnable task) {
        try {
            eventLoop().execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debugf("The event loop of the connection to the plugin at %s has ended already", address);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof ByteBuf in && ended == null) {
                reading = true;
                receive(in);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void receive(ByteBuf in) {
        ProtocolSniffer.OtherProtocol other = sniffer.notYamux(in);
        if (other != null) {
            advice = other.advice().orElse(null);
            end(other.what());
            return;
        }
        try {
            session.receive(in);
        } catch (YamuxException e) {
            breach("yamux", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        runBatchEnd();
        reading = false;
        if (ended != null) {
            finish();
        } else {
            context.flush();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (channel.isWritable() && !reading) {
            runBatchEnd();
            context.flush();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        reading = false;
        end("the plugin ended the connection at " + address);
    }

    /** The socket failed, or a handler before this one; a fault in here is one of Assay, and ends this connection only. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        reading = false;
        if (cause.getCause() instanceof SSLException tls) {
            end("TLS with the plugin at " + address + " failed (" + tls.getMessage() + ")");
        } else if (cause instanceof IOException) {
            end("the connection to the plugin at " + address + " broke (" + cause.getMessage() + ")");
        } else {
            LOG.errorf(cause, "The connection to the plugin at %s failed in a way that Assay did not foresee", address);
            end("the connection to the plugin at " + address + " failed (" + cause + ")");
        }
    }

    private void runBatchEnd() {
        for (Runnable task : atBatchEnd) {
            task.run();
        }
    }

    private void finish() {
        if (finished) {
            return;
        }
        finished = true;
        String why = String.valueOf(ended);
        session.end(why);
        runBatchEnd();
        channel.flush();
        ChannelFuture unused = channel.close();
        closed.complete(why);
    }

    private final class Loop implements YamuxSession.Timer {
        @Override
        public Runnable schedule(Duration delay, Runnable task) {
            Future<?> scheduled = eventLoop().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> scheduled.cancel(false);
        }

        @Override
        public boolean inSessionThread() {
            return inEventLoop();
        }
    }

    private final class Frames implements YamuxSession.Output {
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

    private final class Events implements YamuxSession.Listener {
        @Override
        public void accepted(YamuxStream stream) {
            // This contract has no streams of the plugin's own: without a listener it is reset.
            LOG.debugf("The plugin at %s opened stream %d, which is refused", address, stream.id());
        }

        @Override
        public void goAway(String why) {
            LOG.infof("The plugin at %s takes no new streams: %s", address, why);
        }

        @Override
        public void dead(String why) {
            end("the plugin at " + address + " does not answer any more (" + why + ")");
        }
    }
}
