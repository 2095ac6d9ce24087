package dev.assay.analysis.run;

import dev.assay.metric.Phase;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The status of a run, {@code AnalysisRunStatus} in Argo's {@code analysis_types.go}. {@link AnalysisRunStatusJson} writes
 * it.
 *
 * @param phase with an empty text before the first look at the run
 * @param message empty where there is none
 * @param metrics in the order of their first measurements
 * @param startedAt absent until the first calls of the run have been answered
 * @param dryRunSummary absent until then, too
 * @param completedAt absent until the run has completed, and in a run whose spec was refused
 */
public record AnalysisRunStatus(
        Phase phase,
        String message,
        List<MetricStatus> metrics,
        @Nullable Instant startedAt,
        RunSummary runSummary,
        @Nullable RunSummary dryRunSummary,
        @Nullable Instant completedAt) {
    /** The status of a run that nobody has looked at. */
    public static final AnalysisRunStatus NEW =
            new AnalysisRunStatus(new Phase(""), "", List.of(), null, RunSummary.EMPTY, null, null);

    public AnalysisRunStatus {
        metrics = List.copyOf(metrics);
    }

    /**
     * The end of a run whose spec is refused. As in Argo it has no times, and so no TTL is ever over.
     *
     * @param reason for instance {@code Analysis spec invalid: no metrics specified}
     */
    public AnalysisRunStatus refused(String reason) {
        return new AnalysisRunStatus(Phase.ERROR, reason, metrics, startedAt, runSummary, dryRunSummary, completedAt);
    }

    AnalysisRunStatus with(List<MetricStatus> newMetrics) {
        return new AnalysisRunStatus(phase, message, newMetrics, startedAt, runSummary, dryRunSummary, completedAt);
    }
}
