package dev.assay.pace;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The delays before a failed attempt is made again: the first one, twice that, and so on up to the longest. Each is up to
 * a fifth shorter or longer, so that those who failed together do not come back together. Not thread-safe.
 */
public final class BackOff {
    private static final double JITTER = 0.2;

    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private int failures;

    public BackOff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    /** The delay before the next attempt, never longer than the longest; each call counts one more failure. */
    public Duration nextDelay() {
        failures++;
        return delayAfter(failures);
    }

    /** The next delay is the first one again. */
    public void reset() {
        failures = 0;
    }

    /**
     * The delay after so many failures that the caller counts himself, never longer than the longest.
     *
     * @param failures at least one
     */
    Duration delayAfter(int failures) {
        double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
        long millis = exactDelayAfter(failures, first, longest).toMillis();
        return shorter(Duration.ofMillis(Math.round(millis * factor)), longest);
    }

    /**
     * The delay without a random part.
     *
     * @param failures at least one
     */
    public static Duration exactDelayAfter(int failures, Duration first, Duration longest) {
        Duration delay = first;
        for (int i = 1; i < failures && delay.compareTo(longest) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        return shorter(delay, longest);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
