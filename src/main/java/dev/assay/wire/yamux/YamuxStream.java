package dev.assay.wire.yamux;

import io.netty.buffer.ByteBuf;

/** One stream of a session. Confined to the session's thread. */
public final class YamuxStream {
    /** What becomes of a stream. Called on the session's thread, inside a call to the session. */
    public interface Listener {
        /**
         * The next bytes, in order, in pieces as they came. The buffer is the caller's: read it in the call, or retain it (a retained piece
         * keeps the whole read buffer alive, so copy small pieces that are held for long). The peer's window is given back by {@link
         * YamuxStream#consumed} alone.
         */
        void data(ByteBuf data);

        /** The peer will send no more. This end may go on writing. */
        void finished();

        /**
         * The peer reset the stream, or the session is over: nothing more arrives, what was queued is dropped. The last callback. Not called
         * after an orderly end of both directions, nor for this end's own {@link YamuxStream#reset}.
         */
        void ended(String why);

        /** What was queued for want of window or of a writable output has all been written. */
        default void drained() {}
    }

    YamuxStream() {}

    /** The id on the wire, an unsigned number. */
    public int id() {
        throw new UnsupportedOperationException();
    }

    public void listen(Listener listener) {
        throw new UnsupportedOperationException();
    }

    public void write(ByteBuf data) {
        throw new UnsupportedOperationException();
    }

    public long queuedBytes() {
        throw new UnsupportedOperationException();
    }

    public void consumed(int bytes) {
        throw new UnsupportedOperationException();
    }

    public void finish() {
        throw new UnsupportedOperationException();
    }

    public void reset() {
        throw new UnsupportedOperationException();
    }
}
