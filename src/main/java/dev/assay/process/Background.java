package dev.assay.process;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Where this room's work runs that may block, now or later. When the executors take no more work, because the host is
 * ending, it runs at once on the caller's thread: a clean-up that nobody runs would be lost.
 */
record Background(Executor blocking, ScheduledExecutorService timer) {
    private static final Logger LOG = Logger.getLogger(Background.class);

    void run(Runnable task) {
        Runnable guarded = () -> guard(task);
        try {
            blocking.execute(guarded);
        } catch (RejectedExecutionException e) {
            guarded.run();
        }
    }

    void later(Duration delay, Runnable task) {
        try {
            Future<?> unused = timer.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            run(task);
        }
    }

    private static void guard(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("tried to look after a plugin's process, but failed; this is a bug in Assay", e);
        }
    }
}
