package dev.assay.measure;

import dev.assay.metric.Phase;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The status of a run at its end, as {@code AnalysisRunStatus} in Argo's {@code analysis_types.go}.
 *
 * @param phase the worst of all metrics that are not in dry run
 * @param message about the metric that has this phase; empty when there is nothing to say
 * @param results in the order of the run
 * @param completedAt absent while a measurement is still in progress
 */
public record RunStatus(
        Phase phase,
        String message,
        List<MetricResult> results,
        Instant startedAt,
        @Nullable Instant completedAt) implements MeasureEvent {
    public RunStatus {
        results = List.copyOf(results);
    }
}
