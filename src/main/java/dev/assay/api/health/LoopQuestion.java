package dev.assay.api.health;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A question to one event loop, asked again when it has been answered. Safe for many threads. */
final class LoopQuestion {
    private static final long NONE = 0;

    private final EventExecutor loop;
    private final LongSupplier nanos;

    /** When the open question was asked, in nanoseconds; {@link #NONE} without one. */
    private final AtomicLong askedAt = new AtomicLong(NONE);

    LoopQuestion(EventExecutor loop, LongSupplier nanos) {
        this.loop = loop;
        this.nanos = nanos;
    }

    /** How long the open question has not been answered; zero without one. */
    Duration unansweredFor() {
        long asked = askedAt.get();
        return asked == NONE ? Duration.ZERO : Duration.ofNanos(nanos.getAsLong() - asked);
    }

    /** Asks, if no question is open. */
    void ask() {
        long now = nanos.getAsLong();
        if (askedAt.compareAndSet(NONE, now == NONE ? 1 : now)) {
            loop.execute(() -> askedAt.set(NONE));
        }
    }
}
