package dev.assay.wire.yamux;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a session. Confined to the session's thread; its methods may be called from any callback. Each
 * direction has a window: what the peer's does not allow yet is queued here, and the peer may send no more than
 * {@link #consumed} gave back to it.
 *
 * <p>There is no time-out for a peer that does not finish what this end has finished (Go's {@code StreamCloseTimeout}).
 * Half a stream may be of use for as long as the session. Whoever waits no longer calls {@link #reset}.
 */
public final class YamuxStream {
    /**
     * Events of one stream. Called on the session's thread, inside a call to the session or stream, or from a timer.
     * Must not throw.
     */
    public interface Listener {
        /**
         * The next bytes, in order, in pieces as they came. Read the buffer in the call, or retain it. A retained piece
         * keeps alive the whole buffer in which it was read. So copy small pieces that are held for long.
         * The peer's window is given back by {@link YamuxStream#consumed} alone.
         */
        void data(ByteBuf data);

        /** The peer sends nothing more. This end may go on writing. */
        void finished();

        /**
         * The last call: both ends have finished, either end reset the stream, or the session is over. What was queued
         * is dropped.
         *
         * @param why completes the sentence "the stream is over because ..."
         */
        void ended(String why);

        /** All queued bytes have gone to the output. */
        default void drained() {}
    }

    private final YamuxSession session;
    private final int id;
    private final Queue<ByteBuf> queue = new ArrayDeque<>();
    private final ReceiveWindow receiveWindow;
    private final boolean ours;
    private @Nullable Listener listener;
    private Runnable cancelOpenTimeout = () -> {};
    private long sendWindow = YamuxLimits.INITIAL_WINDOW;
    private long queuedBytes;

    /** SYN or ACK, which the next frame carries; 0 when the peer has had it. */
    private int openingFlag;

    private StreamOpening opening;
    private SendState sending = SendState.OPEN;
    private boolean peerFinished;
    private boolean over;

    YamuxStream(YamuxSession session, int id, int openingFlag, int window) {
        this.session = session;
        this.id = id;
        this.openingFlag = openingFlag;
        this.receiveWindow = new ReceiveWindow(window);
        this.ours = openingFlag == Frame.SYN;
        this.opening = ours ? StreamOpening.IN_LINE : StreamOpening.OPEN;
    }

    /** The id on the wire, an unsigned number. */
    public int id() {
        return id;
    }

    /** Replaces the listener. A stream that the peer opened must be given one within {@link YamuxSession.Listener#accepted}. */
    public void listen(Listener newListener) {
        listener = newListener;
    }

    /**
     * Sends the bytes; those that the peer's window does not allow yet are queued. Nothing reaches the peer before the
     * output is flushed.
     *
     * @param data is released here; when the stream is over, which its listener was told, that is all that happens
     * @throws IllegalStateException after {@link #finish}
     */
    public void write(ByteBuf data) {
        boolean isFinished = sending != SendState.OPEN;
        if (over || isFinished || !data.isReadable()) {
            data.release();
            if (isFinished && !over) {
                throw new IllegalStateException("tried to write to stream " + Integer.toUnsignedString(id)
                        + ", but this end has finished it; write before finish()");
            }
            return;
        }
        queue.add(data);
        queuedBytes += data.readableBytes();
        pump();
    }

    /** Bytes that wait for the peer's window. */
    public long queuedBytes() {
        return queuedBytes;
    }

    /**
     * Lets the peer send as many bytes again. It is told when half of the window has come together, as Go does. Without
     * effect on a stream that is over.
     *
     * @throws IllegalArgumentException for more bytes than were received and not yet consumed
     */
    public void consumed(int bytes) {
        if (over) {
            return;
        }
        receiveWindow.consumed(bytes);
        int delta = peerFinished ? 0 : receiveWindow.worthTelling();
        if (delta > 0) {
            receiveWindow.told(delta);
            session.write(Frame.header(Frame.WINDOW_UPDATE, takeOpeningFlag(), id, delta));
        }
    }

    /** This end sends no more after what is queued; what the peer sends still comes. */
    public void finish() {
        if (!over && sending == SendState.OPEN) {
            sending = SendState.FINISHING;
            finishWhenQueueIsEmpty();
        }
    }

    /** Ends the stream at once in both directions; the listener's {@code ended} is called within. */
    public void reset() {
        if (!over) {
            if (!isInLine()) {
                session.write(Frame.header(Frame.WINDOW_UPDATE, Frame.RST, id, 0));
            }
            end("it was reset here");
        }
    }

    /** Whether this end opened it. */
    boolean isOurs() {
        return ours;
    }

    boolean hasListener() {
        return listener != null;
    }

    boolean isOver() {
        return over;
    }

    boolean awaitsAck() {
        return opening == StreamOpening.SENT;
    }

    boolean isInLine() {
        return opening == StreamOpening.IN_LINE;
    }

    /** Sends the stream's first frame, which opens it. */
    void open(Runnable cancelTimeout) {
        opening = StreamOpening.SENT;
        cancelOpenTimeout = cancelTimeout;
        tellWindow();
        pump();
        finishWhenQueueIsEmpty();
    }

    /** The acceptor's first frame, unless something that was written carried the ACK already. */
    void acknowledge() {
        if (!over && (openingFlag != 0 || receiveWindow.untold() > 0)) {
            tellWindow();
        }
    }

    private void tellWindow() {
        int delta = receiveWindow.untold();
        receiveWindow.told(delta);
        session.write(Frame.header(Frame.WINDOW_UPDATE, takeOpeningFlag(), id, delta));
    }

    /** ACK and RST of a frame, and whether its FIN may come; in Go's order (yamux {@code stream.go}, processFlags). */
    void flags(int flags) {
        if ((flags & Frame.ACK) != 0) {
            cancelOpenTimeout();
            if (awaitsAck()) {
                opening = StreamOpening.OPEN;
                session.acknowledged();
            }
        }
        if ((flags & Frame.FIN) != 0 && peerFinished) {
            throw session.breach("stream " + Integer.toUnsignedString(id) + " was finished twice");
        }
    }

    void windowGrown(long delta) {
        // Go's counter overflows; nobody waits for more than it holds.
        sendWindow = Math.min(sendWindow + delta, 0xffff_ffffL);
        if (pump() && queue.isEmpty() && !over && listener != null) {
            listener.drained();
        }
        finishWhenQueueIsEmpty();
    }

    /** A data frame begins. */
    void announced(long bytes) {
        if (!receiveWindow.take(bytes)) {
            throw session.breach("a frame of " + bytes + " bytes came on stream " + Integer.toUnsignedString(id)
                    + ", whose window allows " + receiveWindow.left());
        }
    }

    /** Data of a frame that was announced. After the peer's FIN it counts against the window and is dropped. */
    void received(ByteBuf data) {
        if (listener != null && !peerFinished) {
            receiveWindow.delivered(data.readableBytes());
            listener.data(data);
        }
    }

    void peerFinished() {
        if (over || peerFinished) {
            return;
        }
        peerFinished = true;
        cancelOpenTimeout();
        if (listener != null) {
            listener.finished();
        }
        endWhenBothFinished();
    }

    /** Ends the stream without a word to the peer. */
    void end(String why) {
        if (over) {
            return;
        }
        over = true;
        cancelOpenTimeout();
        queue.forEach(ByteBuf::release);
        queue.clear();
        queuedBytes = 0;
        session.forget(this);
        if (listener != null) {
            listener.ended(why);
        }
    }

    /** Whether anything was sent. */
    private boolean pump() {
        boolean sent = false;
        while (!over && !isInLine() && sendWindow > 0 && !queue.isEmpty()) {
            ByteBuf next = queue.element();
            int bytes = (int) Math.min(Math.min(next.readableBytes(), sendWindow), session.maxFrame());
            sendWindow -= bytes;
            queuedBytes -= bytes;
            ByteBuf piece = bytes == next.readableBytes() ? queue.remove() : next.readRetainedSlice(bytes);
            session.write(Frame.data(takeOpeningFlag(), id, piece));
            sent = true;
        }
        return sent;
    }

    private void finishWhenQueueIsEmpty() {
        if (sending == SendState.FINISHING && !over && !isInLine() && queue.isEmpty()) {
            sending = SendState.FINISHED;
            // An acceptor in Go that reads the FIN before it accepts never sends its ACK.
            cancelOpenTimeout();
            session.write(Frame.header(Frame.WINDOW_UPDATE, takeOpeningFlag() | Frame.FIN, id, 0));
            endWhenBothFinished();
        }
    }

    private void endWhenBothFinished() {
        if (sending == SendState.FINISHED && peerFinished) {
            end("both ends have finished it");
        }
    }

    private int takeOpeningFlag() {
        int flag = openingFlag;
        openingFlag = 0;
        return flag;
    }

    private void cancelOpenTimeout() {
        cancelOpenTimeout.run();
        cancelOpenTimeout = () -> {};
    }
}
