package dev.assay.measure;

import dev.assay.analysis.SecretMask;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a request to measure asks for, once it is understood.
 *
 * @param run as it is handed to the plugins, with arguments merged in
 * @param metrics with arguments filled in; none when nothing is to be run
 * @param dryRun names of the metrics that do not count
 * @param patience how long measurements left Running are followed
 * @param phase that of the whole when nothing is to be run
 * @param message the same
 * @param mask hides the Secrets that are among the arguments
 */
public record Plan(
        AnalysisRun run,
        List<Metric> metrics,
        Set<String> dryRun,
        Duration patience,
        Phase phase,
        String message,
        SecretMask mask) {
    public Plan {
        metrics = List.copyOf(metrics);
        dryRun = Set.copyOf(dryRun);
    }

    /** A run that ended before it began. */
    static Plan ended(AnalysisRun run, Phase phase, String message) {
        return new Plan(run, List.of(), Set.of(), Duration.ZERO, phase, message, SecretMask.NONE);
    }
}
