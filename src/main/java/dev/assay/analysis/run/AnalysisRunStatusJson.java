package dev.assay.analysis.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.metric.MeasurementJson;
import dev.assay.text.JsonFields;

/**
 * The status as Go's {@code encoding/json} writes {@code v1alpha1.AnalysisRunStatus}
 * ({@code pkg/apis/rollouts/v1alpha1/analysis_types.go}), in the order of the Go type. {@code phase}, {@code name} and
 * {@code runSummary} are always written, the others when not empty. Times are written to the second.
 */
public final class AnalysisRunStatusJson {
    private AnalysisRunStatusJson() {}

    /** A new node, the caller's own. */
    public static ObjectNode write(AnalysisRunStatus status) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("phase", status.phase().text());
        JsonFields.put(json, "message", status.message());
        if (!status.metrics().isEmpty()) {
            ArrayNode metrics = json.putArray("metricResults");
            status.metrics().forEach(metric -> metrics.add(write(metric)));
        }
        JsonFields.put(json, "startedAt", status.startedAt());
        json.set("runSummary", write(status.runSummary()));
        RunSummary dryRun = status.dryRunSummary();
        if (dryRun != null) {
            json.set("dryRunSummary", write(dryRun));
        }
        JsonFields.put(json, "completedAt", status.completedAt());
        return json;
    }

    private static ObjectNode write(MetricStatus metric) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", metric.name());
        json.put("phase", metric.phase().text());
        if (!metric.measurements().isEmpty()) {
            ArrayNode measurements = json.putArray("measurements");
            metric.measurements().forEach(measurement -> measurements.add(MeasurementJson.write(measurement)));
        }
        JsonFields.put(json, "message", metric.message());
        Counts counts = metric.counts();
        JsonFields.put(json, "count", counts.count());
        JsonFields.put(json, "successful", counts.successful());
        JsonFields.put(json, "failed", counts.failed());
        JsonFields.put(json, "inconclusive", counts.inconclusive());
        JsonFields.put(json, "error", counts.error());
        JsonFields.put(json, "consecutiveError", counts.consecutiveError());
        if (metric.dryRun()) {
            json.put("dryRun", true);
        }
        JsonFields.put(json, "metadata", metric.metadata());
        JsonFields.put(json, "consecutiveSuccess", counts.consecutiveSuccess());
        return json;
    }

    private static ObjectNode write(RunSummary summary) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        JsonFields.put(json, "count", summary.count());
        JsonFields.put(json, "successful", summary.successful());
        JsonFields.put(json, "failed", summary.failed());
        JsonFields.put(json, "inconclusive", summary.inconclusive());
        JsonFields.put(json, "error", summary.error());
        return json;
    }
}
