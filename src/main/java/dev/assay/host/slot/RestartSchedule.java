package dev.assay.host.slot;

import dev.assay.pace.BackOff;
import io.grpc.SynchronizationContext;
import io.grpc.SynchronizationContext.ScheduledHandle;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * When a process is started again. The delays grow while it keeps failing, and begin anew once it has answered a call or
 * has been Ready for long.
 *
 * <p>Confined to the slot's {@link SynchronizationContext}.
 */
final class RestartSchedule {
    private final BackOff backOff;
    private final Duration steady;
    private final SynchronizationContext context;
    private final ScheduledExecutorService timer;
    private @Nullable ScheduledHandle task;
    private String reason;

    /**
     * @param steady how long a plugin that answered no call must be Ready before the delays begin anew
     * @param reason of the first attempt; empty when there is nothing to say
     */
    RestartSchedule(
            BackOff backOff,
            Duration steady,
            SynchronizationContext context,
            ScheduledExecutorService timer,
            String reason) {
        this.backOff = backOff;
        this.steady = steady;
        this.context = context;
        this.timer = timer;
        this.reason = reason;
    }

    /** Why the process is started, as a reason of its present state; empty when there is nothing to say. */
    String reason() {
        context.throwIfNotInThisSynchronizationContext();
        return reason;
    }

    void onReady() {
        context.throwIfNotInThisSynchronizationContext();
        reason = "";
        schedule(backOff::reset, steady);
    }

    /** @param hasAnsweredCalls whether the process that has ended answered any */
    void onEnded(boolean hasAnsweredCalls) {
        context.throwIfNotInThisSynchronizationContext();
        cancel();
        if (hasAnsweredCalls) {
            // One caller's call may have ended it, and the others' calls wait.
            backOff.reset();
        }
    }

    /** Has the action run inside the context after the next delay, which it gives. */
    Duration scheduleRestart(String fault, Runnable action) {
        context.throwIfNotInThisSynchronizationContext();
        reason = "tried before: " + fault;
        Duration delay = backOff.nextDelay();
        schedule(action, delay);
        return delay;
    }

    void cancel() {
        context.throwIfNotInThisSynchronizationContext();
        if (task != null) {
            task.cancel();
            task = null;
        }
    }

    private void schedule(Runnable action, Duration delay) {
        context.throwIfNotInThisSynchronizationContext();
        task = context.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS, timer);
    }
}
