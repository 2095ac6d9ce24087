package dev.assay.analysis.run;

import dev.assay.metric.Phase;
import org.jspecify.annotations.Nullable;

/**
 * The number of metrics, and of those that ended in each way: {@code RunSummary} in Argo's {@code analysis_types.go}, whose
 * comment promises measurements. A metric that ended by a limit of its failures, inconclusive measurements or errors counts
 * as such, any other one that ended as successful.
 */
public record RunSummary(int count, int successful, int failed, int inconclusive, int error) {
    public static final RunSummary EMPTY = new RunSummary(0, 0, 0, 0, 0);

    RunSummary withMetric() {
        return new RunSummary(count + 1, successful, failed, inconclusive, error);
    }

    /** @param phase the one that a limit led to; null where none was exceeded */
    RunSummary withEnded(@Nullable Phase phase) {
        if (Phase.FAILED.equals(phase)) {
            return new RunSummary(count, successful, failed + 1, inconclusive, error);
        }
        if (Phase.INCONCLUSIVE.equals(phase)) {
            return new RunSummary(count, successful, failed, inconclusive + 1, error);
        }
        if (Phase.ERROR.equals(phase)) {
            return new RunSummary(count, successful, failed, inconclusive, error + 1);
        }
        return new RunSummary(count, successful + 1, failed, inconclusive, error);
    }
}
