package dev.assay.host.slot;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The two sources of time. Measured time must not jump when the wall clock is corrected.
 *
 * @param wall for times that are shown
 * @param nanos for times that are measured; rises steadily, from any origin, for instance {@code System::nanoTime}
 */
public record HostClock(InstantSource wall, LongSupplier nanos) {
    public Instant now() {
        return wall.instant();
    }

    /** Nanoseconds, of which only differences have a meaning. */
    public long nanoTime() {
        return nanos.getAsLong();
    }
}
