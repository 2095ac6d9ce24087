package dev.assay.telemetry;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that wait until boot is over, so that they do not delay it. For the first meters the JVM loads many classes.
 * Thread-safe.
 */
final class AfterBoot implements Executor {
    /** How long they wait at most, since a boot may take minutes. A scrape comes every 15 seconds, or less often. */
    static final Duration LIMIT = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(AfterBoot.class);

    private final Executor worker;
    private final ScheduledExecutorService timer;

    /** The tasks that wait; null once they wait no more. Guarded by this object. */
    private @Nullable Queue<Runnable> waiting = new ArrayDeque<>();

    /** @param worker runs the tasks; after boot it gets each at once */
    AfterBoot(Executor worker, ScheduledExecutorService timer) {
        this.worker = worker;
        this.timer = timer;
    }

    @Override
    public void execute(Runnable task) {
        if (!mustWait(task)) {
            run(task);
        }
    }

    /** Runs what waits. To be called when boot is over; may be called again. */
    void begin() {
        Queue<Runnable> tasks;
        synchronized (this) {
            tasks = Objects.requireNonNullElseGet(waiting, ArrayDeque::new);
            waiting = null;
        }
        tasks.forEach(this::run);
    }

    private synchronized boolean mustWait(Runnable task) {
        if (waiting == null) {
            return false;
        }
        if (waiting.isEmpty()) {
            beginLater();
        }
        return waiting.add(task);
    }

    private void beginLater() {
        try {
            ScheduledFuture<?> unused = timer.schedule(this::begin, LIMIT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("Assay is ending, so nobody will look at what waits for the end of boot");
        }
    }

    private void run(Runnable task) {
        try {
            worker.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("Assay is ending, so nobody will look at what waited for the end of boot");
        }
    }
}
