package dev.assay.wire.yamux;

import java.time.Duration;
import java.util.function.Consumer;

/** Asks the peer for a sign of life: an interval after the start, and after each answer (yamux {@code session.go}, keepalive). */
final class KeepAlive {
    private final Duration interval;
    private final Duration timeout;
    private final YamuxSession.Timer timer;
    private final Consumer<Runnable> ping;
    private final Consumer<String> dead;
    private Runnable cancel = () -> {};
    private boolean stopped;

    /** @param ping sends a ping, flushes it, and runs what it is given when the answer comes */
    KeepAlive(YamuxLimits limits, YamuxSession.Timer timer, Consumer<Runnable> ping, Consumer<String> dead) {
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

    private void ping() {
        cancel = timer.schedule(
                timeout, () -> dead.accept("it did not answer a keep-alive ping within " + timeout.toMillis() + " ms"));
        ping.accept(this::start);
    }
}
