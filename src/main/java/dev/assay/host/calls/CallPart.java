package dev.assay.host.calls;

import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * The calls that ended in one part of the time. Durations are counted in microseconds, in steps of an eighth of a power of two, so a
 * percentile is exact to 6 %.
 *
 * <p>Guarded by the lock of its {@link CallStatistics}.
 */
final class CallPart {
    private static final int STEPS_LOG2 = 3;
    private static final int STEPS = 1 << STEPS_LOG2;

    /** Up to 2^36 microseconds, which is 19 hours; what takes longer counts as that. */
    private static final int POWERS = 36;

    private final int[] durations = new int[POWERS * STEPS];

    /** The number of the part of time whose calls it has; negative when there was none yet. */
    private long number = -1;

    private int calls;
    private int failures;

    long number() {
        return number;
    }

    /** Forgets the calls of another part of time. */
    void begin(long newNumber) {
        if (number != newNumber) {
            number = newNumber;
            calls = 0;
            failures = 0;
            Arrays.fill(durations, 0);
        }
    }

    void add(boolean failed) {
        calls++;
        failures += failed ? 1 : 0;
    }

    void took(Duration duration) {
        durations[step(TimeUnit.NANOSECONDS.toMicros(duration.toNanos()))]++;
    }

    void add(CallPart other) {
        calls += other.calls;
        failures += other.failures;
        for (int i = 0; i < durations.length; i++) {
            durations[i] += other.durations[i];
        }
    }

    int calls() {
        return calls;
    }

    OptionalDouble errorRatio() {
        return calls == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) failures / calls);
    }

    /** The time that this part of the calls took at most; empty where none took any. */
    OptionalDouble milliseconds(double part) {
        long all = 0;
        for (int count : durations) {
            all += count;
        }
        long rank = Math.max(1, (long) Math.ceil(part * all));
        long seen = 0;
        for (int i = 0; i < durations.length; i++) {
            seen += durations[i];
            if (seen >= rank) {
                return OptionalDouble.of((lowest(i) + lowest(i + 1)) / 2000.0);
            }
        }
        return OptionalDouble.empty();
    }

    /** Below {@link #STEPS} each microsecond has a step of its own. */
    private static int step(long micros) {
        if (micros < STEPS) {
            return (int) Math.max(0, micros);
        }
        int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros);
        int step = (int) (micros >>> (power - STEPS_LOG2)) & (STEPS - 1);
        return Math.min(POWERS * STEPS - 1, (power - STEPS_LOG2 + 1) * STEPS + step);
    }

    /** The fewest microseconds of a step. */
    private static long lowest(int index) {
        if (index < STEPS) {
            return index;
        }
        int power = index / STEPS + STEPS_LOG2 - 1;
        return (long) (STEPS + index % STEPS) << (power - STEPS_LOG2);
    }
}
