package dev.assay.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A clock and a timer that stand still until the test moves them. What is due runs on the thread that calls
 * {@link #advance}, in the order in which it is due, the clock showing the moment at which it is.
 */
public final class FakeTime extends AbstractExecutorService implements ScheduledExecutorService, InstantSource {
    private final List<Task<?>> tasks = new ArrayList<>();
    private Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private long sequence;

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /** The time of {@link #instant}, as a steady source. */
    public synchronized long nanoTime() {
        return Duration.between(Instant.EPOCH, now).toNanos();
    }

    /** Moves the clock, and runs what becomes due. */
    public void advance(Duration by) {
        Instant end = instant().plus(by);
        Task<?> next = nextDueBy(end);
        while (next != null) {
            next.run();
            next = nextDueBy(end);
        }
        synchronized (this) {
            now = end;
        }
    }

    /** How many tasks are waiting for their time. */
    public synchronized int scheduled() {
        return (int) tasks.stream().filter(task -> !task.isCancelled()).count();
    }

    /** How many tasks there have been. */
    public synchronized long ever() {
        return sequence;
    }

    private synchronized Task<?> nextDueBy(Instant end) {
        tasks.removeIf(Task::isCancelled);
        Task<?> first = tasks.stream()
                .filter(task -> !task.due.isAfter(end))
                .min(Comparator.comparing((Task<?> task) -> task.due).thenComparing(task -> task.number))
                .orElse(null);
        if (first != null) {
            tasks.remove(first);
            now = first.due.isAfter(now) ? first.due : now;
        }
        return first;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return schedule(
                () -> {
                    command.run();
                    return null;
                },
                delay,
                unit);
    }

    @Override
    public synchronized <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        Task<V> task = new Task<>(callable, now.plus(Duration.of(delay, unit.toChronoUnit())), sequence++);
        tasks.add(task);
        return task;
    }

    @Override
    public void execute(Runnable command) {
        command.run();
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long first, long period, TimeUnit unit) {
        throw new UnsupportedOperationException("repeat by scheduling again");
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long first, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException("repeat by scheduling again");
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }

    private final class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {
        private final Instant due;
        private final long number;

        Task(Callable<V> callable, Instant due, long number) {
            super(callable);
            this.due = due;
            this.number = number;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(Duration.between(instant(), due));
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
