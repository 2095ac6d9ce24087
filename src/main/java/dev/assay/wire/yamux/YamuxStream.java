package dev.assay.wire.yamux;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a {@link YamuxSession}. Each direction has a window: what the peer has not allowed yet is queued here,
 * and the peer may send no more than was given back to it with {@link #consumed}. Confined to the session's thread.
 */
public final class YamuxStream {
    /** Larger pieces would keep other streams waiting. */
    private static final int LARGEST_FRAME = 64 * 1024;

    /** What happens on a stream; called on the session's thread, which it may use the stream and session from. */
    public interface Listener {
        /**
         * A piece of data, cut anywhere.
         *
         * @param data to be read within the call, or retained; its window returns only with {@link #consumed}
         */
        void data(ByteBuf data);

        /** The peer sends no more; this end may go on. */
        void finished();

        /**
         * The last call: both ends have finished, the stream was reset, or the session is over.
         *
         * @param why completes the sentence "the stream is over because ..."
         */
        void ended(String why);

        /** All that was written has gone to the output. */
        default void drained() {}
    }

    private final YamuxSession session;
    private final int id;
    private final Queue<ByteBuf> queue = new ArrayDeque<>();
    private @Nullable Listener listener;
    private long sendWindow = YamuxLimits.WINDOW;
    private long receiveWindow = YamuxLimits.WINDOW;
    private long unconsumed;
    private long queuedBytes;
    private boolean acknowledged;
    private boolean finishing;
    private boolean finishSent;
    private boolean peerFinished;
    private boolean ended;
    private Runnable alarm = () -> {};

    YamuxStream(YamuxSession session, int id, boolean acknowledged) {
        this.session = session;
        this.id = id;
        this.acknowledged = acknowledged;
    }

    public int id() {
        return id;
    }

    /** Replaces the listener; an accepted stream must be given one within {@link YamuxSession.Listener#accepted}. */
    public void listen(Listener newListener) {
        listener = newListener;
    }

    /**
     * Sends bytes as the peer's window allows; what it does not allow yet is queued.
     *
     * @param data is released here, also when the stream is over and nothing is sent
     */
    public void write(ByteBuf data) {
        if (ended || finishing || !data.isReadable()) {
            data.release();
            return;
        }
        queue.add(data);
        queuedBytes += data.readableBytes();
        pump();
    }

    /** How many bytes wait for the peer's window. */
    public long queuedBytes() {
        return queuedBytes;
    }

    /** Gives the window of so many bytes back to the peer; sent when half of the window has come together, as in Go. */
    public void consumed(int bytes) {
        unconsumed -= bytes;
        long delta = YamuxLimits.WINDOW - unconsumed - receiveWindow;
        if (!ended && !peerFinished && delta >= YamuxLimits.WINDOW / 2) {
            receiveWindow += delta;
            session.send(Frame.WINDOW_UPDATE, 0, id, (int) delta);
        }
    }

    /** Sends no more after what is queued; what the peer sends still comes. */
    public void finish() {
        if (!ended && !finishing) {
            finishing = true;
            pump();
        }
    }

    /** Ends the stream at once, in both directions. */
    public void reset() {
        if (!ended) {
            session.send(Frame.WINDOW_UPDATE, Frame.RST, id, 0);
            end("it was reset here");
        }
    }

    boolean isAcknowledged() {
        return acknowledged;
    }

    boolean hasListener() {
        return listener != null;
    }

    /** Runs the cancellation when the stream is acknowledged or over. */
    void alarm(Runnable cancel) {
        alarm = cancel;
    }

    /** A header for this stream; its data, if it has any, follows with {@link #receive}. */
    void frame(Frame frame) {
        if (frame.has(Frame.ACK) && !acknowledged) {
            acknowledged = true;
            cancelAlarm();
            session.acknowledged();
        }
        boolean isData = frame.type() == Frame.DATA;
        if (isData && frame.length() > receiveWindow) {
            throw new YamuxException("its peer sent " + frame.length() + " bytes on stream " + id
                    + ", of which the window allows " + receiveWindow);
        }
        if (isData && peerFinished && frame.length() > 0) {
            throw new YamuxException("its peer sent data on stream " + id + " after it had finished it");
        }
        if (!isData) {
            sendWindow += frame.length();
            if (sendWindow > 0xffff_ffffL) {
                throw new YamuxException("its peer opened the window of stream " + id + " beyond 4 GiB");
            }
        }
        receiveWindow -= isData ? frame.length() : 0;
        if (frame.has(Frame.RST)) {
            end("the peer reset it");
            return;
        }
        if (frame.has(Frame.FIN) && !(isData && frame.length() > 0)) {
            peerFinished();
        }
        pump();
    }

    void receive(ByteBuf data) {
        Listener to = listener;
        if (!ended && to != null) {
            unconsumed += data.readableBytes();
            to.data(data);
        }
    }

    /** The peer's FIN, or the end of the data of a frame that carried it. */
    void peerFinished() {
        if (ended || peerFinished) {
            return;
        }
        peerFinished = true;
        Listener to = listener;
        if (to != null) {
            to.finished();
        }
        endWhenBothFinished();
    }

    void end(String why) {
        if (ended) {
            return;
        }
        ended = true;
        cancelAlarm();
        queue.forEach(ByteBuf::release);
        queue.clear();
        queuedBytes = 0;
        session.forget(this);
        Listener to = listener;
        if (to != null) {
            to.ended(why);
        }
    }

    private void pump() {
        boolean wrote = false;
        while (!ended && sendWindow > 0 && !queue.isEmpty()) {
            ByteBuf next = queue.element();
            int size = (int) Math.min(Math.min(next.readableBytes(), sendWindow), LARGEST_FRAME);
            sendWindow -= size;
            queuedBytes -= size;
            wrote = true;
            boolean whole = size == next.readableBytes();
            ByteBuf piece = whole ? queue.remove() : next.readRetainedSlice(size);
            session.sendData(id, piece);
        }
        if (ended) {
            return;
        }
        if (finishing && !finishSent && queue.isEmpty()) {
            finishSent = true;
            session.send(Frame.WINDOW_UPDATE, Frame.FIN, id, 0);
            endWhenBothFinished();
            if (!ended) {
                cancelAlarm();
                alarm = session.afterClose(this);
            }
        }
        Listener to = listener;
        if (wrote && queue.isEmpty() && !ended && to != null) {
            to.drained();
        }
    }

    private void endWhenBothFinished() {
        if (finishSent && peerFinished) {
            end("both ends have finished it");
        }
    }

    private void cancelAlarm() {
        alarm.run();
        alarm = () -> {};
    }
}
