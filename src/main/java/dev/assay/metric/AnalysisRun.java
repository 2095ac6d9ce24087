package dev.assay.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A view over the JSON of an AnalysisRun. A field that Assay reads has an accessor; all others are carried untouched.
 * Immutable as long as nobody writes to {@link #json()}, which nobody may.
 */
public final class AnalysisRun {
    /** An empty object, which stands for an absent run on the wire. */
    public static final AnalysisRun EMPTY = new AnalysisRun(JsonNodeFactory.instance.objectNode());

    private final ObjectNode json;
    private final Once<String> text = new Once<>();
    private final Once<byte[]> encoded = new Once<>();

    /** @param json is not copied; the caller gives it away */
    public AnalysisRun(ObjectNode json) {
        this.json = json;
    }

    public String name() {
        return json.path("metadata").path("name").asText("");
    }

    public String namespace() {
        return json.path("metadata").path("namespace").asText("");
    }

    public List<Metric> metrics() {
        return objects("metrics").map(Metric::new).toList();
    }

    public List<Argument> arguments() {
        return Argument.all(json.path("spec").path("args"));
    }

    /**
     * The run with the values of Secrets in its arguments, as Argo hands it to its providers ({@code resolveArgs} in
     * {@code analysis/analysis.go}).
     */
    public AnalysisRun withSecrets(Map<SecretReference, String> values) {
        ArrayNode arguments = json.path("spec").path("args").deepCopy();
        for (JsonNode node : arguments) {
            if (node instanceof ObjectNode argument) {
                Argument.of(argument).secretToRead().map(values::get).ifPresent(value -> argument.put("value", value));
            }
        }
        ObjectNode spec = JsonNodeFactory.instance.objectNode();
        json.path("spec").properties().forEach(field -> spec.set(field.getKey(), field.getValue()));
        spec.set("args", arguments);
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        json.properties().forEach(field -> whole.set(field.getKey(), field.getValue()));
        whole.set("spec", spec);
        return new AnalysisRun(whole);
    }

    /** The rules under {@code spec.dryRun}: regular expressions over metric names. */
    public List<String> dryRunRules() {
        return objects("dryRun").map(rule -> rule.path("metricName").asText("")).toList();
    }

    /** The rules under {@code spec.measurementRetention}, in their order. */
    public List<RetentionRule> retentionRules() {
        return objects("measurementRetention")
                .map(rule -> new RetentionRule(
                        rule.path("metricName").asText(""), rule.path("limit").asInt(0)))
                .toList();
    }

    /**
     * How many measurements are kept of the metrics with certain names.
     *
     * @param metricName a regular expression over metric names
     * @param limit zero or less for Argo's default
     */
    public record RetentionRule(String metricName, int limit) {}

    /** Whether {@code spec.terminate} is set. */
    public boolean terminate() {
        return json.path("spec").path("terminate").asBoolean(false);
    }

    /** The whole run, to be read only. */
    public ObjectNode json() {
        return json;
    }

    /** The whole run as compact JSON; written once. */
    public String text() {
        return text.get(json::toString);
    }

    /**
     * The whole run as bytes for the wire; encoded once, for all calls that it goes to.
     *
     * @param encoding always the same one
     * @return must not be changed
     */
    public byte[] encoded(Function<AnalysisRun, byte[]> encoding) {
        return encoded.get(() -> encoding.apply(this));
    }

    private Stream<ObjectNode> objects(String field) {
        JsonNode list = json.path("spec").path(field);
        return StreamSupport.stream(list.spliterator(), false)
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast);
    }

    @Override
    public String toString() {
        return text();
    }
}
