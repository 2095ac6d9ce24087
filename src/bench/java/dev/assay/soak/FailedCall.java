package dev.assay.soak;

import java.time.Duration;
import java.util.List;

/**
 * A call that brought no Successful measurement.
 *
 * @param begin by {@link System#nanoTime}
 * @param answer the answer that came instead
 */
record FailedCall(SoakPlugin plugin, long begin, long end, String answer) {
    /** The promise: so long after the end of a process its calls are answered. */
    static final Duration AT_ONCE = Duration.ofMillis(100);

    /** Whether it was sent to a process that ended, which its answer names, and was answered at once. */
    boolean isExcusedBy(List<Death> deaths) {
        return deaths.stream()
                .anyMatch(death -> answer.contains("its process " + death.pid() + " ")
                        && end >= death.from()
                        && end <= death.at() + AT_ONCE.toNanos());
    }
}
