package dev.assay.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.metric.Analysis;
import dev.assay.metric.AnalysisException;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Argument;
import dev.assay.metric.ManifestException;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Makes a plan of what was posted, in the order of {@code reconcileAnalysisRun} in Argo's {@code analysis/analysis.go}:
 * arguments are filled in, then the metrics are validated, then the rules of the dry run.
 */
final class Planner {
    private final int maxMetrics;

    Planner(int maxMetrics) {
        this.maxMetrics = maxMetrics;
    }

    /** @throws RefusedException when it cannot be understood, or Argo's validation refuses it */
    Plan plan(ObjectNode manifest, List<Argument> given, Duration wait) {
        try {
            return plan(AnalysisRun.of(manifest, given), wait);
        } catch (ManifestException e) {
            throw Problems.unreadable(e);
        } catch (AnalysisException e) {
            return unresolved(AnalysisRun.EMPTY, e);
        }
    }

    private Plan plan(AnalysisRun run, Duration wait) {
        List<Metric> written = run.metrics();
        if (written.size() > maxMetrics) {
            throw Problems.tooManyMetrics(written.size(), maxMetrics);
        }
        List<Metric> metrics;
        try {
            List<Argument> arguments = run.arguments();
            metrics = written.stream()
                    .map(metric -> Analysis.resolve(metric, arguments))
                    .toList();
        } catch (AnalysisException e) {
            return unresolved(run, e);
        }
        Set<String> dryRun = validated(run, metrics);
        return run.terminate()
                ? Plan.ended(run, Phase.SUCCESSFUL, "Run Terminated")
                : new Plan(run, metrics, dryRun, wait, Phase.SUCCESSFUL, "");
    }

    private static Set<String> validated(AnalysisRun run, List<Metric> metrics) {
        try {
            Analysis.validate(metrics);
            return Analysis.dryRunMetrics(run, metrics);
        } catch (AnalysisException e) {
            throw Problems.invalidAnalysis(e);
        }
    }

    private static Plan unresolved(AnalysisRun run, AnalysisException e) {
        return Plan.ended(run, Phase.ERROR, "Unable to resolve metric arguments: " + e.getMessage());
    }
}
