package dev.assay.wire.netrpc.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.MeasurementJson;
import dev.assay.metric.Metric;
import dev.assay.metric.MetricProvider;
import dev.assay.metric.Phase;
import dev.assay.metric.ProviderException;
import dev.assay.plugin.PluginServer;
import dev.assay.text.GoTime;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The plugin {@code cmd/digest -json} in Java: answers with everything that it received, as JSON, and with what its part of
 * the metric orders ({@code order.go}).
 */
public final class ReceivedPlugin implements MetricProvider {
    public static void main(String[] args) {
        PluginServer.serve(new ReceivedPlugin());
    }

    @Override
    public Uni<Void> initialize() {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Measurement> run(AnalysisRun analysisRun, Metric metric) {
        return measured("run", metric, received(analysisRun, metric));
    }

    @Override
    public Uni<Measurement> resume(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        ObjectNode received = received(analysisRun, metric);
        received.set("measurement", MeasurementJson.write(measurement));
        return measured("resume", metric, received);
    }

    @Override
    public Uni<Measurement> terminate(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        ObjectNode received = received(analysisRun, metric);
        received.set("measurement", MeasurementJson.write(measurement));
        return measured("terminate", metric, received);
    }

    @Override
    public Uni<Void> garbageCollect(AnalysisRun analysisRun, Metric metric, int limit) {
        JsonNode order = order(metric);
        String error = order.path("error").asText("");
        String text = order.path("bare").asBoolean() || !error.isEmpty()
                ? error
                : received(analysisRun, metric).put("limit", limit).toString();
        return text.isEmpty() ? Uni.createFrom().voidItem() : Uni.createFrom().failure(new ProviderException(text));
    }

    @Override
    public Uni<String> type() {
        return Uni.createFrom().item("digest");
    }

    @Override
    public Uni<Map<String, String>> metadata(Metric metric) {
        ObjectNode received = JsonNodeFactory.instance.objectNode();
        received.set("metric", metric.json());
        return Uni.createFrom().item(metadata("metadata", order(metric), received));
    }

    private static ObjectNode received(AnalysisRun analysisRun, Metric metric) {
        ObjectNode received = JsonNodeFactory.instance.objectNode();
        received.set("analysisRun", analysisRun.json());
        received.set("metric", metric.json());
        return received;
    }

    private static Uni<Measurement> measured(String verb, Metric metric, ObjectNode received) {
        JsonNode order = order(metric);
        String phase = order.path("phase").asText("");
        boolean isOrdered = order.path("bare").asBoolean() || !phase.isEmpty();
        return Uni.createFrom()
                .item(new Measurement(
                        isOrdered ? new Phase(phase) : Phase.SUCCESSFUL,
                        order.path("message").asText(""),
                        time(order, "startedAt"),
                        time(order, "finishedAt"),
                        order.path("value").asText(""),
                        metadata(verb, order, received),
                        time(order, "resumeAt")));
    }

    private static Map<String, String> metadata(String verb, JsonNode order, ObjectNode received) {
        Map<String, String> metadata = new TreeMap<>();
        if (!order.path("bare").asBoolean()) {
            metadata.put("verb", verb);
            metadata.put("dump", received.toString());
            String error = order.path("error").asText("");
            if (!error.isEmpty()) {
                metadata.put("error", error);
            }
        }
        order.path("metadata")
                .properties()
                .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asText()));
        return metadata;
    }

    private static @Nullable Instant time(JsonNode order, String field) {
        String text = order.path(field).asText("");
        @Nullable Instant time = GoTime.read(text);
        if (time != null) {
            return time;
        }
        try {
            // Go's time.Parse takes an offset of less than a minute for none.
            return OffsetDateTime.parse(text.replace("-00:00:01", "Z")).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static JsonNode order(Metric metric) {
        return metric.plugins().stream()
                .min(Comparator.comparing(Metric.PluginEntry::name))
                .map(Metric.PluginEntry::config)
                .orElse(MissingNode.getInstance());
    }
}
