package dev.assay.wire.netrpc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.metric.GoTime;
import dev.assay.wire.gob.GobValue;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The types that read their own JSON. */
final class JsonCustom {
    private final Map<String, FromJson> byType = new HashMap<>();

    /** @param local the zone into which Go brings the times that it reads: that of the host */
    JsonCustom(ZoneId local) {
        put("intstr.IntOrString", Map.of(), JsonCustom::intOrString);
        put("resource.Quantity", Map.of(), JsonCustom::quantity);
        // FieldsV1 keeps the JSON as it is (apimachinery's meta/v1/helpers.go).
        put("meta/v1.FieldsV1", Map.of(), json -> Map.of("Raw", new GobValue.Bytes(JsonScalars.compact(json))));
        byType.put("meta/v1.Time", new Time(local));
    }

    /** Null for a type that reads its JSON as all do. */
    @Nullable
    FromJson of(String type) {
        return byType.get(type);
    }

    /** Apimachinery's {@code util/intstr/intstr.go}: what is no string must be a number. */
    private static Map<String, GobValue> intOrString(JsonNode json) {
        if (json.isTextual()) {
            return Map.of("Type", new GobValue.Int(1), "StrVal", new GobValue.Text(json.textValue()));
        }
        if (!json.isNumber()) {
            throw new Mismatch("an integer or a string", json);
        }
        return Map.of("IntVal", new GobValue.Int(JsonScalars.integer(json, Integer.SIZE)));
    }

    private static Map<String, GobValue> quantity(JsonNode json) {
        @Nullable
        String format = json.isTextual() || json.isNumber() ? QuantityFormat.of(trimmed(json.asText())) : null;
        if (format == null) {
            throw new Mismatch("a quantity such as \"100m\" or \"2Gi\"", json);
        }
        return Map.of("Format", new GobValue.Text(format));
    }

    private static String trimmed(String text) {
        return text.replaceAll("^ +| +$", "");
    }

    private void put(String type, Map<String, GobValue> zero, Function<JsonNode, Map<String, GobValue>> fields) {
        byType.put(type, new Struct(type, zero, fields));
    }

    private record Struct(String type, Map<String, GobValue> none, Function<JsonNode, Map<String, GobValue>> fields)
            implements FromJson {
        @Override
        public GobValue read(JsonNode json) {
            return new GobValue.Struct(type, fields.apply(json));
        }

        @Override
        public GobValue zero() {
            return new GobValue.Struct(type, none);
        }
    }

    private record Time(ZoneId local) implements FromJson {
        @Override
        public GobValue read(JsonNode json) {
            @Nullable Instant instant = json.isTextual() ? GoTime.read(json.textValue()) : null;
            if (instant == null) {
                throw new Mismatch("a time such as \"2006-01-02T15:04:05Z\"", json);
            }
            return GoInstants.write(instant, local);
        }

        @Override
        public GobValue zero() {
            throw new IllegalStateException("Argo has no list and no map of times");
        }
    }
}
