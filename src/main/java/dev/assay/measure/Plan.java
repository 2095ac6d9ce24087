package dev.assay.measure;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import dev.assay.secret.SecretMask;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A run that was understood and is ready to begin.
 *
 * @param run as the plugins get it, with arguments merged in
 * @param metrics with arguments filled in; empty when nothing is to be run
 * @param dryRun names of the metrics that do not count
 * @param waitLimit how long measurements left Running are followed; zero for not at all
 * @param phase the best that the run can have; the run's own when nothing is to be run
 * @param message of the run when nothing is to be run
 * @param mask hides the values of Secrets among the arguments
 * @param warnings sentences for the caller about what was understood and is probably wrong
 */
public record Plan(
        AnalysisRun run,
        List<Metric> metrics,
        Set<String> dryRun,
        Duration waitLimit,
        Phase phase,
        String message,
        SecretMask mask,
        List<String> warnings) {
    public Plan {
        warnings = List.copyOf(warnings);
        metrics = List.copyOf(metrics);
        dryRun = Set.copyOf(dryRun);
    }

    /** A run that has ended before it begins. */
    static Plan ended(AnalysisRun run, Phase phase, String message) {
        return new Plan(run, List.of(), Set.of(), Duration.ZERO, phase, message, SecretMask.NONE, List.of());
    }

    Plan withWarnings(List<String> newWarnings) {
        return new Plan(run, metrics, dryRun, waitLimit, phase, message, mask, newWarnings);
    }
}
