package dev.assay.measure.run;

import dev.assay.analysis.run.AnalysisRunStatus;
import dev.assay.analysis.run.MetricStatus;
import dev.assay.measure.RunMask;
import java.util.List;

/** The status of a run as callers may see it. */
record MaskedStatus(RunMask mask) {
    AnalysisRunStatus of(AnalysisRunStatus status) {
        return mask(status, true);
    }

    /** Without measurements. */
    AnalysisRunStatus brief(AnalysisRunStatus status) {
        return mask(status, false);
    }

    private AnalysisRunStatus mask(AnalysisRunStatus status, boolean whole) {
        return new AnalysisRunStatus(
                status.phase(),
                mask.text(status.message()),
                status.metrics().stream().map(metric -> mask(metric, whole)).toList(),
                status.startedAt(),
                status.runSummary(),
                status.dryRunSummary(),
                status.completedAt());
    }

    private MetricStatus mask(MetricStatus metric, boolean whole) {
        return new MetricStatus(
                mask.text(metric.name()),
                metric.phase(),
                whole ? metric.measurements().stream().map(mask::measurement).toList() : List.of(),
                mask.text(metric.message()),
                metric.counts(),
                metric.dryRun(),
                mask.metadata(metric.metadata()));
    }
}
