package dev.assay.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.metric.Metric;
import dev.assay.metric.ProviderException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The plugin's own part of a metric: the object under {@code provider.plugin}. */
record SampleConfig(ObjectNode json) {
    static SampleConfig of(Metric metric) {
        JsonNode json = metric.plugin()
                .map(Metric.PluginEntry::config)
                .orElseThrow(() -> new ProviderException("tried to read the plugin's part of metric \"" + metric.name()
                        + "\", but it has none; write it under provider.plugin"));
        if (json instanceof ObjectNode object) {
            return new SampleConfig(object);
        }
        throw new ProviderException("tried to read the plugin's part of metric \"" + metric.name()
                + "\", but it is no object; write one such as {\"address\":\"http://prometheus:9090\"}");
    }

    /** A string; empty when the field is absent or null. */
    String text(String field) {
        @Nullable JsonNode value = json.get(field);
        if (value == null || value.isNull()) {
            return "";
        }
        if (!value.isTextual()) {
            throw new ProviderException(
                    "tried to read " + field + " as a string, but it is " + value + "; put it in quotes");
        }
        return value.textValue();
    }

    /** A string that must be there. */
    String required(String field) {
        String text = text(field);
        if (text.isEmpty()) {
            throw new ProviderException(
                    "tried to read " + field + ", but it is not set; write it under provider.plugin");
        }
        return text;
    }

    /** A map whose strings, numbers and booleans are all given as strings; empty when the field is absent or null. */
    Map<String, String> texts(String field) {
        @Nullable JsonNode map = json.get(field);
        Map<String, String> texts = new TreeMap<>();
        if (map == null || map.isNull()) {
            return texts;
        }
        if (!map.isObject()) {
            throw new ProviderException(
                    "tried to read " + field + " as a map, but it is " + map + "; write name: value");
        }
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            if (!entry.getValue().isValueNode()) {
                throw new ProviderException("tried to read " + field + "." + entry.getKey() + " as a string, but it is "
                        + entry.getValue() + "; put it in quotes");
            }
            texts.put(entry.getKey(), entry.getValue().asText());
        }
        return texts;
    }
}
