package dev.assay.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
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
    /** Of the list that stands under {@code spec.args}; what is no object is passed over. */
    public static List<Argument> all(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(ObjectNode.class::isInstance)
                .map(json -> of((ObjectNode) json))
                .toList();
    }

    public static Argument of(ObjectNode json) {
        JsonNode value = json.get("value");
        JsonNode from = json.get("valueFrom");
        return new Argument(
                json.path("name").asText(""),
                value == null || value.isNull() ? null : value.asText(),
                from == null || from.isNull() ? null : from);
    }

    /** The entry of a Secret that the value is to be read from, when none is given. */
    public Optional<SecretReference> unread() {
        JsonNode secret = secret();
        return value != null || secret == null
                ? Optional.empty()
                : Optional.of(new SecretReference(
                        secret.path("name").asText(""), secret.path("key").asText("")));
    }

    /** The same with a value; as in Argo, what says where it is from stays beside it. */
    public Argument withValue(String newValue) {
        return new Argument(name, newValue, valueFrom);
    }

    /** The reference under {@code valueFrom.secretKeyRef}, with a {@code name} and a {@code key}. */
    private @Nullable JsonNode secret() {
        JsonNode secret = valueFrom == null ? null : valueFrom.get("secretKeyRef");
        return secret == null || secret.isNull() ? null : secret;
    }
}
