package dev.assay.host.facts;

import dev.assay.metric.Caller;
import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call that has ended.
 *
 * @param measurement the answer, where the verb has one
 * @param waited the time before it was sent; all its time where it was not sent
 * @param took the time from its begin to its end
 * @param failure what its caller is told; null where it was answered or cancelled
 */
public record EndedCall(
        CallSubject subject,
        Caller caller,
        CallOutcome outcome,
        Optional<Measurement> measurement,
        Duration waited,
        Duration took,
        @Nullable Throwable failure) {
    /** Whether the caller has an error: no answer, or a measurement of phase Error. A call that was given up is none. */
    public boolean isFailure() {
        return switch (outcome) {
            case ANSWERED ->
                measurement.filter(m -> m.phase().equals(Phase.ERROR)).isPresent();
            case CANCELLED -> false;
            case FAILED, TIMED_OUT, REFUSED, LOST -> true;
        };
    }
}
