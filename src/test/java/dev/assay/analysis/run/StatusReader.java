package dev.assay.analysis.run;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Reads what {@link AnalysisRunStatusJson} writes, so that a script may go on with it as Argo does after a write. */
final class StatusReader {
    private StatusReader() {}

    /**
     * Reads a status; what is absent or null is empty, what is unknown is left out.
     *
     * @throws DocumentException when a field has the wrong type
     */
    static AnalysisRunStatus read(ObjectNode json) {
        @Nullable ObjectNode summary = JsonFields.object(json, "runSummary", "status.");
        @Nullable ObjectNode dryRun = JsonFields.object(json, "dryRunSummary", "status.");
        return new AnalysisRunStatus(
                new Phase(JsonFields.text(json, "phase", "status.")),
                JsonFields.text(json, "message", "status."),
                list(json, "metricResults", "status.", StatusReader::metric),
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
                list(json, "measurements", within, StatusReader::measurement),
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
