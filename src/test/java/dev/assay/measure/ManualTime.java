package dev.assay.measure;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A clock, and a timer that runs on it: time goes on only when a test says so, and tasks run on the test's thread. */
public final class ManualTime extends ScheduledThreadPoolExecutor implements InstantSource, LongSupplier {
    private final List<Task> tasks = new ArrayList<>();
    private Duration set = Duration.ZERO;
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");

    private record Task(Instant due, Runnable work, ScheduledFuture<?> handle) {}

    public ManualTime() {
        super(1);
    }

    @Override
    public Instant instant() {
        return now.plus(set);
    }

    @Override
    public long getAsLong() {
        return Duration.between(Instant.EPOCH, now).toNanos();
    }

    /** Sets the clock, as a person does: no time goes on. */
    public void set(Duration change) {
        set = set.plus(change);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
        Instant due = now.plus(Duration.of(delay, unit.toChronoUnit()));
        ScheduledFuture<?> handle = super.schedule(() -> {}, 1, TimeUnit.DAYS);
        tasks.add(new Task(due, work, handle));
        return handle;
    }

    /** How many tasks wait. */
    public int waiting() {
        return (int) tasks.stream().filter(task -> !task.handle().isCancelled()).count();
    }

    public void advance(Duration time) {
        Instant end = now.plus(time);
        while (true) {
            Task next = tasks.stream()
                    .filter(task -> !task.due().isAfter(end))
                    .min(Comparator.comparing(Task::due))
                    .orElse(null);
            if (next == null) {
                now = end;
                return;
            }
            tasks.remove(next);
            now = next.due();
            if (!next.handle().isCancelled()) {
                next.work().run();
            }
        }
    }
}
