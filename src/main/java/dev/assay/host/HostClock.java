package dev.assay.host;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The two kinds of time: what is shown, and what is measured, which no correction of the clock may disturb.
 *
 * @param wall for display
 * @param nanos rises steadily, from any origin, for instance {@code System::nanoTime}
 */
public record HostClock(InstantSource wall, LongSupplier nanos) {
    Instant now() {
        return wall.instant();
    }

    /** Only differences have a meaning. */
    long nanoTime() {
        return nanos.getAsLong();
    }
}
