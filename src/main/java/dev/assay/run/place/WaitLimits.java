package dev.assay.run.place;

import java.time.Duration;

/**
 * How long a server is waited for.
 *
 * @param connect until it can be reached, before it has the run; a server that starts anew takes some seconds
 * @param busy until it has room for the run
 * @param outage until it can be reached again while the run is under way
 * @param firstPause between two attempts, at first
 * @param longestPause between two attempts
 */
record WaitLimits(Duration connect, Duration busy, Duration outage, Duration firstPause, Duration longestPause) {
    static final WaitLimits USUAL = new WaitLimits(
            Duration.ofSeconds(10),
            Duration.ofMinutes(2),
            Duration.ofMinutes(2),
            Duration.ofMillis(500),
            Duration.ofSeconds(5));
}
