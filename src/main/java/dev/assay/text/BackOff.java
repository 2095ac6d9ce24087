package dev.assay.text;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The delays before a plugin is started again: the shortest one, twice that, and so on up to the longest, each up to a
 * fifth shorter or longer so that plugins which fell together do not start together. Not thread-safe.
 */
public final class BackOff {
    private static final double JITTER = 0.2;

    private final Duration min;
    private final Duration max;
    private final RandomGenerator random;
    private Duration next;

    public BackOff(Duration min, Duration max, RandomGenerator random) {
        this.min = min;
        this.max = max;
        this.random = random;
        this.next = min;
    }

    /** The delay before the next attempt, never longer than the longest. */
    public Duration nextDelay() {
        Duration delay = next;
        next = shorter(delay.multipliedBy(2), max);
        double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
        return shorter(Duration.ofMillis(Math.round(delay.toMillis() * factor)), max);
    }

    /** The next delay is the shortest one again. */
    public void reset() {
        next = min;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
