package dev.assay.wire.netrpc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.text.GoTime;
import dev.assay.wire.gob.GobType;
import dev.assay.wire.gob.GobValue;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Readers of the types whose JSON form is not that of their kind, by {@link GobType#jsonForm()}. */
final class JsonForms {
    private final ZoneId local;

    /** @param local the zone into which Go brings the times that it reads: that of the host */
    JsonForms(ZoneId local) {
        this.local = local;
    }

    /**
     * @param type the name of the type, for its values
     * @throws IllegalStateException for a form that is not known here
     */
    FromJson of(String form, String type) {
        return switch (form) {
            case "Time" -> new Time(local);
            case "IntOrString" -> new Struct(type, JsonForms::intOrString);
            case "Quantity" -> new Struct(type, JsonForms::quantity);
            // It keeps the JSON as it is (apimachinery's meta/v1/helpers.go).
            case "FieldsV1" -> new Struct(type, json -> Map.of("Raw", new GobValue.Bytes(JsonScalars.compact(json))));
            case "RawMessage" -> JsonScalars.raw();
            case "int8" -> JsonScalars.signed(Byte.SIZE);
            case "int16" -> JsonScalars.signed(Short.SIZE);
            case "int32" -> JsonScalars.signed(Integer.SIZE);
            case "int64" -> JsonScalars.signed(Long.SIZE);
            case "uint8" -> JsonScalars.unsigned(Byte.SIZE);
            case "uint16" -> JsonScalars.unsigned(Short.SIZE);
            case "uint32" -> JsonScalars.unsigned(Integer.SIZE);
            case "uint64" -> JsonScalars.unsigned(Long.SIZE);
            case "float32" -> JsonScalars.floating(Float.SIZE);
            case "float64" -> JsonScalars.floating(Double.SIZE);
            default ->
                throw new IllegalStateException("tried to read " + type + " from JSON, but its form " + form
                        + " is not known; teach it to " + JsonForms.class.getSimpleName());
        };
    }

    /** Apimachinery's {@code util/intstr/intstr.go}: what is no string must be a number. */
    private static Map<String, GobValue> intOrString(JsonNode json) {
        if (json.isTextual()) {
            return Map.of("Type", new GobValue.Int(1), "StrVal", new GobValue.Text(json.textValue()));
        }
        if (!json.isNumber()) {
            throw new TypeMismatch("an integer or a string", json);
        }
        return Map.of("IntVal", new GobValue.Int(JsonScalars.integer(json, Integer.SIZE)));
    }

    private static Map<String, GobValue> quantity(JsonNode json) {
        boolean literal = json.isTextual() || json.isNumber();
        @Nullable String format = literal ? QuantityFormat.of(json.asText().replaceAll("^ +| +$", "")) : null;
        if (format == null) {
            throw new TypeMismatch("a quantity such as \"100m\" or \"2Gi\"", json);
        }
        return Map.of("Format", new GobValue.Text(format));
    }

    private record Struct(String type, Function<JsonNode, Map<String, GobValue>> fields) implements FromJson {
        @Override
        public GobValue read(JsonNode json) {
            return new GobValue.Struct(type, fields.apply(json));
        }

        @Override
        public GobValue zero() {
            return new GobValue.Struct(type, Map.of());
        }
    }

    private record Time(ZoneId local) implements FromJson {
        @Override
        public GobValue read(JsonNode json) {
            @Nullable Instant instant = json.isTextual() ? GoTime.read(json.textValue()) : null;
            if (instant == null) {
                throw new TypeMismatch("a time such as \"2006-01-02T15:04:05Z\"", json);
            }
            return GoInstants.write(instant, local);
        }

        @Override
        public GobValue zero() {
            return GoInstants.zero();
        }
    }
}
