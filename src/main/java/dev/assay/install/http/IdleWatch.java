package dev.assay.install.http;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Tells once when what is waited for has not come in time. Cheap to set anew for each buffer. Thread-safe. */
final class IdleWatch {
    private final ScheduledExecutorService timer;
    private final LongSupplier nanos;
    private final Runnable late;
    private @Nullable ScheduledFuture<?> alarm;
    private boolean waiting;
    private boolean closed;
    private long deadline;
    private long alarmAt;

    /** @param late runs on the timer's thread */
    IdleWatch(ScheduledExecutorService timer, LongSupplier nanos, Runnable late) {
        this.timer = timer;
        this.nanos = nanos;
        this.late = late;
    }

    /** Something is waited for from now on. */
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

    /** Nothing is waited for until the next {@link #expect}. */
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
        late.run();
    }
}
