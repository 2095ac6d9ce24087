package dev.assay.install.http;

import dev.assay.text.BackOff;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The waits before a download is attempted again: 1 s, 2 s, 4 s ... 30 s with jitter, or longer where the server asks. */
final class RetryDelays {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final BackOff backOff;

    RetryDelays(RandomGenerator random) {
        this.backOff = new BackOff(FIRST, LONGEST, random);
    }

    /**
     * @param failed how many attempts have failed, at least one
     * @param asked by the server; never less than this
     */
    Duration after(int failed, Optional<Duration> asked) {
        Duration ours = backOff.delayAfter(failed);
        return asked.filter(a -> a.compareTo(ours) > 0).orElse(ours);
    }
}
