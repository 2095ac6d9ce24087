package dev.assay.log;

import dev.assay.pace.RateBudget;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** A rate of log lines. Those beyond it are counted, and after a while somebody is told how many there were. Thread-safe. */
public final class LineBudget {
    /** From the first line that was left out to the telling. */
    public static final Duration REPORT = Duration.ofSeconds(10);

    private static final Logger LOG = Logger.getLogger(LineBudget.class);

    private final ScheduledExecutorService timer;
    private final LongConsumer told;
    private final RateBudget budget;

    /** Guarded by this object, as is the budget. */
    private long leftOut;

    /**
     * @param timer for the telling
     * @param nanos as {@link System#nanoTime}
     * @param told gets the number of lines that were left out, on the timer's thread
     */
    public LineBudget(LogLimit limit, ScheduledExecutorService timer, LongSupplier nanos, LongConsumer told) {
        this.timer = timer;
        this.told = told;
        this.budget = new RateBudget(limit.burst(), limit.perSecond(), nanos);
    }

    /** Whether one more line may be logged. */
    public synchronized boolean take() {
        if (budget.spend()) {
            return true;
        }
        if (leftOut++ == 0) {
            reportLater();
        }
        return false;
    }

    private void reportLater() {
        try {
            Future<?> unused = timer.schedule(this::report, REPORT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("Assay is ending, so nobody is told how many lines were left out");
        }
    }

    private void report() {
        long count;
        synchronized (this) {
            count = leftOut;
            leftOut = 0;
        }
        told.accept(count);
    }
}
