package dev.assay.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * An argument of an analysis.
 *
 * @param value absent when it is still to be given
 * @param valueFrom where the value is to be read, for instance {@code {"secretKeyRef":{...}}}
 */
public record Argument(
        String name, @Nullable String value, @Nullable JsonNode valueFrom) {
    /** The arguments of the list under {@code spec.args}; an element that is no object is skipped. */
    public static List<Argument> all(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(ObjectNode.class::isInstance)
                .map(json -> of((ObjectNode) json))
                .toList();
    }

    /** Arguments with these values, by name. */
    public static List<Argument> given(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> new Argument(entry.getKey(), entry.getValue(), null))
                .toList();
    }

    static Argument of(ObjectNode json) {
        JsonNode value = json.get("value");
        JsonNode from = json.get("valueFrom");
        return new Argument(
                json.path("name").asText(""),
                value == null || value.isNull() ? null : value.asText(),
                from == null || from.isNull() ? null : from);
    }

    /** The entry of a Secret from which the value is to be read; empty when a value is given, or none refers to a Secret. */
    public Optional<SecretReference> secretToRead() {
        JsonNode secret = secret();
        return value != null || secret == null
                ? Optional.empty()
                : Optional.of(new SecretReference(
                        secret.path("name").asText(""), secret.path("key").asText("")));
    }

    /** The reference under {@code valueFrom.secretKeyRef}, with a {@code name} and a {@code key}. */
    private @Nullable JsonNode secret() {
        JsonNode secret = valueFrom == null ? null : valueFrom.get("secretKeyRef");
        return secret == null || secret.isNull() ? null : secret;
    }
}
