package dev.assay.analysis.run;

import dev.assay.metric.Phase;
import java.util.Optional;

/** The phase of one metric, by {@code assessMetricStatus} in Argo's {@code analysis.go}. */
final class MetricAssessment {
    /**
     * A limit that a metric has exceeded.
     *
     * @param phase that it leads to
     * @param reason for instance {@code failed (1) > failureLimit (0)}
     */
    record Excess(Phase phase, String reason) {}

    private MetricAssessment() {}

    static Phase phase(MetricSpec spec, MetricStatus metric, boolean terminating) {
        if (metric.phase().completed()) {
            return metric.phase();
        }
        if (metric.last().isEmpty()) {
            return terminating ? Phase.SUCCESSFUL : Phase.PENDING;
        }
        if (!metric.last().get().phase().completed()) {
            return Phase.RUNNING;
        }
        Optional<Excess> excess = excess(spec, metric.counts());
        if (excess.isPresent()) {
            return excess.get().phase();
        }
        int wanted = spec.consecutiveSuccessLimit();
        if (wanted > 0 && metric.counts().consecutiveSuccess() >= wanted) {
            return Phase.SUCCESSFUL;
        }
        if (spec.countReached(metric.counts())) {
            return atCount(spec);
        }
        return terminating ? Phase.SUCCESSFUL : Phase.RUNNING;
    }

    /** The limit that is exceeded. Where several are, Error comes before Inconclusive, and that before Failed. */
    static Optional<Excess> excess(MetricSpec spec, Counts counts) {
        if (counts.consecutiveError() > spec.consecutiveErrorLimit()) {
            return Optional.of(new Excess(
                    Phase.ERROR,
                    "consecutiveErrors (" + counts.consecutiveError() + ") > consecutiveErrorLimit ("
                            + spec.consecutiveErrorLimit() + ")"));
        }
        if (counts.inconclusive() > spec.inconclusiveLimit()) {
            return Optional.of(new Excess(
                    Phase.INCONCLUSIVE,
                    "inconclusive (" + counts.inconclusive() + ") > inconclusiveLimit (" + spec.inconclusiveLimit()
                            + ")"));
        }
        if (spec.failureLimit() >= 0 && counts.failed() > spec.failureLimit()) {
            return Optional.of(new Excess(
                    Phase.FAILED, "failed (" + counts.failed() + ") > failureLimit (" + spec.failureLimit() + ")"));
        }
        return Optional.empty();
    }

    /** Neither the failures nor the successes in a row have decided. */
    private static Phase atCount(MetricSpec spec) {
        if (spec.consecutiveSuccessLimit() <= 0) {
            return Phase.SUCCESSFUL;
        }
        return spec.failureLimit() >= 0 ? Phase.INCONCLUSIVE : Phase.FAILED;
    }
}
