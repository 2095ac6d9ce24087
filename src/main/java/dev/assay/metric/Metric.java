package dev.assay.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One metric of an analysis: a view over its JSON, as {@link AnalysisRun}. */
public final class Metric {
    /** What an absent metric is on the wire: an empty object. */
    public static final Metric EMPTY = new Metric(JsonNodeFactory.instance.objectNode());

    /**
     * The plugin that a metric names, and that plugin's own part of the metric.
     *
     * @param name {@code namespace/name}
     */
    public record PluginEntry(String name, JsonNode config) {}

    private final ObjectNode json;
    private final String text;

    /** @param json is not copied; the caller gives it away */
    public Metric(ObjectNode json) {
        this.json = json;
        this.text = json.toString();
    }

    public String name() {
        return json.path("name").asText("");
    }

    /** The keys under {@code provider}, in their order, for instance {@code prometheus}. */
    public List<String> providers() {
        return json.path("provider")
                .propertyStream()
                .map(java.util.Map.Entry::getKey)
                .toList();
    }

    /** The entries under {@code provider.plugin}, in their order. */
    public List<PluginEntry> plugins() {
        Stream<java.util.Map.Entry<String, JsonNode>> entries =
                json.path("provider").path("plugin").propertyStream();
        return entries.map(e -> new PluginEntry(e.getKey(), e.getValue())).toList();
    }

    /** The one plugin of the metric. */
    public Optional<PluginEntry> plugin() {
        return plugins().stream().findFirst();
    }

    public String successCondition() {
        return json.path("successCondition").asText("");
    }

    public String failureCondition() {
        return json.path("failureCondition").asText("");
    }

    /** The whole metric, to be read only. */
    public ObjectNode json() {
        return json;
    }

    /** The whole metric as compact JSON; written once. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
