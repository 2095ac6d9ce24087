package dev.assay.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.assay.metric.ArgoTypesFile;
import dev.assay.text.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** A type of Argo's, as far as it says which fields an object may have. Immutable. */
sealed interface FieldType {
    /** A value that holds anything: a text, a number, the configuration of a plugin. */
    record Free() implements FieldType {}

    /** A list, or a map whose keys are free. */
    record Container(Supplier<FieldType> element) implements FieldType {}

    /** An object with these fields, by their names in JSON, in Argo's order. */
    record Fields(Map<String, Supplier<FieldType>> fields) implements FieldType {}

    FieldType FREE = new Free();

    /** The types of {@link ArgoTypesFile} by their names, for instance {@code v1alpha1.Metric}. */
    static Map<String, FieldType> all() {
        Map<String, JsonNode> written = new LinkedHashMap<>();
        for (JsonNode type : Json.object(ArgoTypesFile.read()).path("types")) {
            written.put(type.path("name").asText(), type);
        }
        Map<String, FieldType> types = new LinkedHashMap<>();
        written.forEach((name, type) -> types.put(name, of(type, written, types)));
        return Map.copyOf(types);
    }

    private static FieldType of(JsonNode type, Map<String, JsonNode> written, Map<String, FieldType> types) {
        // A type with a form of its own reads its own JSON.
        if (type.path("kind").asText().equals("struct") && !type.has("form")) {
            Map<String, Supplier<FieldType>> fields = new LinkedHashMap<>();
            addFields(type, written, types, fields);
            return new Fields(fields);
        }
        String element = type.path("element").asText("");
        return element.isEmpty() ? FREE : new Container(() -> types.getOrDefault(element, FREE));
    }

    private static void addFields(
            JsonNode type,
            Map<String, JsonNode> written,
            Map<String, FieldType> types,
            Map<String, Supplier<FieldType>> into) {
        for (JsonNode field : type.path("fields")) {
            String fieldType = field.path("type").asText();
            if (field.path("inline").asBoolean()) {
                addFields(written.getOrDefault(fieldType, MissingNode.getInstance()), written, types, into);
            } else if (field.has("json")) {
                into.put(field.path("json").asText(), () -> types.getOrDefault(fieldType, FREE));
            }
        }
    }
}
