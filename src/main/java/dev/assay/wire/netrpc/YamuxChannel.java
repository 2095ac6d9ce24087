package dev.assay.wire.netrpc;

import dev.assay.text.ForeignText;
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
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One socket between a host and a plugin and the yamux session on it, the last handler of its pipeline. Confined to the
 * channel's event loop, except for methods that say "any thread". It ends once, with a sentence that says why; all streams
 * and calls end with it.
 */
public final class YamuxChannel extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = Logger.getLogger(YamuxChannel.class);

    /** The longest part of a foreign text that a sentence quotes. */
    private static final int MAX_QUOTED = 1_000;

    /** The time in which what the peer sent before the connection broke is read; mostly it ends at once. */
    private static final Duration LAST_BYTES = Duration.ofSeconds(1);

    private final Ends ends;
    private final Observer observer;
    private final Channel channel;
    private final YamuxSession session;
    private final List<Runnable> atBatchEnd = new ArrayList<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();

    /** Why the connection is over for its calls. Set by the event loop, read by any thread. */
    private volatile @Nullable String ended;

    private State state = State.OPEN;

    /** Why the connection broke; empty as long as it has not. */
    private String broken = "";

    /** Whether a batch of frames is being read, at whose end everything written is flushed. */
    private boolean reading;

    /** How far the end of the connection is; each state is only left for a later one. */
    private enum State {
        /** Both sides can send. */
        OPEN,
        /** A write has failed. What the peer sent before is still read. */
        BROKEN,
        /** Over for its calls, and nothing more is sent. What the peer sent before is still read. */
        LINGERING,
        /** Over, as soon as the batch that is being read has its end. */
        ENDING,
        /** The session has ended, and the channel is closed. */
        OVER;

        private boolean takesCalls() {
            return this == OPEN || this == BROKEN;
        }

        private boolean reads() {
            return takesCalls() || this == LINGERING;
        }
    }

    /**
     * The names of both ends in sentences.
     *
     * @param role of this end
     * @param own this end, for instance {@code Assay}
     * @param peer the other end, for instance {@code the plugin}
     * @param address where the plugin listens
     */
    public record Ends(Role role, String own, String peer, String address) {
        /** For instance {@code the plugin at unix:/tmp/plugin2841}. */
        String place() {
            return peer + " at " + address;
        }
    }

    /** The part of one side in the connection. Called on the event loop. */
    public interface Observer {
        /** The sentence that ends the connection, where these bytes are of another protocol. Takes none of them. */
        default @Nullable String refusal(ByteBuf in) {
            return null;
        }

        /** The connection is about to end for a fault of the peer or of the network, and for this reason. */
        default void fault(String sentence) {}

        /** The peer opened a stream. Without {@link YamuxStream#listen} in this call it is reset. */
        void accepted(YamuxStream stream);
    }

    public YamuxChannel(Ends ends, Channel channel, YamuxLimits limits, Observer observer) {
        this.ends = ends;
        this.channel = channel;
        this.observer = observer;
        this.session = new YamuxSession(
                ends.role(), limits, new ChannelOutput(channel), new ChannelTimer(channel), new Events());
    }

    /** Where the plugin listens, for messages. */
    public String address() {
        return ends.address();
    }

    public EventLoop eventLoop() {
        return channel.eventLoop();
    }

    /** Whether the current thread is the event loop. Any thread. */
    public boolean inEventLoop() {
        return eventLoop().inEventLoop();
    }

    /** To stand at the top of methods that are confined to the event loop. */
    public void assertInEventLoop() {
        assert inEventLoop() : "called by " + Thread.currentThread() + " instead of the channel's event loop";
    }

    /** Completes when the connection has ended, with a sentence that says why. Any thread. */
    public CompletionStage<String> closed() {
        return closed.minimalCompletionStage();
    }

    /** Why the connection is over; null as long as it is not. Any thread. */
    public @Nullable String ended() {
        return ended;
    }

    /** Starts the session; the channel is connected. */
    public void start() {
        assertInEventLoop();
        session.start();
    }

    public YamuxStream open(YamuxStream.Listener listener) {
        assertInEventLoop();
        return session.open(listener);
    }

    /** To be run at the end of each batch of frames that was read, and whenever the channel takes bytes again. */
    public void onBatchEnd(Runnable task) {
        assertInEventLoop();
        atBatchEnd.add(task);
    }

    /** Whether this thread is in the middle of a batch, at whose end everything written is flushed. Any thread. */
    public boolean isReading() {
        return inEventLoop() && reading;
    }

    /** Whether the channel takes bytes. */
    public boolean isWritable() {
        assertInEventLoop();
        if (!channel.isWritable()) {
            channel.flush();
        }
        return channel.isWritable();
    }

    public ByteBuf buffer() {
        return channel.alloc().buffer();
    }

    public void flush() {
        channel.flush();
    }

    /** Ends the connection, since the peer broke a rule of the protocol. */
    public void breach(String protocol, String what) {
        assertInEventLoop();
        tooMuch("it broke the rules of " + protocol + ": " + ForeignText.oneLine(what, MAX_QUOTED));
    }

    /**
     * Ends the connection, since the peer went beyond a bound.
     *
     * @param what it did, as the end of a sentence
     */
    public void tooMuch(String what) {
        fail(ends.own() + " closed the connection to " + ends.place() + ", since " + what);
    }

    /** Ends the connection; the sentence of the first call counts. */
    public void end(String why) {
        assertInEventLoop();
        if (state == State.OVER) {
            return;
        }
        if (state.takesCalls()) {
            ended = why;
        }
        state = State.ENDING;
        if (!reading) {
            finish();
        }
    }

    private void fail(String why) {
        if (state.takesCalls()) {
            observer.fault(why);
        }
        end(why);
    }

    /** Ends the connection when what the peer sent before has been read. Any thread. */
    public void close(String why) {
        execute(() -> linger(why));
    }

    private void linger(String why) {
        if (!state.takesCalls()) {
            return;
        }
        if (!(channel.isActive() && channel instanceof DuplexChannel duplex)) {
            end(why);
            return;
        }
        ended = why;
        state = State.LINGERING;
        channel.flush();
        ChannelFuture unused = duplex.shutdownOutput();
        Future<?> unusedTimer = eventLoop().schedule(this::finish, LAST_BYTES.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Runs the task on the event loop; drops it when the loop, and the connection with it, has ended. Any thread. */
    public void execute(Runnable task) {
        try {
            eventLoop().execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debugf("The event loop of the connection to %s has ended already", ends.place());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof ByteBuf in && state.reads()) {
                reading = true;
                receive(in);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void receive(ByteBuf in) {
        @Nullable String refusal = observer.refusal(in);
        if (refusal != null) {
            end(refusal);
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
        if (state.takesCalls()) {
            context.flush();
        } else if (state == State.ENDING) {
            finish();
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
        if (broken.isEmpty()) {
            end(ends.peer() + " ended the connection at " + ends.address());
        } else {
            fail(broken);
        }
    }

    /** The socket failed, or a handler before this one; a fault in here is one of Assay, and ends this connection only. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        reading = false;
        if (cause.getCause() instanceof SSLException tls) {
            fail("TLS with " + ends.place() + " failed (" + tls.getMessage() + ")");
        } else if (cause instanceof IOException) {
            breakOff("the connection to " + ends.place() + " broke (" + cause.getMessage() + ")");
        } else {
            LOG.errorf(cause, "The connection to %s failed in a way that was not foreseen", ends.place());
            fail("the connection to " + ends.place() + " failed (" + cause + ")");
        }
    }

    /** A write fails before all that the peer sent is read, for instance its last output. */
    private void breakOff(String why) {
        if (state == State.OPEN) {
            state = State.BROKEN;
            broken = why;
            Future<?> unused = eventLoop().schedule(() -> fail(why), LAST_BYTES.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void runBatchEnd() {
        for (Runnable task : atBatchEnd) {
            task.run();
        }
    }

    private void finish() {
        if (state == State.OVER) {
            return;
        }
        state = State.OVER;
        String why = String.valueOf(ended);
        session.end(why);
        runBatchEnd();
        channel.flush();
        ChannelFuture unused = channel.close();
        closed.complete(why);
    }

    private final class Events implements YamuxSession.Listener {
        @Override
        public void accepted(YamuxStream stream) {
            observer.accepted(stream);
        }

        @Override
        public void goAway(String why) {
            LOG.infof("No new streams are taken by %s: %s", ends.place(), why);
        }

        @Override
        public void dead(String why) {
            fail(ends.place() + " does not answer any more (" + why + ")");
        }
    }
}
