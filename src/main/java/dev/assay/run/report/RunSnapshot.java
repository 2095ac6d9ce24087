package dev.assay.run.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.analysis.Analysis;
import dev.assay.analysis.AnalysisException;
import dev.assay.analysis.TooMuchTextException;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import dev.assay.text.DocumentException;
import dev.assay.text.GoTime;
import dev.assay.text.JsonFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as it was at one moment.
 *
 * @param json the whole AnalysisRun, to be read only
 * @param phase with an empty text before the first look at the run
 * @param message empty where there is none
 * @param metrics in the order of the spec
 */
public record RunSnapshot(
        ObjectNode json,
        String name,
        Phase phase,
        String message,
        List<MetricView> metrics,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt) {
    /** Characters of all metrics with their arguments; what is longer is shown as it was written. */
    private static final int LONGEST = 16 * 1024 * 1024;

    public RunSnapshot {
        metrics = List.copyOf(metrics);
    }

    /**
     * Reads a run.
     *
     * @param json an AnalysisRun with its status; the caller gives it away
     * @throws DocumentException when it is anything else
     */
    public static RunSnapshot of(ObjectNode json) {
        String kind = JsonFields.text(json, "kind", "");
        if (!kind.equals("AnalysisRun")) {
            throw new DocumentException(
                    "read an AnalysisRun", "found " + (kind.isEmpty() ? "no kind" : kind), "see who sent it");
        }
        JsonNode status = json.path("status");
        return new RunSnapshot(
                json,
                json.path("metadata").path("name").asText(""),
                new Phase(status.path("phase").asText("")),
                status.path("message").asText(""),
                metrics(json),
                time(status, "startedAt"),
                time(status, "completedAt"));
    }

    public boolean isOver() {
        return phase.completed();
    }

    private static List<MetricView> metrics(ObjectNode json) {
        Map<String, MetricView> views = new LinkedHashMap<>();
        specs(json).forEach(spec -> views.put(spec.name(), MetricView.unmeasured(spec)));
        for (JsonNode result : json.path("status").path("metricResults")) {
            String name = result.path("name").asText("");
            MetricView known = views.get(name);
            views.put(name, MetricView.of(known == null ? Metric.EMPTY : known.spec(), name, result));
        }
        return new ArrayList<>(views.values());
    }

    /** The metrics with their arguments filled in, as far as that can be done. */
    private static List<Metric> specs(ObjectNode json) {
        AnalysisRun run = new AnalysisRun(json);
        try {
            return Analysis.resolve(run.metrics(), run.arguments(), LONGEST);
        } catch (AnalysisException | TooMuchTextException e) {
            return run.metrics();
        }
    }

    private static @Nullable Instant time(JsonNode parent, String field) {
        String text = parent.path(field).asText("");
        return text.isEmpty() ? null : GoTime.read(text);
    }
}
