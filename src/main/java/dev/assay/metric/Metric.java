package dev.assay.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.text.GoNumber;
import dev.assay.text.JsonFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One metric of an analysis: a view over its JSON, as {@link AnalysisRun} is one. Immutable as long as nobody writes to
 * {@link #json()}, which nobody may.
 */
public final class Metric {
    /** An empty object, which stands for an absent metric on the wire. */
    public static final Metric EMPTY = new Metric(JsonNodeFactory.instance.objectNode());

    /**
     * The name of a plugin under {@code provider.plugin}, and that plugin's own part of the metric.
     *
     * @param name {@code namespace/name}
     */
    public record PluginEntry(String name, JsonNode config) {}

    /** The fields that are an {@code IntOrString}. */
    public static final List<String> LIMITS =
            List.of("count", "failureLimit", "inconclusiveLimit", "consecutiveErrorLimit", "consecutiveSuccessLimit");

    private final ObjectNode json;
    private final Once<String> text = new Once<>();
    private final Once<byte[]> encoded = new Once<>();

    /** @param json is not copied; the caller gives it away */
    public Metric(ObjectNode json) {
        this.json = json;
    }

    public String name() {
        return json.path("name").asText("");
    }

    /** The keys under {@code provider}, in their order, for instance {@code prometheus}. */
    public List<String> providers() {
        List<String> names = new ArrayList<>();
        json.path("provider").fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The entries under {@code provider.plugin}, in their order. */
    public List<PluginEntry> plugins() {
        List<PluginEntry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry :
                json.path("provider").path("plugin").properties()) {
            entries.add(new PluginEntry(entry.getKey(), entry.getValue()));
        }
        return entries;
    }

    /** The one plugin of the metric. */
    public Optional<PluginEntry> plugin() {
        return plugins().stream().findFirst();
    }

    /** The name of the one plugin; empty where there is none. */
    public String pluginName() {
        return plugin().map(PluginEntry::name).orElse("");
    }

    public String successCondition() {
        return json.path("successCondition").asText("");
    }

    public String failureCondition() {
        return json.path("failureCondition").asText("");
    }

    /**
     * The value of one of {@link #LIMITS}, as its {@code IntValue()} has it ({@code util/intstr/intstr.go} of
     * apimachinery). A text that is no number counts as 0; one beyond 64 bits counts as
     * the nearest number.
     *
     * @param absent counts where the field is absent or null
     */
    public long limit(String field, long absent) {
        @Nullable JsonNode value = JsonFields.present(json, field);
        return value == null ? absent : GoNumber.nearestInteger(value.asText());
    }

    /** The whole metric, to be read only. */
    public ObjectNode json() {
        return json;
    }

    /** The whole metric as compact JSON; written once. */
    public String text() {
        return text.get(json::toString);
    }

    /**
     * The whole metric as bytes for the wire; encoded once, for all calls that it goes to.
     *
     * @param encoding always the same one
     * @return must not be changed
     */
    public byte[] encoded(Function<Metric, byte[]> encoding) {
        return encoded.get(() -> encoding.apply(this));
    }

    @Override
    public String toString() {
        return text();
    }
}
