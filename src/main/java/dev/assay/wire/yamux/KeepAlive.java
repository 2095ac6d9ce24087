package dev.assay.wire.yamux;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Asks the peer for a sign of life: an interval after the start, and after each answer (yamux {@code session.go}, keepalive). */
final class KeepAlive {
    private final Duration interval;
    private final Duration timeout;
    private final YamuxSession.Timer timer;
    private final IntConsumer ping;
    private final Consumer<String> dead;
    private Runnable cancel = () -> {};
    private int nextValue;

    /** The value of the ping that is not answered yet. */
    private OptionalInt unanswered = OptionalInt.empty();

    private boolean stopped;

    /** @param ping sends a ping with this value, and flushes it */
    KeepAlive(YamuxLimits limits, YamuxSession.Timer timer, IntConsumer ping, Consumer<String> dead) {
        this.interval = limits.keepAliveInterval();
        this.timeout = limits.keepAliveTimeout();
        this.timer = timer;
        this.ping = ping;
        this.dead = dead;
    }

    void start() {
        if (!stopped) {
            cancel.run();
            cancel = timer.schedule(interval, this::ping);
        }
    }

    void stop() {
        stopped = true;
        cancel.run();
        cancel = () -> {};
    }

    /** The peer has answered a ping of this value. An answer that nobody waits for is ignored, as in Go. */
    void answered(int value) {
        if (unanswered.equals(OptionalInt.of(value))) {
            unanswered = OptionalInt.empty();
            start();
        }
    }

    private void ping() {
        cancel = timer.schedule(
                timeout, () -> dead.accept("it did not answer a keep-alive ping within " + timeout.toMillis() + " ms"));
        int value = nextValue++;
        unanswered = OptionalInt.of(value);
        ping.accept(value);
    }
}
