package dev.assay.measure;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A moment to come, by a source of nanoseconds such as {@link System#nanoTime}, which nobody sets as they do a clock. */
final class Deadline {
    private final LongSupplier nanos;
    private final long end;

    Deadline(LongSupplier nanos, Duration wait) {
        this.nanos = nanos;
        this.end = nanos.getAsLong() + wait.toNanos();
    }

    /** How long it is until then; below zero when it is over. */
    Duration left() {
        return Duration.ofNanos(end - nanos.getAsLong());
    }
}
