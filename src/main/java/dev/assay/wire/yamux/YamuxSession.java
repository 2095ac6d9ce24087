package dev.assay.wire.yamux;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One end of a yamux connection. Confined to one thread, the caller's event loop, on which the timer's tasks run too.
 * Nothing is flushed within {@link #receive} or a stream's methods: the caller flushes at the end of a batch.
 */
public final class YamuxSession {
    /** Where frames go. */
    public interface Output {
        /** @param frame is owned by the output from here on */
        void write(ByteBuf frame);

        /** What was written reaches the peer. */
        void flush();

        /** False while the peer does not read what was written. */
        default boolean isWritable() {
            return true;
        }
    }

    /** Runs tasks later, on the session's thread. */
    public interface Timer {
        /** @return cancels the task; does nothing after it has run */
        Runnable schedule(Duration delay, Runnable task);
    }

    /** What happens to the session as a whole; called on its thread. */
    public interface Listener {
        /** The peer opened a stream; without {@link YamuxStream#listen} in this call it is reset. */
        void accepted(YamuxStream stream);

        /** The peer wants no more streams; those that are open go on. */
        void goAway(String why);

        /** The peer does not answer in time; the connection is to be closed. */
        void dead(String why);
    }

    private static final int NORMAL = 0;
    private static final int PROTOCOL_ERROR = 1;
    private static final int INTERNAL_ERROR = 2;

    private final Role role;
    private final YamuxLimits limits;
    private final Output output;
    private final Timer timer;
    private final Listener listener;
    private final Pings pings;
    private final Map<Integer, YamuxStream> streams = new HashMap<>();
    private final ByteBuf header = Unpooled.buffer(Frame.HEADER_BYTES, Frame.HEADER_BYTES);
    private long nextId;
    private int unacknowledged;
    private int queuedAnswers;
    private boolean goneAway;
    private boolean peerGoneAway;
    private boolean ended;

    /** The frame whose data is being received, its stream if it is still known, and how much of it is missing. */
    private @Nullable Frame frame;

    private @Nullable YamuxStream receiver;
    private long missing;

    public YamuxSession(Role role, YamuxLimits limits, Output output, Timer timer, Listener listener) {
        this.role = role;
        this.limits = limits;
        this.output = output;
        this.timer = timer;
        this.listener = listener;
        this.nextId = role.firstId();
        this.pings = new Pings(limits, timer, this::ping, listener::dead);
    }

    /** Begins to ask at an interval whether the peer is there. */
    public void start() {
        pings.keepAlive();
    }

    /**
     * Takes what has come from the peer, in pieces cut anywhere; all of it is read, nothing is released.
     *
     * @throws YamuxException when the peer broke the protocol; the caller closes the connection and calls {@link #end}
     */
    public void receive(ByteBuf in) {
        try {
            while (!ended && in.isReadable()) {
                Frame of = frame;
                if (of == null) {
                    readHeader(in);
                } else {
                    readData(of, in);
                }
            }
            in.skipBytes(in.readableBytes());
        } catch (YamuxException e) {
            send(Frame.GO_AWAY, 0, 0, PROTOCOL_ERROR);
            throw e;
        }
    }

    /**
     * Opens a stream; data may be written at once.
     *
     * @throws YamuxException when ids are used up, the peer wants no more streams, too many wait for its
     *     acknowledgement, or the session is over
     */
    public YamuxStream open(YamuxStream.Listener streamListener) {
        if (ended || goneAway || peerGoneAway) {
            throw new YamuxException("the session takes no more streams");
        }
        if (nextId > 0xffff_ffffL - 2) {
            throw new YamuxException("all ids of streams are used up");
        }
        if (unacknowledged >= limits.acceptBacklog()) {
            throw new YamuxException(unacknowledged + " streams wait for the peer's acknowledgement already");
        }
        YamuxStream stream = new YamuxStream(this, (int) nextId, false);
        nextId += 2;
        stream.listen(streamListener);
        streams.put(stream.id(), stream);
        unacknowledged++;
        stream.alarm(timer.schedule(
                limits.openTimeout(),
                () -> listener.dead("it did not acknowledge a stream within "
                        + limits.openTimeout().toSeconds() + " s")));
        send(Frame.WINDOW_UPDATE, Frame.SYN, stream.id(), 0);
        return stream;
    }

    /**
     * Asks the peer for a sign of life.
     *
     * @param answered called once, when it has come; never when it does not
     */
    public void ping(Runnable answered) {
        if (!ended) {
            send(Frame.PING, Frame.SYN, 0, pings.asked(answered));
        }
    }

    /** Tells the peer that no more streams are taken; those that are open go on. */
    public void goAway() {
        if (!ended && !goneAway) {
            goneAway = true;
            send(Frame.GO_AWAY, 0, 0, NORMAL);
        }
    }

    /**
     * The connection is over: every stream ends, and nothing is scheduled or held any more. May be called again.
     *
     * @param why completes the sentence "the stream is over because ..."
     */
    public void end(String why) {
        if (ended) {
            return;
        }
        ended = true;
        pings.stop();
        frame = null;
        receiver = null;
        new ArrayList<>(streams.values()).forEach(stream -> stream.end(why));
        streams.clear();
    }

    void send(int type, int flags, int id, int length) {
        if (!ended) {
            output.write(Frame.header(type, flags, id, length));
        }
    }

    void sendData(int id, ByteBuf data) {
        output.write(Frame.header(Frame.DATA, 0, id, data.readableBytes()));
        output.write(data);
    }

    void acknowledged() {
        unacknowledged--;
    }

    void forget(YamuxStream stream) {
        if (!stream.isAcknowledged()) {
            unacknowledged--;
        }
        streams.remove(stream.id(), stream);
    }

    /** Resets a stream that the peer does not finish. */
    Runnable afterClose(YamuxStream stream) {
        return timer.schedule(limits.closeTimeout(), () -> {
            stream.reset();
            output.flush();
        });
    }

    private void ping() {
        ping(pings::alive);
        output.flush();
    }

    private void readHeader(ByteBuf in) {
        Frame next;
        if (header.readableBytes() == 0 && in.readableBytes() >= Frame.HEADER_BYTES) {
            next = Frame.read(in);
        } else {
            header.writeBytes(in, Math.min(in.readableBytes(), header.writableBytes()));
            if (header.isWritable()) {
                return;
            }
            next = Frame.read(header);
            header.clear();
        }
        switch (next.type()) {
            case Frame.PING -> pinged(next);
            case Frame.GO_AWAY -> wentAway(next);
            default -> ofStream(next);
        }
    }

    private void readData(Frame of, ByteBuf in) {
        int size = (int) Math.min(missing, in.readableBytes());
        missing -= size;
        ByteBuf piece = in.readSlice(size);
        YamuxStream to = receiver;
        if (to != null) {
            to.receive(piece);
        }
        if (missing == 0) {
            frame = null;
            receiver = null;
            if (to != null && of.has(Frame.FIN)) {
                to.peerFinished();
            }
        }
    }

    private void ofStream(Frame next) {
        if (next.has(Frame.SYN)) {
            accept(next.id());
        }
        YamuxStream stream = streams.get(next.id());
        if (stream != null) {
            stream.frame(next);
        }
        // Frames of a stream that is not known any more crossed its reset on the way; their data is skipped, as in Go.
        if (next.type() == Frame.DATA && next.length() > 0 && !ended) {
            frame = next;
            receiver = stream;
            missing = next.length();
        }
    }

    private void accept(int id) {
        if (role.opens(id) || id == 0) {
            throw new YamuxException(
                    "its peer opened stream " + Integer.toUnsignedString(id) + ", an id that is not its own");
        }
        if (streams.containsKey(id)) {
            throw new YamuxException("its peer opened stream " + Integer.toUnsignedString(id) + " twice");
        }
        long peers = streams.keySet().stream().filter(open -> !role.opens(open)).count();
        if (goneAway || peers >= limits.peerStreams()) {
            answer(Frame.WINDOW_UPDATE, Frame.RST, id, 0);
            return;
        }
        YamuxStream stream = new YamuxStream(this, id, true);
        streams.put(id, stream);
        answer(Frame.WINDOW_UPDATE, Frame.ACK, id, 0);
        listener.accepted(stream);
        if (!stream.hasListener()) {
            stream.reset();
        }
    }

    private void pinged(Frame ping) {
        if (ping.has(Frame.SYN)) {
            answer(Frame.PING, Frame.ACK, 0, (int) ping.length());
        } else {
            pings.answered((int) ping.length());
        }
    }

    private void wentAway(Frame goAway) {
        switch ((int) goAway.length()) {
            case NORMAL -> {
                peerGoneAway = true;
                listener.goAway("it takes no more streams");
            }
            case PROTOCOL_ERROR -> throw new YamuxException("its peer says that the protocol was broken here");
            case INTERNAL_ERROR -> throw new YamuxException("its peer says that it failed itself");
            default -> throw new YamuxException("its peer went away with the unknown code " + goAway.length());
        }
    }

    /** Sends what the peer has asked for; one that asks and does not read could fill the memory with answers. */
    private void answer(int type, int flags, int id, int length) {
        queuedAnswers = output.isWritable() ? 0 : queuedAnswers + 1;
        if (queuedAnswers > limits.queuedAnswers()) {
            throw new YamuxException("its peer asked for " + queuedAnswers + " answers without reading them");
        }
        send(type, flags, id, length);
    }
}
