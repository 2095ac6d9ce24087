package dev.assay.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Fields of JSON objects by their types. A field that is null counts as absent, as in Go. Each {@code path} is that of
 * the parent and ends with a dot, for instance {@code spec.metrics[0].}; it is empty for the outermost object.
 */
public final class JsonFields {
    private static final int LONGEST_VALUE = 100;

    private JsonFields() {}

    /** The field of any type; null when it is absent. */
    public static @Nullable JsonNode present(ObjectNode parent, String field) {
        @Nullable JsonNode value = parent.get(field);
        return value == null || value.isNull() ? null : value;
    }

    /** @throws DocumentException when it is no object */
    public static @Nullable ObjectNode object(ObjectNode parent, String field, String path) {
        @Nullable JsonNode value = present(parent, field);
        if (value == null || value instanceof ObjectNode) {
            return (ObjectNode) value;
        }
        throw wrongType(path + field, "an object", value);
    }

    /**
     * The empty string when the field is absent.
     *
     * @throws DocumentException when it is no string
     */
    public static String text(ObjectNode parent, String field, String path) {
        @Nullable JsonNode value = present(parent, field);
        if (value == null || value.isTextual()) {
            return value == null ? "" : value.textValue();
        }
        throw wrongType(path + field, "a string", value);
    }

    /**
     * A new map, by sorted key; an entry that is null counts as the empty string, as in Go.
     *
     * @throws DocumentException when it is no object, or an entry is no string
     */
    public static Map<String, String> texts(ObjectNode parent, String field, String path) {
        Map<String, String> texts = new TreeMap<>();
        @Nullable ObjectNode map = object(parent, field, path);
        if (map != null) {
            map.fieldNames().forEachRemaining(key -> texts.put(key, text(map, key, path + field + ".")));
        }
        return texts;
    }

    /** The field where it is a text; empty for everything else. */
    public static Optional<String> optionalText(JsonNode parent, String field) {
        return Optional.of(parent.path(field)).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    /** Writes the field unless it is empty, as Go does with {@code omitempty}. */
    public static void put(ObjectNode parent, String field, String text) {
        if (!text.isEmpty()) {
            parent.put(field, text);
        }
    }

    /** Writes the field unless it is 0. */
    public static void put(ObjectNode parent, String field, int number) {
        if (number != 0) {
            parent.put(field, number);
        }
    }

    /** Writes the field, to the second, unless there is no time. */
    public static void put(ObjectNode parent, String field, @Nullable Instant time) {
        if (time != null) {
            parent.put(field, GoTime.write(time));
        }
    }

    /** Writes the field, by sorted key, unless it is empty. */
    public static void put(ObjectNode parent, String field, Map<String, String> texts) {
        if (!texts.isEmpty()) {
            ObjectNode json = parent.putObject(field);
            new TreeMap<>(texts).forEach(json::put);
        }
    }

    /**
     * The refusal of a value.
     *
     * @param path of the value, for instance {@code spec.terminate}
     * @param wanted for instance {@code a string}
     */
    public static DocumentException wrongType(String path, String wanted, JsonNode found) {
        String remedy = wanted.equals("a string") && found.isValueNode() ? "put it in quotes" : "write " + wanted;
        String text = found.isValueNode() && !found.isNull()
                ? " (" + ForeignText.shortened(found.asText(), LONGEST_VALUE) + ")"
                : "";
        return new DocumentException("read " + path + " as " + wanted, "found " + kind(found) + text, remedy);
    }

    /** {@code a string}, {@code an array}, {@code null}. */
    public static String kind(JsonNode value) {
        JsonNodeType type = value.getNodeType();
        String name = type.name().toLowerCase(Locale.ROOT);
        return switch (type) {
            case NULL -> name;
            case ARRAY, OBJECT -> "an " + name;
            default -> "a " + name;
        };
    }
}
