package dev.assay.host.slot;

import dev.assay.pace.BackOff;
import io.grpc.SynchronizationContext;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The pace at which processes of one plugin are replaced because of their behaviour. A plugin that behaves badly again
 * at once is replaced less and less often.
 *
 * <p>Confined to the slot's {@link SynchronizationContext}.
 */
final class ReplacementPace {
    private final SynchronizationContext context;
    private final BackOff backOff;
    private final Duration steady;
    private final LongSupplier nanos;
    private boolean begun;
    private long nextAt;

    /**
     * @param steady the time without a replacement after which the delays begin anew
     * @param nanos rises steadily, from any origin
     */
    ReplacementPace(SynchronizationContext context, BackOff backOff, Duration steady, LongSupplier nanos) {
        this.context = context;
        this.backOff = backOff;
        this.steady = steady;
        this.nanos = nanos;
    }

    /** Whether a replacement may begin now; when it may, it counts as begun. */
    boolean tryBegin() {
        context.throwIfNotInThisSynchronizationContext();
        long now = nanos.getAsLong();
        if (begun && now - nextAt < 0) {
            return false;
        }
        if (begun && now - nextAt >= steady.toNanos()) {
            backOff.reset();
        }
        begun = true;
        nextAt = now + backOff.nextDelay().toNanos();
        return true;
    }
}
