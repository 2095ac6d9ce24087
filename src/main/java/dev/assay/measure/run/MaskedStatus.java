package dev.assay.measure.run;

import dev.assay.analysis.run.AnalysisRunStatus;
import dev.assay.analysis.run.MetricStatus;
import dev.assay.metric.Measurement;
import dev.assay.secret.SecretMask;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The mask of the texts in a status. A value of the run's own arguments is hidden however short it is, but not in measured
 * values, which may be the same digit by chance.
 *
 * @param ofRun hides the values of the run's arguments
 * @param ofAll hides all secrets that are known
 */
record MaskedStatus(SecretMask ofRun, UnaryOperator<String> ofAll) {
    AnalysisRunStatus mask(AnalysisRunStatus status) {
        return mask(status, true);
    }

    /** Without measurements. */
    AnalysisRunStatus brief(AnalysisRunStatus status) {
        return mask(status, false);
    }

    private AnalysisRunStatus mask(AnalysisRunStatus status, boolean whole) {
        return new AnalysisRunStatus(
                status.phase(),
                text(status.message()),
                status.metrics().stream().map(metric -> mask(metric, whole)).toList(),
                status.startedAt(),
                status.runSummary(),
                status.dryRunSummary(),
                status.completedAt());
    }

    private MetricStatus mask(MetricStatus metric, boolean whole) {
        Map<String, String> metadata = new TreeMap<>();
        metric.metadata().forEach((key, value) -> metadata.put(text(key), text(value)));
        return new MetricStatus(
                text(metric.name()),
                metric.phase(),
                whole ? metric.measurements().stream().map(this::mask).toList() : List.of(),
                text(metric.message()),
                metric.counts(),
                metric.dryRun(),
                metadata);
    }

    private Measurement mask(Measurement measurement) {
        return measurement.mapTexts(this::text).withValue(ofAll.apply(measurement.value()));
    }

    String text(String text) {
        return ofAll.apply(ofRun.mask(text));
    }
}
