package dev.assay.host.calls;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One timer task for the deadlines of many calls. With a task for each call the timer would keep every call, and its
 * request, until its time-out: Quarkus' executor keeps a cancelled task until it is due.
 *
 * <p>Guarded by its owner's lock.
 */
final class DeadlineTimer {
    private final ScheduledExecutorService timer;
    private final LongSupplier nanos;
    private final Runnable onDeadline;
    private @Nullable Future<?> task;
    private long taskDeadline;

    /**
     * @param nanos rises steadily, from any origin
     * @param onDeadline looks which calls are late; run at the earliest deadline, and sometimes when none is late
     */
    DeadlineTimer(ScheduledExecutorService timer, LongSupplier nanos, Runnable onDeadline) {
        this.timer = timer;
        this.nanos = nanos;
        this.onDeadline = onDeadline;
    }

    /** The present time, by the steady source. */
    long now() {
        return nanos.getAsLong();
    }

    /** The deadline of a call that begins now. */
    long deadline(Duration timeout) {
        return now() + timeout.toNanos();
    }

    /** Has the task run at this deadline or earlier. */
    void scheduleBy(long deadline) {
        if (task != null && deadline - taskDeadline >= 0) {
            return;
        }
        stop();
        taskDeadline = deadline;
        task = timer.schedule(onDeadline, Math.max(0, deadline - now()), TimeUnit.NANOSECONDS);
    }

    /** To be called by the task: it does not run again before it is scheduled again. */
    void onFired() {
        task = null;
    }

    void stop() {
        if (task != null) {
            task.cancel(false);
            task = null;
        }
    }
}
