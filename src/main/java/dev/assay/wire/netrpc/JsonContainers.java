package dev.assay.wire.netrpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.wire.gob.GobValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lists and maps, with the rules of {@code array} and {@code object} in Go's {@code encoding/json/decode.go}. */
final class JsonContainers {
    private JsonContainers() {}

    static FromJson list(FromJson element) {
        return new ListOf(element);
    }

    /** A map whose keys are strings. */
    static FromJson map(FromJson value) {
        return new MapOf(value);
    }

    private static GobValue orZero(FromJson reading, JsonNode json) {
        return json.isNull() && !reading.takesNull() ? reading.zero() : reading.read(json);
    }

    private record ListOf(FromJson element) implements FromJson {
        @Override
        public GobValue read(JsonNode json) {
            if (!(json instanceof ArrayNode array)) {
                throw new TypeMismatch("an array", json);
            }
            List<GobValue> elements = new ArrayList<>(array.size());
            for (int i = 0; i < array.size(); i++) {
                try {
                    elements.add(orZero(element, array.get(i)));
                } catch (TypeMismatch e) {
                    throw e.at(i);
                }
            }
            return new GobValue.Sequence(elements);
        }

        @Override
        public GobValue zero() {
            return new GobValue.Sequence(List.of());
        }
    }

    private record MapOf(FromJson value) implements FromJson {
        @Override
        public GobValue read(JsonNode json) {
            if (!(json instanceof ObjectNode object)) {
                throw new TypeMismatch("an object", json);
            }
            List<GobValue.Entry> entries = new ArrayList<>(object.size());
            for (Map.Entry<String, JsonNode> property : object.properties()) {
                try {
                    entries.add(new GobValue.Entry(
                            new GobValue.Text(property.getKey()), orZero(value, property.getValue())));
                } catch (TypeMismatch e) {
                    throw e.under(property.getKey());
                }
            }
            return new GobValue.Mapping(entries);
        }

        @Override
        public GobValue zero() {
            return new GobValue.Mapping(List.of());
        }
    }
}
