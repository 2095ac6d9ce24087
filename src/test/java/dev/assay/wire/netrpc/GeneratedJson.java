package dev.assay.wire.netrpc;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.assay.wire.gob.GobType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;

/** JSON text of Argo's types with each of their fields, made up from a seed. */
final class GeneratedJson {
    private static final int MAX_RAW_DEPTH = 3;

    private final Random random;
    private final double present;
    private final double absurd;

    /**
     * @param present how likely a field is there; 1 for all of them
     * @param absurd how likely null or something empty stands in the place of a value
     */
    GeneratedJson(long seed, double present, double absurd) {
        this.random = new Random(seed);
        this.present = present;
        this.absurd = absurd;
    }

    String of(GobType type) {
        return switch (type.jsonForm()) {
            case "Time" -> quoted(pick(JsonSamples.TIMES));
            case "IntOrString" -> pick(JsonSamples.INTS_OR_STRINGS);
            case "Quantity" -> pick(JsonSamples.QUANTITIES);
            case "FieldsV1", "RawMessage" -> raw(0);
            case "int32" -> pick(JsonSamples.INT32);
            case "int64" -> pick(JsonSamples.INT64);
            case "" -> plain(type);
            default -> throw new IllegalStateException("no sample of the form " + type.jsonForm());
        };
    }

    private String plain(GobType type) {
        if (type instanceof GobType.Basic basic) {
            return switch (basic.kind()) {
                case BOOL -> Boolean.toString(random.nextBoolean());
                case TEXT -> quoted(pick(JsonSamples.TEXTS));
                case BYTES -> quoted(base64(pick(JsonSamples.TEXTS)));
                default -> throw new IllegalStateException("no sample of " + basic);
            };
        } else if (type instanceof GobType.SliceOf slice) {
            return list(slice.element());
        } else if (type instanceof GobType.MapOf map) {
            return object(keys(), map.value());
        } else if (type instanceof GobType.StructOf struct) {
            StringJoiner fields = new StringJoiner(",", "{", "}");
            struct(struct, fields);
            return fields.toString();
        }
        throw new IllegalStateException("no sample of " + type);
    }

    private void struct(GobType.StructOf type, StringJoiner fields) {
        for (GobType.Field field : type.fields()) {
            if (field.inline()) {
                struct((GobType.StructOf) field.type(), fields);
            } else if (!field.jsonName().equals("-") && random.nextDouble() < present) {
                fields.add(quoted(field.jsonName()) + ":" + orNothing(field.type()));
            }
        }
    }

    private String orNothing(GobType type) {
        if (random.nextDouble() >= absurd) {
            return of(type);
        }
        return random.nextBoolean() ? "null" : empty(type);
    }

    private static String empty(GobType type) {
        if (type instanceof GobType.SliceOf) {
            return "[]";
        } else if (type instanceof GobType.MapOf
                || (type instanceof GobType.StructOf && type.jsonForm().isEmpty())) {
            return "{}";
        }
        return type instanceof GobType.Basic basic && basic.kind() == GobType.Kind.TEXT ? "\"\"" : "null";
    }

    private String list(GobType element) {
        StringJoiner elements = new StringJoiner(",", "[", "]");
        for (int left = size(); left > 0; left--) {
            elements.add(orNothing(element));
        }
        return elements.toString();
    }

    private String object(Set<String> keys, GobType value) {
        StringJoiner entries = new StringJoiner(",", "{", "}");
        keys.forEach(key -> entries.add(quoted(key) + ":" + orNothing(value)));
        return entries.toString();
    }

    /** Where each field is there one element mostly will do: their product is what grows. */
    private int size() {
        return present == 1 ? 1 + random.nextInt(5) / 4 : random.nextInt(4);
    }

    private Set<String> keys() {
        Set<String> keys = new LinkedHashSet<>();
        for (int left = size(); left > 0; left--) {
            keys.add(pick(JsonSamples.TEXTS));
        }
        return keys;
    }

    private String raw(int depth) {
        int kind = random.nextInt(depth < MAX_RAW_DEPTH ? 5 : 3);
        StringJoiner parts = new StringJoiner(",");
        if (kind < 3) {
            return kind == 0
                    ? quoted(pick(JsonSamples.TEXTS))
                    : pick(kind == 1 ? JsonSamples.NUMBERS : JsonSamples.NAMES);
        } else if (kind == 3) {
            List<String> elements = new ArrayList<>(keys());
            elements.forEach(element -> parts.add(raw(depth + 1)));
            return "[" + parts + "]";
        }
        keys().forEach(key -> parts.add(quoted(key) + ":" + raw(depth + 1)));
        return "{" + parts + "}";
    }

    String pick(List<String> samples) {
        return samples.get(random.nextInt(samples.size()));
    }

    static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
