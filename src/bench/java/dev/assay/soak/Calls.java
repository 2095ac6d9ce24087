package dev.assay.soak;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** The outcome of a phase: how long calls took by plugin, and each call that failed. Threads may share it. */
final class Calls {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int DIGITS = 3;

    private final Map<SoakPlugin, Histogram> latencies = new ConcurrentHashMap<>();
    private final Queue<FailedCall> failed = new ConcurrentLinkedQueue<>();
    private final AtomicLong made = new AtomicLong();
    private final AtomicLong open = new AtomicLong();

    void begin() {
        made.incrementAndGet();
        open.incrementAndGet();
    }

    void succeeded(SoakPlugin plugin, long begin, long end) {
        latencies
                .computeIfAbsent(plugin, key -> new ConcurrentHistogram(LONGEST.toNanos(), DIGITS))
                .recordValue(Math.min(end - begin, LONGEST.toNanos()));
        ended();
    }

    void failed(FailedCall call) {
        failed.add(call);
        ended();
    }

    private void ended() {
        if (open.decrementAndGet() == 0) {
            synchronized (open) {
                open.notifyAll();
            }
        }
    }

    /** Waits until no call is open, at most for this time. */
    void awaitAnswers(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        synchronized (open) {
            for (long left = limit.toNanos(); open.get() > 0 && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(open, left);
            }
        }
    }

    long made() {
        return made.get();
    }

    /** Calls without an answer yet. */
    long open() {
        return open.get();
    }

    List<FailedCall> failed() {
        return List.copyOf(failed);
    }

    double millis(SoakPlugin plugin, double percentile) {
        Histogram histogram = latencies.get(plugin);
        return histogram == null ? Double.NaN : histogram.getValueAtPercentile(percentile) / 1e6;
    }

    long answered(SoakPlugin plugin) {
        Histogram histogram = latencies.get(plugin);
        return histogram == null ? 0 : histogram.getTotalCount();
    }
}
