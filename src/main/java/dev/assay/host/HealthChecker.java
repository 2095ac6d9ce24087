package dev.assay.host;

import dev.assay.wire.PluginConnection;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The health check of one connection: asks at an interval, one question at a time, and reports when several in a row
 * were not answered. Any other answer that comes while one waits is a sign of life as well: a plugin whose workers are all
 * busy has none left for the question. Reports at most once.
 */
final class HealthChecker {
    private final PluginConnection connection;
    private final Duration interval;
    private final Duration timeout;
    private final int tolerated;
    private final ScheduledExecutorService timer;
    private final Consumer<String> onDead;

    private int failures;
    private long pongs;
    private boolean stopped;
    private @Nullable Future<?> next;
    private @Nullable Cancellable asked;

    /** @param onDead told why, in words that complete the sentence "the plugin ..." */
    HealthChecker(
            PluginConnection connection,
            Duration interval,
            Duration timeout,
            int tolerated,
            ScheduledExecutorService timer,
            Consumer<String> onDead) {
        this.connection = connection;
        this.interval = interval;
        this.timeout = timeout;
        this.tolerated = tolerated;
        this.timer = timer;
        this.onDead = onDead;
    }

    synchronized void start() {
        if (!stopped) {
            next = timer.schedule(this::ask, interval.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    synchronized void stop() {
        stopped = true;
        if (next != null) {
            next.cancel(false);
        }
        if (asked != null) {
            asked.cancel();
        }
    }

    /** Whatever goes wrong in here, memory that is used up for instance, must not be the last of it. */
    private void ask() {
        try {
            question();
        } catch (RuntimeException | Error e) {
            start();
            throw e;
        }
    }

    private void question() {
        long before = connection.answers();
        Cancellable begun = connection
                .ping()
                .ifNoItem()
                .after(timeout)
                .on(timer)
                .fail()
                .subscribe()
                .with(well -> ponged(), failure -> unanswered(failure, before));
        synchronized (this) {
            asked = begun;
        }
    }

    /** How many of the connection's answers were to this. */
    synchronized long pongs() {
        return pongs;
    }

    private synchronized void ponged() {
        pongs++;
        answered();
    }

    private synchronized void answered() {
        failures = 0;
        start();
    }

    private void unanswered(Throwable failure, long before) {
        if (failure instanceof TimeoutException && connection.answers() != before) {
            answered();
            return;
        }
        synchronized (this) {
            failures++;
            if (failures < tolerated) {
                start();
                return;
            }
        }
        String last = failure instanceof TimeoutException
                ? "no answer within " + timeout.toMillis() / 1000.0 + " s"
                : String.valueOf(failure.getMessage());
        onDead.accept("failed " + tolerated + " health checks in a row (the last: " + last + "), so it was killed");
    }
}
