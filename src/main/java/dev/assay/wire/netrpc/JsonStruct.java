package dev.assay.wire.netrpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.wire.gob.GobValue;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A struct. Keys are matched exactly, as Kubernetes' clients do ({@code UnmarshalCaseSensitivePreserveInts} in {@code
 * sigs.k8s.io/json}): through them a manifest comes to a plugin in a cluster. Null is like absent.
 */
final class JsonStruct implements FromJson {
    private final String type;
    private final UnknownFieldListener unknown;
    private final Map<String, Slot> slots = new HashMap<>();

    JsonStruct(String type, UnknownFieldListener unknown) {
        this.type = type;
        this.unknown = unknown;
    }

    /**
     * A field; called while the types are put together only.
     *
     * @param key in JSON
     * @param field in Go
     */
    void add(String key, String field, FromJson reading) {
        add(key, new Slot(field, reading, null));
    }

    /** A field whose own fields stand in the JSON of this struct; it is complete already. */
    void embed(String field, JsonStruct embedded) {
        embedded.slots.forEach((key, slot) -> add(key, new Slot(field, slot.reading, new Inner(embedded, slot))));
    }

    private void add(String key, Slot slot) {
        if (slots.putIfAbsent(key, slot) != null) {
            throw new IllegalStateException(type + " has two fields with the key " + key
                    + ", of which one hides the other in Go; teach this class which");
        }
    }

    @Override
    public GobValue read(JsonNode json) {
        if (!(json instanceof ObjectNode object)) {
            throw new TypeMismatch("an object", json);
        }
        Map<String, GobValue> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            @Nullable Slot slot = slots.get(property.getKey());
            if (slot == null) {
                unknown.leftOut(type, property.getKey());
            } else if (!property.getValue().isNull() || slot.reading.takesNull()) {
                slot.put(fields, value(slot.reading, property));
            }
        }
        return new GobValue.Struct(type, fields);
    }

    private static GobValue value(FromJson reading, Map.Entry<String, JsonNode> property) {
        try {
            return reading.read(property.getValue());
        } catch (TypeMismatch e) {
            throw e.under(property.getKey());
        }
    }

    @Override
    public GobValue zero() {
        return new GobValue.Struct(type, Map.of());
    }

    /**
     * The place in a struct value for the value of one JSON key.
     *
     * @param field the field of this struct
     * @param inner the place within an embedded struct; null when the value is that of the field itself
     */
    private record Slot(
            String field, FromJson reading, @Nullable Inner inner) {
        void put(Map<String, GobValue> fields, GobValue value) {
            if (inner == null) {
                fields.put(field, value);
                return;
            }
            Map<String, GobValue> inside = new LinkedHashMap<>();
            if (fields.get(field) instanceof GobValue.Struct already) {
                inside.putAll(already.fields());
            }
            inner.slot.put(inside, value);
            fields.put(field, new GobValue.Struct(inner.struct.type, inside));
        }
    }

    private record Inner(JsonStruct struct, Slot slot) {}
}
