package dev.assay.measure.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The times at which runs are to be looked at, on one timer. Each run has at most one. Thread-safe. */
final class Agenda {
    /** Within this time it is noticed that somebody has set the clock. */
    static final Duration LONGEST_SLEEP = Duration.ofSeconds(10);

    private final InstantSource clock;
    private final ScheduledExecutorService timer;
    private final Map<Runnable, Instant> times = new HashMap<>();
    private final TreeMap<Instant, List<Runnable>> order = new TreeMap<>();
    private @Nullable Future<?> alarm;
    private Instant alarmAt = Instant.MAX;

    /** @param timer for short tasks; must drop those that are cancelled */
    Agenda(InstantSource clock, ScheduledExecutorService timer) {
        this.clock = clock;
        this.timer = timer;
    }

    /**
     * Has the task run once at that time, in place of any other time of it.
     *
     * @param task runs on the timer's thread
     */
    synchronized void put(Runnable task, Instant at) {
        forget(task);
        times.put(task, at);
        order.computeIfAbsent(at, time -> new ArrayList<>(1)).add(task);
        arm();
    }

    synchronized void remove(Runnable task) {
        forget(task);
    }

    private void forget(Runnable task) {
        Instant old = times.remove(task);
        List<Runnable> tasks = old == null ? null : order.get(old);
        if (tasks != null && tasks.remove(task) && tasks.isEmpty()) {
            order.remove(old);
        }
    }

    /** The alarm may go off too early, when the first task was removed; then it is set anew. */
    private void arm() {
        if (order.isEmpty() || !order.firstKey().isBefore(alarmAt)) {
            return;
        }
        if (alarm != null) {
            alarm.cancel(false);
        }
        alarmAt = order.firstKey();
        Duration wait = Duration.between(clock.instant(), alarmAt);
        Duration bounded = wait.compareTo(LONGEST_SLEEP) > 0 ? LONGEST_SLEEP : wait;
        alarm = timer.schedule(this::ring, Math.max(0, bounded.toNanos()), TimeUnit.NANOSECONDS);
    }

    private void ring() {
        List<Runnable> due = new ArrayList<>();
        synchronized (this) {
            alarm = null;
            alarmAt = Instant.MAX;
            Instant now = clock.instant();
            while (!order.isEmpty() && !order.firstKey().isAfter(now)) {
                List<Runnable> tasks = order.remove(order.firstKey());
                tasks.forEach(times::remove);
                due.addAll(tasks);
            }
            arm();
        }
        due.forEach(Runnable::run);
    }
}
