package dev.assay.analysis.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.metric.Phase;
import java.time.Instant;
import java.util.Optional;

/**
 * The time for which a run is kept after its end, {@code spec.ttlStrategy}, by {@code isAnalysisRunTtlExceeded} in Argo's
 * {@code analysis.go}. Each part is in seconds.
 */
record TimeToLive(Optional<Long> afterCompletion, Optional<Long> afterSuccess, Optional<Long> afterFailure) {
    static TimeToLive of(JsonNode strategy) {
        return new TimeToLive(
                seconds(strategy, "secondsAfterCompletion"),
                seconds(strategy, "secondsAfterSuccess"),
                seconds(strategy, "secondsAfterFailure"));
    }

    /** The first instant at which the run may be deleted. Argo wants more whole seconds to have passed than are written. */
    Optional<Instant> end(AnalysisRunStatus status) {
        Instant completedAt = status.completedAt();
        if (completedAt == null || !status.phase().completed()) {
            return Optional.empty();
        }
        Optional<Long> special = status.phase().equals(Phase.SUCCESSFUL)
                ? afterSuccess
                : status.phase().equals(Phase.FAILED) ? afterFailure : Optional.empty();
        return special.or(() -> afterCompletion).map(seconds -> completedAt.plusSeconds(seconds + 1));
    }

    private static Optional<Long> seconds(JsonNode strategy, String field) {
        JsonNode seconds = strategy.path(field);
        return seconds.isNumber() ? Optional.of(seconds.longValue()) : Optional.empty();
    }
}
