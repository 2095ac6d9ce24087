package dev.assay.install.http;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a download is attempted again: 1 s, 2 s, 4 s ... 30 s, each up to a fifth shorter or longer, so
 * that hosts which failed together do not come together.
 */
final class RetryDelays {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final double JITTER = 0.2;
    private static final int LAST_DOUBLING = 5;

    private final RandomGenerator random;

    RetryDelays(RandomGenerator random) {
        this.random = random;
    }

    /**
     * @param failed how many attempts have failed, at least one
     * @param asked by the server; never less than this
     */
    Duration after(int failed, Optional<Duration> asked) {
        Duration doubled = FIRST.multipliedBy(1L << Math.min(failed - 1, LAST_DOUBLING));
        Duration delay = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
        Duration ours = Duration.ofMillis(Math.round(delay.toMillis() * factor));
        return asked.filter(a -> a.compareTo(ours) > 0).orElse(ours);
    }
}
