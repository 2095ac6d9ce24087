package dev.assay.process;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Runs tasks that may block, now or after a delay. Executors refuse tasks when the host is ending. The task then runs
 * at once on the caller's thread, so that no clean-up is lost.
 */
record Background(Executor blocking, ScheduledExecutorService timer) {
    private static final Logger LOG = Logger.getLogger(Background.class);

    void run(Runnable task) {
        Runnable guarded = () -> runGuarded(task);
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

    private static void runGuarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("tried to look after a plugin's process, but failed; this is a bug in Assay", e);
        }
    }
}
