package dev.assay.metric;

import java.time.Duration;

/** Durations as Go writes them, for instance {@code 1h2m3.5s}: {@code time.ParseDuration}. */
public final class GoDuration {
    private GoDuration() {}

    /**
     * Units are ns, us, µs, ms, s, m, h.
     *
     * @throws IllegalArgumentException with Go's message, for instance {@code time: invalid duration "x"}
     */
    public static Duration parse(String text) {
        throw new UnsupportedOperationException();
    }
}
