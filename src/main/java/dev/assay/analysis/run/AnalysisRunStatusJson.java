package dev.assay.analysis.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.metric.Measurement;
import dev.assay.metric.MeasurementJson;
import dev.assay.metric.Phase;
import dev.assay.text.DocumentException;
import dev.assay.text.GoTime;
import dev.assay.text.JsonFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The status as Go's {@code encoding/json} writes and reads {@code v1alpha1.AnalysisRunStatus}
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

    /**
     * Reads a status; what is absent or null is empty, what is unknown is left out.
     *
     * @throws DocumentException when a field has the wrong type
     */
    public static AnalysisRunStatus read(ObjectNode json) {
        @Nullable ObjectNode summary = JsonFields.object(json, "runSummary", "status.");
        @Nullable ObjectNode dryRun = JsonFields.object(json, "dryRunSummary", "status.");
        return new AnalysisRunStatus(
                new Phase(JsonFields.text(json, "phase", "status.")),
                JsonFields.text(json, "message", "status."),
                list(json, "metricResults", "status.", AnalysisRunStatusJson::metric),
                time(json, "startedAt"),
                summary == null ? RunSummary.EMPTY : summary(summary, "status.runSummary."),
                dryRun == null ? null : summary(dryRun, "status.dryRunSummary."),
                time(json, "completedAt"));
    }

    private static MetricStatus metric(JsonNode node, String path) {
        if (!(node instanceof ObjectNode json)) {
            throw JsonFields.wrongType(path, "an object", node);
        }
        String within = path + ".";
        @Nullable JsonNode dryRun = JsonFields.present(json, "dryRun");
        if (dryRun != null && !dryRun.isBoolean()) {
            throw JsonFields.wrongType(within + "dryRun", "true or false", dryRun);
        }
        return new MetricStatus(
                JsonFields.text(json, "name", within),
                new Phase(JsonFields.text(json, "phase", within)),
                list(json, "measurements", within, AnalysisRunStatusJson::measurement),
                JsonFields.text(json, "message", within),
                new Counts(
                        number(json, "count", within),
                        number(json, "successful", within),
                        number(json, "failed", within),
                        number(json, "inconclusive", within),
                        number(json, "error", within),
                        number(json, "consecutiveError", within),
                        number(json, "consecutiveSuccess", within)),
                dryRun != null && dryRun.booleanValue(),
                JsonFields.texts(json, "metadata", within));
    }

    private static Measurement measurement(JsonNode node, String path) {
        if (!node.isObject()) {
            throw JsonFields.wrongType(path, "an object", node);
        }
        return MeasurementJson.read(node);
    }

    private static RunSummary summary(ObjectNode json, String path) {
        return new RunSummary(
                number(json, "count", path),
                number(json, "successful", path),
                number(json, "failed", path),
                number(json, "inconclusive", path),
                number(json, "error", path));
    }

    private static int number(ObjectNode json, String field, String path) {
        @Nullable JsonNode value = JsonFields.present(json, field);
        if (value != null && !value.isInt()) {
            throw JsonFields.wrongType(path + field, "an integer", value);
        }
        return value == null ? 0 : value.intValue();
    }

    private static @Nullable Instant time(ObjectNode json, String field) {
        String text = JsonFields.text(json, field, "status.");
        if (text.isEmpty() && !json.hasNonNull(field)) {
            return null;
        }
        @Nullable Instant time = GoTime.read(text);
        if (time == null) {
            throw new DocumentException(
                    "read status." + field + " as a time",
                    "found \"" + text + "\"",
                    "write a time such as 2006-01-02T15:04:05Z");
        }
        return time;
    }

    private static <T> List<T> list(
            ObjectNode parent, String field, String path, BiFunction<JsonNode, String, T> read) {
        @Nullable JsonNode value = JsonFields.present(parent, field);
        List<T> list = new ArrayList<>();
        if (value == null) {
            return list;
        }
        if (!value.isArray()) {
            throw JsonFields.wrongType(path + field, "an array", value);
        }
        for (int i = 0; i < value.size(); i++) {
            list.add(read.apply(value.get(i), path + field + "[" + i + "]"));
        }
        return list;
    }
}
