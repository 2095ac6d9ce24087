package dev.assay.wire.netrpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.assay.text.DocumentException;
import dev.assay.text.GoNumber;
import dev.assay.text.GoTime;
import dev.assay.text.Json;
import dev.assay.wire.gob.GobType;
import dev.assay.wire.gob.GobValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON of received values, as Go's {@code encoding/json} writes them after gob has decoded them: a value that was not sent
 * has Go's zero value, and fields that the type does not have are left out. Each method throws {@link UnexpectedValue} where
 * a value has another type.
 */
final class GobToJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private GobToJson() {}

    /** @param value null where nothing was sent */
    static JsonNode write(GobType type, @Nullable GobValue value) {
        return switch (type.jsonForm()) {
            case "Time" -> time(value);
            case "IntOrString" -> intOrString(fields(value));
            // Gob carries the format of an amount alone, so a plugin in Go has 0 as well.
            case "Quantity" -> TextNode.valueOf("0");
            case "FieldsV1" -> raw(fields(value).get("Raw"));
            case "RawMessage" -> raw(value);
            default -> plain(type, value);
        };
    }

    private static JsonNode plain(GobType type, @Nullable GobValue value) {
        if (type instanceof GobType.Basic basic) {
            return scalar(basic.kind(), value);
        } else if (type instanceof GobType.StructOf struct) {
            ObjectNode json = NODES.objectNode();
            struct(struct, fields(value), json);
            return json;
        } else if (type instanceof GobType.SliceOf slice) {
            return list(slice.element(), value);
        } else if (type instanceof GobType.MapOf map) {
            return map(map.value(), value);
        }
        throw unknown(type);
    }

    private static void struct(GobType.StructOf type, Map<String, GobValue> fields, ObjectNode json) {
        for (GobType.Field field : type.fields()) {
            @Nullable GobValue value = fields.get(field.name());
            try {
                if (field.inline()) {
                    struct((GobType.StructOf) field.type(), fields(value), json);
                } else if (!field.jsonName().equals("-") && !isLeftOut(field, value)) {
                    json.set(
                            field.jsonName(),
                            value == null && field.pointer() ? NullNode.instance : write(field.type(), value));
                }
            } catch (UnexpectedValue e) {
                throw e.in(field.name());
            }
        }
    }

    private static boolean isLeftOut(GobType.Field field, @Nullable GobValue value) {
        return switch (field.omit()) {
            case NEVER -> false;
            case EMPTY -> value == null || (!field.pointer() && isEmpty(value));
            case ZERO -> write(field.type(), value).isNull();
        };
    }

    /** Gob leaves out all that is empty, except maps. A sender may do otherwise. */
    private static boolean isEmpty(GobValue value) {
        return (value instanceof GobValue.Mapping map && map.entries().isEmpty())
                || (value instanceof GobValue.Sequence list && list.elements().isEmpty())
                || (value instanceof GobValue.Text text && text.value().isEmpty())
                || (value instanceof GobValue.Bytes bytes && bytes.value().length == 0)
                || (value instanceof GobValue.Bool bool && !bool.value())
                || (value instanceof GobValue.Int number && number.value() == 0)
                || (value instanceof GobValue.Uint number && number.value() == 0)
                || (value instanceof GobValue.Float number && number.value() == 0);
    }

    private static JsonNode list(GobType element, @Nullable GobValue value) {
        if (value == null) {
            return NullNode.instance;
        }
        ArrayNode json = NODES.arrayNode();
        as(GobValue.Sequence.class, value, "a slice").elements().forEach(each -> json.add(write(element, each)));
        return json;
    }

    private static JsonNode map(GobType element, @Nullable GobValue value) {
        if (value == null) {
            return NullNode.instance;
        }
        Map<String, JsonNode> sorted = new TreeMap<>();
        for (GobValue.Entry entry : as(GobValue.Mapping.class, value, "a map").entries()) {
            sorted.put(NetRpcValues.text(entry.key()), write(element, entry.value()));
        }
        return NODES.objectNode().setAll(sorted);
    }

    private static JsonNode scalar(GobType.Kind kind, @Nullable GobValue value) {
        return switch (kind) {
            case BOOL ->
                BooleanNode.valueOf(value != null
                        && as(GobValue.Bool.class, value, "a bool").value());
            case TEXT -> TextNode.valueOf(value == null ? "" : NetRpcValues.text(value));
            case INT -> number(value == null ? 0 : integer(value));
            case UINT ->
                Json.number(Long.toUnsignedString(
                        value == null
                                ? 0
                                : as(GobValue.Uint.class, value, "a uint").value()));
            case FLOAT ->
                Json.number(GoNumber.format(
                        value == null
                                ? 0
                                : as(GobValue.Float.class, value, "a float").value()));
            case BYTES -> {
                byte[] bytes = bytes(value);
                yield bytes.length == 0
                        ? NullNode.instance
                        : TextNode.valueOf(Base64.getEncoder().encodeToString(bytes));
            }
            case COMPLEX, INTERFACE -> throw unknown(kind);
        };
    }

    private static JsonNode number(long value) {
        return Json.number(Long.toString(value));
    }

    private static long integer(GobValue value) {
        return as(GobValue.Int.class, value, "an int").value();
    }

    private static byte[] bytes(@Nullable GobValue value) {
        return value == null
                ? new byte[0]
                : as(GobValue.Bytes.class, value, "bytes").value();
    }

    private static JsonNode time(@Nullable GobValue value) {
        @Nullable Instant instant = value == null ? null : GoInstants.read(value);
        return instant == null ? NullNode.instance : TextNode.valueOf(GoTime.write(instant));
    }

    private static JsonNode intOrString(Map<String, GobValue> fields) {
        @Nullable GobValue type = fields.get("Type");
        if (type != null && integer(type) != 0) {
            return scalar(GobType.Kind.TEXT, fields.get("StrVal"));
        }
        return scalar(GobType.Kind.INT, fields.get("IntVal"));
    }

    /** JSON as it stands, for instance a plugin's own part of a metric. */
    private static JsonNode raw(@Nullable GobValue value) {
        byte[] bytes = bytes(value);
        if (bytes.length == 0) {
            return NullNode.instance;
        }
        try {
            JsonNode json = Json.lenientValue(new String(bytes, StandardCharsets.UTF_8));
            if (!json.isMissingNode()) {
                return json;
            }
        } catch (DocumentException e) {
            throw new UnexpectedValue("it is no JSON that can be read: " + e.reason());
        }
        throw new UnexpectedValue("it is no JSON");
    }

    private static Map<String, GobValue> fields(@Nullable GobValue value) {
        return value == null
                ? Map.of()
                : as(GobValue.Struct.class, value, "a struct").fields();
    }

    private static <T extends GobValue> T as(Class<T> wanted, GobValue value, String name) {
        if (wanted.isInstance(value)) {
            return wanted.cast(value);
        }
        throw new UnexpectedValue("it is " + NetRpcValues.kind(value) + " instead of " + name);
    }

    private static IllegalStateException unknown(Object type) {
        return new IllegalStateException("tried to find how " + type
                + " is written as JSON, but no way is known; teach it to " + GobToJson.class.getSimpleName());
    }
}
