package dev.assay.analysis.run;

import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import java.util.Optional;

/** Why a metric has ended as it has, for a reader who has its spec and its counters. */
public final class MetricVerdict {
    private MetricVerdict() {}

    /**
     * The rule that ended the metric, for instance {@code failed (1) > failureLimit (0)}. Empty for a metric that is
     * Successful or still runs.
     *
     * @param metric with its arguments filled in
     * @throws IllegalArgumentException when its spec is one that Argo's validation refuses
     */
    public static Optional<String> reason(Metric metric, Phase phase, Counts counts) {
        if (!phase.completed() || phase.equals(Phase.SUCCESSFUL)) {
            return Optional.empty();
        }
        MetricSpec spec = MetricSpec.of(0, metric, false, 1);
        Optional<String> excess = MetricAssessment.excess(spec, counts).map(MetricAssessment.Excess::reason);
        return excess.or(() -> spec.countReached(counts) && spec.consecutiveSuccessLimit() > 0
                ? Optional.of("consecutiveSuccess (" + counts.consecutiveSuccess() + ") < consecutiveSuccessLimit ("
                        + spec.consecutiveSuccessLimit() + ") at count (" + counts.count() + ")")
                : Optional.empty());
    }

    /**
     * Whether nothing but a failure, an error or somebody's wish ends the metric: it has an interval, and neither a count
     * nor a number of successes that is enough.
     *
     * @param metric with its arguments filled in
     * @throws IllegalArgumentException when its spec is one that Argo's validation refuses
     */
    public static boolean isEndless(Metric metric) {
        MetricSpec spec = MetricSpec.of(0, metric, false, 1);
        return spec.effectiveCount().isEmpty() && spec.consecutiveSuccessLimit() <= 0;
    }
}
