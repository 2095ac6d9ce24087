package dev.assay.install.http;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A time-out that is set anew for each buffer, at little cost. It runs its task once. Thread-safe. */
final class IdleWatch {
    private final ScheduledExecutorService timer;
    private final LongSupplier nanos;
    private final Runnable onTimeout;
    private @Nullable ScheduledFuture<?> alarm;
    private boolean waiting;
    private boolean closed;
    private long deadline;
    private long alarmAt;

    /** @param onTimeout runs on the timer's thread */
    IdleWatch(ScheduledExecutorService timer, LongSupplier nanos, Runnable onTimeout) {
        this.timer = timer;
        this.nanos = nanos;
        this.onTimeout = onTimeout;
    }

    /** Waits from now on, no longer than this. */
    synchronized void expect(Duration within) {
        if (closed) {
            return;
        }
        waiting = true;
        deadline = nanos.getAsLong() + within.toNanos();
        if (alarm == null || alarmAt - deadline > 0) {
            set();
        }
    }

    /** Waits for nothing until the next {@link #expect}. */
    synchronized void pause() {
        waiting = false;
    }

    synchronized void close() {
        closed = true;
        cancel();
    }

    private void set() {
        cancel();
        alarmAt = deadline;
        alarm = timer.schedule(this::ring, deadline - nanos.getAsLong(), TimeUnit.NANOSECONDS);
    }

    private void cancel() {
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
    }

    private void ring() {
        synchronized (this) {
            alarm = null;
            if (closed || !waiting) {
                return;
            }
            if (deadline - nanos.getAsLong() > 0) {
                set();
                return;
            }
            closed = true;
        }
        onTimeout.run();
    }
}
