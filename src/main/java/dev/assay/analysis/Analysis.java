package dev.assay.analysis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Argument;
import dev.assay.metric.Metric;
import dev.assay.text.DocumentException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules of Argo's controller for an analysis, with its own messages. Pure functions, from any thread. Mirrors
 * {@code utils/analysis} and {@code utils/template} of argo-rollouts.
 */
public final class Analysis {
    private Analysis() {}

    /**
     * The fields of a manifest that Argo's types do not have, up to 100, in the order of the document.
     *
     * @throws DocumentException for another kind, whose fields are no faults
     */
    public static List<UnknownField> unknownFields(ObjectNode manifest) {
        RunReader.checkKind(manifest);
        return UnknownFields.ofManifest(manifest);
    }

    /**
     * Checks that the fields that Assay reads have the types of Argo.
     *
     * @param manifest of a kind that holds metrics
     * @throws DocumentException that says {@code tried to read PATH as TYPE}
     */
    public static void checkTypes(ObjectNode manifest) {
        AnalysisShapeCheck.checkRun(manifest);
    }

    /**
     * The fields of the body of one verb's call that Argo's types do not have, up to 100. It has the members
     * {@code analysisRun}, {@code metric} and {@code measurement}; one of another name is such a field too.
     */
    public static List<UnknownField> unknownFieldsOfCall(ObjectNode body) {
        return UnknownFields.ofCall(body);
    }

    /**
     * Validates metrics as {@code ValidateMetrics} does. Argo does so after their arguments were filled in.
     *
     * @throws AnalysisException for instance {@code metrics[0]: no provider specified}
     */
    public static void validate(List<Metric> metrics) {
        MetricRules.check(metrics);
    }

    /**
     * Fills {@code {{args.x}}} in over the JSON of each whole metric, as {@code ResolveMetricArgs} does. An argument that
     * is to be read from a Secret and has no value yet becomes {@code temp-for-secret}, as in
     * {@code getResolvedMetricsWithoutSecrets}.
     *
     * @param limit the most characters that all metrics with arguments may have together
     * @throws AnalysisException for instance {@code argument "x" was not supplied}. Argo shows it as
     *     {@code Unable to resolve metric arguments: ...}
     * @throws TooMuchTextException when they would have more; no longer text is ever held
     */
    public static List<Metric> resolve(List<Metric> metrics, List<Argument> arguments, int limit) {
        return ArgumentFiller.fill(metrics, arguments, new SizeLimit(limit));
    }

    /** The tags of a text in their order, such as {@code args.x}, without braces and blanks. */
    public static List<String> tags(String text) {
        return ArgumentTemplate.tags(text);
    }

    /**
     * The names of the metrics that the rules under {@code spec.dryRun} match, as {@code GetDryRunMetrics}.
     *
     * @param metrics after their arguments were filled in
     * @throws AnalysisException {@code dryRun[0]: Rule didn't match any metric name(s)}
     */
    public static Set<String> dryRunMetrics(AnalysisRun run, List<Metric> metrics) {
        return MetricNameRules.match("dryRun", run.dryRunRules(), metrics).keySet();
    }

    /**
     * How many measurements are kept, by the names of the metrics that the rules under {@code spec.measurementRetention}
     * match, as {@code GetMeasurementRetentionMetrics}.
     *
     * @param metrics after their arguments were filled in
     * @throws AnalysisException {@code measurementRetention[0]: Rule didn't match any metric name(s)}
     */
    public static Map<String, Integer> retention(AnalysisRun run, List<Metric> metrics) {
        List<AnalysisRun.RetentionRule> rules = run.retentionRules();
        List<String> names =
                rules.stream().map(AnalysisRun.RetentionRule::metricName).toList();
        Map<String, Integer> limits = MetricNameRules.match("measurementRetention", names, metrics);
        limits.replaceAll((name, rule) -> rules.get(rule).limit());
        return limits;
    }
}
