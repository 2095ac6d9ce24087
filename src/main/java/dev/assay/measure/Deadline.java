package dev.assay.measure;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The end of a run's waiting. It follows a source of nanoseconds such as {@link System#nanoTime}, which nobody sets. */
final class Deadline {
    private final LongSupplier nanos;
    private final long end;

    Deadline(LongSupplier nanos, Duration waitLimit) {
        this.nanos = nanos;
        this.end = nanos.getAsLong() + waitLimit.toNanos();
    }

    /** The time that is left; below zero when the end is over. */
    Duration left() {
        return Duration.ofNanos(end - nanos.getAsLong());
    }
}
