package dev.assay.measure;

import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * The assessment of a run by its metrics' results. Unlike {@code assessRunStatus} in Argo's {@code analysis/analysis.go}
 * it does not wait for further measurements: the run has the worst phase of its metrics. As in Argo, a measurement that is
 * not completed leaves its metric Running. The message is Argo's; it names a limit only where that limit was passed.
 */
final class Assessment {
    private static final int DEFAULT_CONSECUTIVE_ERROR_LIMIT = 4;

    private Assessment() {}

    /** @param results of all metrics of the plan, in any order */
    static RunStatus assess(Plan plan, List<MetricResult> results, Instant startedAt, Instant now) {
        List<MetricResult> ordered = results.stream()
                .sorted(Comparator.comparingInt(MetricResult::index))
                .toList();
        Phase worst = plan.phase();
        String message = plan.message();
        for (MetricResult result : ordered) {
            Phase phase = result.phase().completed() ? result.phase() : Phase.RUNNING;
            if (!result.dryRun() && phase.worseThan(worst)) {
                worst = phase;
                message = plan.mask().mask(message(plan.metrics().get(result.index()), result));
            }
        }
        boolean completed = ordered.stream().allMatch(r -> r.phase().completed());
        return new RunStatus(worst, message, ordered, startedAt, completed ? now : null);
    }

    private static String message(Metric metric, MetricResult result) {
        if (!result.phase().completed()) {
            return "";
        }
        String text = "Metric \"" + metric.name() + "\" assessed " + result.phase() + reason(metric, result.phase());
        return result.message().isEmpty() ? text : text + ": \"Error Message: " + result.message() + "\"";
    }

    /** Argo's reason where one measurement is enough for it; otherwise empty. */
    private static String reason(Metric metric, Phase phase) {
        if (phase.equals(Phase.FAILED)) {
            return reason(metric, "failed", "failureLimit", 0);
        }
        if (phase.equals(Phase.INCONCLUSIVE)) {
            return reason(metric, "inconclusive", "inconclusiveLimit", 0);
        }
        return reason(metric, "consecutiveErrors", "consecutiveErrorLimit", DEFAULT_CONSECUTIVE_ERROR_LIMIT);
    }

    /** A negative limit means no limit. */
    private static String reason(Metric metric, String counter, String field, long defaultLimit) {
        long limit = metric.limit(field, defaultLimit);
        return limit == 0 ? " due to " + counter + " (1) > " + field + " (0)" : "";
    }
}
