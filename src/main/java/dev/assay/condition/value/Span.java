package dev.assay.condition.value;

import dev.assay.text.GoDuration;
import java.time.Duration;
import java.time.Instant;

/** Go's {@code time.Duration}. */
public record Span(long nanos) {
    static Span between(Instant from, Instant to) {
        Duration duration = Duration.between(from, to);
        try {
            return new Span(duration.toNanos());
        } catch (ArithmeticException e) {
            return new Span(duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE);
        }
    }

    /** The text that Go writes for it, for instance {@code 1h0m0s}. */
    String text() {
        return GoDuration.write(Duration.ofNanos(nanos));
    }
}
