package dev.assay.api.access;

import dev.assay.cluster.ClusterException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Whether the API server answers reviews. When it cannot be reached it is left alone for a moment. Otherwise callers
 * would wait one after the other for an answer that does not come. The beginning and the end of an outage are logged once.
 */
final class Outage {
    /** Longer than a burst of requests, and short enough that an API server that is back is noticed at once. */
    static final Duration PAUSE = Duration.ofSeconds(2);

    private static final Logger LOG = Logger.getLogger(Outage.class);

    private final LongSupplier nanos;
    private final AtomicReference<@Nullable Failure> last = new AtomicReference<>();

    /** @param nanos a monotonic clock, in nanoseconds */
    Outage(LongSupplier nanos) {
        this.nanos = nanos;
    }

    private record Failure(ClusterException reason, long at) {}

    /** The last failure, while the API server is left alone because of it. */
    Optional<ClusterException> recent() {
        @Nullable Failure failure = last.get();
        return failure == null
                        || failure.reason.kind() != ClusterException.Kind.UNREACHABLE
                        || nanos.getAsLong() - failure.at >= PAUSE.toNanos()
                ? Optional.empty()
                : Optional.of(failure.reason);
    }

    /** Whether the last question was not answered. */
    boolean isOn() {
        return last.get() != null;
    }

    void failed(ClusterException reason) {
        @Nullable Failure former = last.getAndSet(new Failure(reason, nanos.getAsLong()));
        if (former == null || former.reason.kind() != reason.kind()) {
            LOG.warnf(
                    "%s. Until then callers who were known stay so for assay.access.outage, and others get 503",
                    reason.getMessage());
        }
    }

    void answered() {
        if (last.getAndSet(null) != null) {
            LOG.info("The API server answers questions about callers again");
        }
    }
}
