package dev.assay.api.access;

import dev.assay.cluster.ClusterUser;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** An answer of the API server as it is kept. */
sealed interface Reviewed {
    Duration FOREVER = Duration.ofDays(365);

    /** Whether it lets the caller in, and so may be used while the API server is away. */
    boolean positive();

    /** How long it holds at most, by itself; zero where it holds no longer. */
    default Duration left(Instant now) {
        return FOREVER;
    }

    /**
     * A token that is accepted.
     *
     * @param expiry from the token itself; empty where it has none that can be read
     */
    record Known(ClusterUser user, Optional<Instant> expiry) implements Reviewed {
        @Override
        public boolean positive() {
            return true;
        }

        @Override
        public Duration left(Instant now) {
            return expiry.map(end -> now.isBefore(end) ? Duration.between(now, end) : Duration.ZERO)
                    .orElse(FOREVER);
        }
    }

    /**
     * A token that is not accepted.
     *
     * @param reason in the words of the API server; may be empty
     */
    record Unknown(String reason) implements Reviewed {
        @Override
        public boolean positive() {
            return false;
        }
    }

    /** Whether a user has a right. */
    record Permission(boolean positive) implements Reviewed {}
}
