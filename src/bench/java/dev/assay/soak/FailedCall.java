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

    /**
     * Whether it was in flight on a process that ended, and was answered at once. A call that begins just after the end
     * may still be sent to that process.
     */
    boolean isExcusedBy(List<Death> deaths) {
        return deaths.stream()
                .anyMatch(death ->
                        death.plugin().equals(plugin) && end >= death.from() && end <= death.at() + AT_ONCE.toNanos());
    }
}
