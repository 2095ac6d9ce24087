package dev.assay.wire.yamux;

import io.netty.buffer.ByteBuf;
import java.time.Duration;

/** One end of a yamux connection. Not thread-safe: every call, timers included, is made on one thread. */
public final class YamuxSession {
    /** Where frames go. */
    public interface Output {
        /** Takes ownership of the buffer, a frame or a part of one. */
        void write(ByteBuf frame);

        /** What was written reaches the peer. */
        void flush();

        /**
         * Whether more may be written without piling up. While not, streams hold their data back; the owner calls {@link
         * YamuxSession#outputWritable} when that changes.
         */
        default boolean isWritable() {
            return true;
        }
    }

    /** Time. */
    public interface Timer {
        /** Runs the task on the session's thread after the delay; what is returned cancels it. */
        Runnable schedule(Duration delay, Runnable task);
    }

    /** What becomes of the session. Called on its thread, inside a call to it or from a timer. */
    public interface Listener {
        /** The peer opened a stream. It is reset unless its listener is set in this call. */
        void accepted(YamuxStream stream);

        /** The peer takes no new streams; those that are open go on. Called once. */
        void goAway(String why);

        /** The peer did not answer in time. The owner closes the connection and calls {@link YamuxSession#end}. Called once. */
        void dead(String why);
    }

    public YamuxSession(Role role, YamuxLimits limits, Output output, Timer timer, Listener listener) {}

    public void start() {
        throw new UnsupportedOperationException();
    }

    public void receive(ByteBuf in) {
        throw new UnsupportedOperationException();
    }

    public YamuxStream open(YamuxStream.Listener listener) {
        throw new UnsupportedOperationException();
    }

    public void ping(Runnable answered) {
        throw new UnsupportedOperationException();
    }

    public void goAway() {
        throw new UnsupportedOperationException();
    }

    public void outputWritable() {
        throw new UnsupportedOperationException();
    }

    public void end(String why) {
        throw new UnsupportedOperationException();
    }
}
