package example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.plugin.Conditions;
import dev.assay.plugin.Measurements;
import dev.assay.plugin.MetricPlugin;
import dev.assay.plugin.PluginServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.logging.Logger;

/** Measures a number in a JSON document: {@code url} says where the document is, {@code pointer} where the number is in it. */
public final class JsonValue implements MetricPlugin {
    private static final Logger LOG = Logger.getLogger(JsonValue.class.getName());
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final ObjectMapper json = new ObjectMapper();

    public static void main(String[] args) {
        PluginServer.serve(new JsonValue());
    }

    @Override
    public String type() {
        return "JsonValue";
    }

    @Override
    public Measurement run(AnalysisRun analysisRun, Metric metric) throws IOException, InterruptedException {
        URI url = URI.create(field(metric, "url"));
        String pointer = field(metric, "pointer");
        HttpRequest request = HttpRequest.newBuilder(url).timeout(TIMEOUT).build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        LOG.info(() -> metric.name() + ": " + url + " answered with " + response.statusCode());
        if (response.statusCode() != 200) {
            throw new IOException("tried to read " + url + ", but the answer was " + response.statusCode());
        }
        JsonNode value = json.readTree(response.body()).at(pointer);
        if (!value.isNumber()) {
            throw new IOException("tried to read " + pointer + " of " + url + ", but there is no number");
        }
        return Measurements.of(Conditions.evaluate(value.doubleValue(), metric), value.asText());
    }

    @Override
    public Map<String, String> metadata(Metric metric) {
        return Map.of("url", field(metric, "url"));
    }

    /** A field of the plugin's own part of the metric. What is thrown here is the measurement's message. */
    private static String field(Metric metric, String name) {
        return metric.plugin()
                .map(plugin -> plugin.config().path(name).asText())
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new IllegalArgumentException("the metric has no " + name + " for this plugin"));
    }
}
