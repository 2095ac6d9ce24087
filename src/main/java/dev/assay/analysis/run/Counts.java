package dev.assay.analysis.run;

import dev.assay.metric.Phase;

/**
 * The counters of a metric, by the names that {@code MetricResult} in Argo's {@code analysis_types.go} has for them.
 *
 * @param count finished measurements that are no errors
 * @param consecutiveError errors since the last measurement that is none
 * @param consecutiveSuccess successes since the last measurement that is none
 */
public record Counts(
        int count,
        int successful,
        int failed,
        int inconclusive,
        int error,
        int consecutiveError,
        int consecutiveSuccess) {
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);

    /** The counters after one more measurement; one that is not completed changes nothing. */
    Counts after(Phase phase) {
        if (phase.equals(Phase.SUCCESSFUL)) {
            return new Counts(count + 1, successful + 1, failed, inconclusive, error, 0, consecutiveSuccess + 1);
        }
        if (phase.equals(Phase.FAILED)) {
            return new Counts(count + 1, successful, failed + 1, inconclusive, error, 0, 0);
        }
        if (phase.equals(Phase.INCONCLUSIVE)) {
            return new Counts(count + 1, successful, failed, inconclusive + 1, error, 0, 0);
        }
        if (phase.equals(Phase.ERROR)) {
            return new Counts(count, successful, failed, inconclusive, error + 1, consecutiveError + 1, 0);
        }
        return this;
    }
}
