package dev.assay.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * An argument of an analysis.
 *
 * @param value absent when it is still to be given
 * @param valueFrom where the value is to be read, for instance {@code {"secretKeyRef":{...}}}
 */
public record Argument(
        String name, @Nullable String value, @Nullable JsonNode valueFrom) {
    static Argument of(ObjectNode json) {
        JsonNode value = json.get("value");
        JsonNode from = json.get("valueFrom");
        return new Argument(
                json.path("name").asText(""),
                value == null || value.isNull() ? null : value.asText(),
                from == null || from.isNull() ? null : from);
    }

    /** The reference under {@code valueFrom.secretKeyRef}, with a {@code name} and a {@code key}. */
    @Nullable
    JsonNode secret() {
        JsonNode secret = valueFrom == null ? null : valueFrom.get("secretKeyRef");
        return secret == null || secret.isNull() ? null : secret;
    }
}
