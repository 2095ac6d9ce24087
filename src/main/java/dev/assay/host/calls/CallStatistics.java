package dev.assay.host.calls;

import dev.assay.host.facts.CallOutcome;
import dev.assay.host.facts.EndedCall;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** The calls of one plugin in numbers: all of them, and those of the last minute. Thread-safe. */
public final class CallStatistics {
    /** The length of one part of the last minute. The oldest part is forgotten as a whole. */
    private static final long PART_NANOS = Duration.ofSeconds(5).toNanos();

    private static final int PARTS = 12;

    private final LongSupplier nanos;
    private final long since;
    private final CallPart[] parts;
    private long calls;
    private long failures;

    /** @param nanos rises steadily, from any origin */
    public CallStatistics(LongSupplier nanos) {
        this.nanos = nanos;
        this.since = nanos.getAsLong();
        this.parts = Stream.generate(CallPart::new).limit(PARTS).toArray(CallPart[]::new);
    }

    /**
     * The numbers at one moment.
     *
     * @param perSecond the calls that ended in the last minute, per second
     * @param errorRatio the failures among them, 0 to 1; empty without calls
     * @param p50Milliseconds the median of their time; empty where none was sent
     * @param p99Milliseconds 99 of 100 took less; empty where none was sent
     * @param calls all that have ended
     * @param failures of these
     */
    public record Numbers(
            double perSecond,
            OptionalDouble errorRatio,
            OptionalDouble p50Milliseconds,
            OptionalDouble p99Milliseconds,
            long calls,
            long failures) {}

    public synchronized void add(EndedCall call) {
        boolean failed = call.isFailure();
        calls++;
        failures += failed ? 1 : 0;
        long number = part(nanos.getAsLong());
        CallPart part = parts[(int) (number % PARTS)];
        part.begin(number);
        part.add(failed);
        // What was refused took no time, and would hide what the others took.
        if (call.outcome() != CallOutcome.REFUSED) {
            part.took(call.took());
        }
    }

    public synchronized Numbers numbers() {
        long now = nanos.getAsLong();
        long first = part(now) - PARTS + 1;
        CallPart sum = new CallPart();
        for (CallPart part : parts) {
            if (part.number() >= first) {
                sum.add(part);
            }
        }
        long summed = now - since - Math.max(0, first) * PART_NANOS;
        // In its first second a plugin has no rate that would last.
        double seconds = Math.max(1, summed / (double) Duration.ofSeconds(1).toNanos());
        return new Numbers(
                sum.calls() / seconds,
                sum.errorRatio(),
                sum.milliseconds(0.5),
                sum.milliseconds(0.99),
                calls,
                failures);
    }

    /** The number of the part of time, which begins with zero. */
    private long part(long now) {
        return (now - since) / PART_NANOS;
    }
}
