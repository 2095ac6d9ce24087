package dev.assay.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.measure.MeasureEvent;
import dev.assay.measure.MetricResult;
import dev.assay.measure.RunStatus;
import dev.assay.metric.MeasurementJson;
import dev.assay.metric.Phase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.TreeMap;

/** A run's result as the {@code status} of an AnalysisRun: Argo's field names, what is empty is left out. */
final class StatusJson {
    private StatusJson() {}

    static ObjectNode write(MeasureEvent event) {
        return event instanceof MetricResult result ? result(result) : status((RunStatus) event);
    }

    static ObjectNode status(RunStatus status) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("phase", status.phase().text());
        if (!status.message().isEmpty()) {
            json.put("message", status.message());
        }
        var results = json.putArray("metricResults");
        status.results().forEach(result -> results.add(result(result)));
        json.put("startedAt", time(status.startedAt()));
        Instant completedAt = status.completedAt();
        if (completedAt != null) {
            json.put("completedAt", time(completedAt));
        }
        return json;
    }

    static ObjectNode result(MetricResult result) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", result.name());
        json.put("phase", result.phase().text());
        json.putArray("measurements").add(MeasurementJson.write(result.measurement()));
        if (!result.message().isEmpty()) {
            json.put("message", result.message());
        }
        count(json, result.phase());
        if (result.dryRun()) {
            json.put("dryRun", true);
        }
        if (!result.metadata().isEmpty()) {
            ObjectNode metadata = json.putObject("metadata");
            new TreeMap<>(result.metadata()).forEach(metadata::put);
        }
        return json;
    }

    /** Argo's counters after one measurement. */
    private static void count(ObjectNode json, Phase phase) {
        if (phase.equals(Phase.ERROR)) {
            json.put("error", 1).put("consecutiveError", 1);
        } else if (phase.equals(Phase.SUCCESSFUL)) {
            json.put("count", 1).put("successful", 1).put("consecutiveSuccess", 1);
        } else if (phase.equals(Phase.FAILED)) {
            json.put("count", 1).put("failed", 1);
        } else if (phase.equals(Phase.INCONCLUSIVE)) {
            json.put("count", 1).put("inconclusive", 1);
        }
    }

    /** As Kubernetes writes a time: whole seconds, UTC. */
    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
