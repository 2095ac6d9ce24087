package dev.assay.analysis.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.metric.MeasurementJson;
import dev.assay.text.GoTime;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
        put(json, "message", status.message());
        if (!status.metrics().isEmpty()) {
            ArrayNode metrics = json.putArray("metricResults");
            status.metrics().forEach(metric -> metrics.add(write(metric)));
        }
        put(json, "startedAt", status.startedAt());
        json.set("runSummary", write(status.runSummary()));
        RunSummary dryRun = status.dryRunSummary();
        if (dryRun != null) {
            json.set("dryRunSummary", write(dryRun));
        }
        put(json, "completedAt", status.completedAt());
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
        put(json, "message", metric.message());
        Counts counts = metric.counts();
        put(json, "count", counts.count());
        put(json, "successful", counts.successful());
        put(json, "failed", counts.failed());
        put(json, "inconclusive", counts.inconclusive());
        put(json, "error", counts.error());
        put(json, "consecutiveError", counts.consecutiveError());
        if (metric.dryRun()) {
            json.put("dryRun", true);
        }
        if (!metric.metadata().isEmpty()) {
            ObjectNode metadata = json.putObject("metadata");
            new TreeMap<>(metric.metadata()).forEach(metadata::put);
        }
        put(json, "consecutiveSuccess", counts.consecutiveSuccess());
        return json;
    }

    private static ObjectNode write(RunSummary summary) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        put(json, "count", summary.count());
        put(json, "successful", summary.successful());
        put(json, "failed", summary.failed());
        put(json, "inconclusive", summary.inconclusive());
        put(json, "error", summary.error());
        return json;
    }

    private static void put(ObjectNode json, String field, String text) {
        if (!text.isEmpty()) {
            json.put(field, text);
        }
    }

    private static void put(ObjectNode json, String field, int number) {
        if (number != 0) {
            json.put(field, number);
        }
    }

    private static void put(ObjectNode json, String field, @Nullable Instant time) {
        if (time != null) {
            json.put(field, GoTime.write(time));
        }
    }
}
