package dev.assay.wire.yamux;

import dev.assay.pace.RateBudget;
import io.netty.buffer.ByteBuf;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One end of a yamux connection. Confined to one thread, the caller's event loop, on which the timer's tasks run too.
 * Where the protocol's page and its source differ this end does as the source does (yamux {@code session.go}), and it
 * forgives what the source forgives.
 *
 * <p>Nothing is flushed within {@link #receive} or a stream's methods, so that frames share a write: the caller flushes
 * at the end of a batch. Timers flush themselves.
 */
public final class YamuxSession {
    /** Where frames go. */
    public interface Output {
        /** @param frame one whole frame, owned by the output from here on */
        void write(ByteBuf frame);

        /** Sends to the peer all that was written. */
        void flush();

        /** False while the peer does not read what was written. It bounds how much the peer can have answered without reading. */
        default boolean isWritable() {
            return true;
        }
    }

    /** The thread to which the session is confined, and its clock. */
    public interface Timer {
        /**
         * Runs the task once after the delay, on the session's thread.
         *
         * @return cancels it; without effect after it has run
         */
        Runnable schedule(Duration delay, Runnable task);

        /** A steady source of time in nanoseconds, from any origin. */
        default long nanos() {
            return System.nanoTime();
        }

        /** Whether the current thread is the session's. */
        default boolean inSessionThread() {
            return true;
        }
    }

    /** Events of the whole session. Called on its thread, inside a call to it or from a timer. Must not throw. */
    public interface Listener {
        /** The peer opened a stream. Without {@link YamuxStream#listen} in this call it is reset. */
        void accepted(YamuxStream stream);

        /** The peer takes no new streams; those that are open go on. Called once. */
        void goAway(String why);

        /**
         * The peer does not answer in time. The owner closes the connection and calls {@link YamuxSession#end}. Called once.
         *
         * @param why completes the sentence "the peer is dead: ..."
         */
        void dead(String why);
    }

    /** A peer that reads in small steps tells its window for each; the first request of a stream has an acknowledgement. */
    private static final int BYTES_PER_IDLE_FRAME = 64;

    private final YamuxLimits limits;
    private final Output output;
    private final Timer timer;
    private final Listener listener;
    private final FrameReader reader = new FrameReader(new IncomingFrames(this));
    private final KeepAlive keepAlive;
    private final OpenBacklog backlog;
    private final RateBudget idleFrames;
    private final IntObjectMap<YamuxStream> streams = new IntObjectHashMap<>();
    private int peerStreams;
    private int unsentAnswers;

    /** Bytes that were sent since they last permitted a frame of the peer. */
    private long sentBytes;

    private SessionState state = SessionState.OPEN;

    /** Why the session is broken or over; empty while it is neither. */
    private String reason = "";

    private boolean peerGoneAway;
    private boolean receiving;

    public YamuxSession(Role role, YamuxLimits limits, Output output, Timer timer, Listener listener) {
        this(role.firstId(), limits, output, timer, listener);
    }

    YamuxSession(long firstId, YamuxLimits limits, Output output, Timer timer, Listener listener) {
        this.limits = limits;
        this.output = output;
        this.timer = timer;
        this.listener = listener;
        this.backlog = new OpenBacklog(limits.acceptBacklog(), firstId);
        this.idleFrames = new RateBudget(limits.idleFrames(), limits.idleFramesPerSecond(), timer::nanos);
        this.keepAlive = new KeepAlive(limits, timer, this::ping, this::dead);
    }

    /** Begins to ask the peer for signs of life. */
    public void start() {
        assert timer.inSessionThread();
        keepAlive.start();
    }

    /**
     * Takes bytes of the peer, in pieces cut anywhere. All of them are read and nothing is released. Not to be called
     * from a callback.
     *
     * @throws YamuxException when the peer broke the protocol or said that this end did. What it is to be told is
     *     written: the caller flushes, closes the connection and calls {@link #end}
     */
    public void receive(ByteBuf in) {
        assert timer.inSessionThread();
        if (receiving) {
            throw new IllegalStateException(
                    "tried to receive within a callback of receive(), but the order of bytes would be lost; call it afterwards");
        }
        if (state == SessionState.BROKEN) {
            throw new YamuxException(reason);
        }
        receiving = true;
        try {
            reader.read(in);
        } catch (RuntimeException e) {
            reason = String.valueOf(e.getMessage());
            if (state.isUsable()) {
                state = SessionState.BROKEN;
            }
            throw e;
        } finally {
            receiving = false;
        }
    }

    /**
     * Opens a stream, on which data may be written at once.
     *
     * @throws YamuxException when stream ids are used up, the peer takes no new streams, or the session is over
     */
    public YamuxStream open(YamuxStream.Listener streamListener) {
        assert timer.inSessionThread();
        if (!state.isUsable()) {
            throw new YamuxException("tried to open a stream, but the session is over (" + reason + "); connect anew");
        }
        if (peerGoneAway) {
            throw new YamuxException("tried to open a stream, but the peer takes no new ones; connect anew");
        }
        int id = backlog.takeId();
        while (streams.containsKey(id)) {
            id = backlog.takeId();
        }
        YamuxStream stream = new YamuxStream(this, id, Frame.SYN, limits.receiveWindow());
        stream.listen(streamListener);
        streams.put(id, stream);
        backlog.add(stream);
        openNext();
        return stream;
    }

    /**
     * The connection is over: every stream ends, nothing is scheduled or held any more, and what is received or written
     * from here on is dropped. May be called again.
     *
     * @param why completes the sentence "the stream is over because ..."
     */
    public void end(String why) {
        assert timer.inSessionThread();
        if (state == SessionState.OVER) {
            return;
        }
        state = SessionState.OVER;
        reason = why;
        keepAlive.stop();
        List<YamuxStream> ending = new ArrayList<>(streams.values());
        for (YamuxStream stream : ending) {
            stream.end(why);
        }
    }

    int maxFrame() {
        return limits.maxFrame();
    }

    void write(ByteBuf frame) {
        assert timer.inSessionThread();
        if (state.isUsable()) {
            sentBytes += frame.readableBytes();
            output.write(frame);
        } else {
            frame.release();
        }
    }

    /** Tells the peer that it broke the protocol; the exception is to be thrown. */
    YamuxException breach(String what) {
        write(Frame.header(Frame.GO_AWAY, 0, Frame.SESSION, Frame.GO_AWAY_PROTOCOL_ERROR));
        return new YamuxException(what);
    }

    void acknowledged() {
        backlog.acknowledged();
        openNext();
    }

    void forget(YamuxStream stream) {
        streams.remove(stream.id());
        if (stream.isOurs()) {
            backlog.forget(stream);
            openNext();
        } else {
            peerStreams--;
        }
    }

    private void openNext() {
        YamuxStream next = state.isUsable() ? backlog.next() : null;
        while (next != null) {
            String which = "stream " + Integer.toUnsignedString(next.id());
            next.open(timer.schedule(
                    limits.openTimeout(),
                    () -> dead("it did not acknowledge " + which + " within "
                            + limits.openTimeout().toMillis() + " ms")));
            next = state.isUsable() ? backlog.next() : null;
        }
    }

    private void ping(int value) {
        write(Frame.header(Frame.PING, Frame.SYN, Frame.SESSION, value));
        output.flush();
    }

    private void dead(String why) {
        if (state == SessionState.OPEN) {
            state = SessionState.DEAD;
            keepAlive.stop();
            listener.dead(why);
        }
    }

    /** A peer that asks and does not read would fill the memory with answers. */
    private void beforeAnswer() {
        unsentAnswers = output.isWritable() ? 0 : unsentAnswers + 1;
        if (unsentAnswers > limits.unsentAnswers()) {
            throw breach(unsentAnswers + " frames came that ask for an answer while no answer was read");
        }
    }

    /** A frame came that carries no data of an open stream: a peer may send some, and some for what it was sent. */
    void beforeIdleFrame() {
        idleFrames.earn(sentBytes / BYTES_PER_IDLE_FRAME);
        sentBytes %= BYTES_PER_IDLE_FRAME;
        if (!idleFrames.spend()) {
            throw breach("more than " + limits.idleFrames() + " frames came that carry no data of an open stream");
        }
    }

    /** The peer opens a stream. */
    void accept(int id) {
        beforeAnswer();
        if (streams.containsKey(id)) {
            throw breach("stream " + Integer.toUnsignedString(id) + " was opened twice");
        }
        if (peerStreams >= limits.peerStreams()) {
            write(Frame.header(Frame.WINDOW_UPDATE, Frame.RST, id, 0));
            return;
        }
        YamuxStream stream = new YamuxStream(this, id, Frame.ACK, limits.receiveWindow());
        streams.put(id, stream);
        peerStreams++;
        listener.accepted(stream);
        if (stream.hasListener()) {
            stream.acknowledge();
        } else {
            stream.reset();
        }
    }

    /** The peer asks for a sign of life. */
    void answerPing(int value) {
        beforeAnswer();
        write(Frame.header(Frame.PING, Frame.ACK, Frame.SESSION, value));
    }

    void pingAnswered(int value) {
        keepAlive.answered(value);
    }

    /** The peer takes no new streams. */
    void peerGoesAway() {
        if (!peerGoneAway) {
            peerGoneAway = true;
            backlog.endLine("the peer takes no new streams");
            listener.goAway("it takes no new streams (go-away code 0)");
        }
    }

    /** Null when there is none of this id, or none any more. */
    @Nullable
    YamuxStream stream(int id) {
        return streams.get(id);
    }

    /** Whether what is received may be skipped, because the session is broken or over. */
    boolean isUseless() {
        return !state.isUsable();
    }
}
