package dev.assay.cluster;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The limit of Events: 25 at once, then one in 30 s. A plugin that fails over and over must not fill the cluster's etcd.
 * Not safe for several threads.
 */
final class EventBudget {
    private static final int AT_ONCE = 25;
    private static final Duration ONE_IN = Duration.ofSeconds(30);

    private final InstantSource clock;
    private int left = AT_ONCE;
    private Instant refilled;

    EventBudget(InstantSource clock) {
        this.clock = clock;
        this.refilled = clock.instant();
    }

    /** Whether one more Event may be written now, which then counts. */
    boolean take() {
        Instant now = clock.instant();
        long earned = Math.max(0, Duration.between(refilled, now).dividedBy(ONE_IN));
        if (earned > 0) {
            left = (int) Math.min(AT_ONCE, left + earned);
            refilled = refilled.plus(ONE_IN.multipliedBy(earned));
        }
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }
}
