package dev.assay.pace;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A bound for events that come from outside: so many at once, so many a second, and those that were earned. Works as a
 * token bucket. Not thread-safe.
 */
public final class RateBudget {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long EARNED_BURSTS = 16;

    private final long burst;
    private final double perSecond;
    private final LongSupplier nanos;
    private double left;
    private long filledAt;

    /** @param nanos a steady source of time: rises, from any origin */
    public RateBudget(long burst, long perSecond, LongSupplier nanos) {
        this(burst, (double) perSecond, nanos);
    }

    private RateBudget(long burst, double perSecond, LongSupplier nanos) {
        this.burst = burst;
        this.perSecond = perSecond;
        this.nanos = nanos;
        this.left = burst;
        this.filledAt = nanos.getAsLong();
    }

    /**
     * A bound of so many at once, and then one in each pause.
     *
     * @param nanos as a steady source; where it falls, the time until it rises again gives nothing
     */
    public static RateBudget oneIn(Duration pause, long burst, LongSupplier nanos) {
        return new RateBudget(burst, NANOS_PER_SECOND / pause.toNanos(), nanos);
    }

    /** Permits so many more events. No more is kept than sixteen bursts. */
    public void earn(long events) {
        if (events > 0) {
            fill();
            left = Math.min(Math.max(left, (double) EARNED_BURSTS * burst), left + events);
        }
    }

    /** Takes one event; false when it is one too many. */
    public boolean spend() {
        fill();
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }

    /** Adds what the time since the last call gives, up to the burst. What was earned above it stays. */
    private void fill() {
        long now = nanos.getAsLong();
        double filled = left + perSecond * ((now - filledAt) / NANOS_PER_SECOND);
        left = Math.max(left, Math.min((double) burst, filled));
        filledAt = now;
    }
}
