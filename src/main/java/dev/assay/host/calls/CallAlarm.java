package dev.assay.host.calls;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One alarm for the deadlines of many calls. Were each call to set its own, the timer would hold it, and with it what
 * was asked, until its time-out: a cancelled task stays in the queue of Quarkus' executor as long as one that is not.
 *
 * <p>Guarded by its owner's lock.
 */
final class CallAlarm {
    private final ScheduledExecutorService timer;
    private final LongSupplier nanos;
    private final Runnable ring;
    private @Nullable Future<?> pending;
    private long at;

    /**
     * @param nanos rises steadily, from any origin
     * @param ring looks which calls are late; told at the earliest deadline, and sometimes for nothing
     */
    CallAlarm(ScheduledExecutorService timer, LongSupplier nanos, Runnable ring) {
        this.timer = timer;
        this.nanos = nanos;
        this.ring = ring;
    }

    long now() {
        return nanos.getAsLong();
    }

    /** When a call that begins now has taken too long. */
    long deadline(Duration timeout) {
        return now() + timeout.toNanos();
    }

    /** Rings at this deadline, or before. */
    void setFor(long deadline) {
        if (pending != null && deadline - at >= 0) {
            return;
        }
        stop();
        at = deadline;
        pending = timer.schedule(ring, Math.max(0, deadline - now()), TimeUnit.NANOSECONDS);
    }

    /** It rang; it rings no more until it is set again. */
    void rang() {
        pending = null;
    }

    void stop() {
        if (pending != null) {
            pending.cancel(false);
            pending = null;
        }
    }
}
