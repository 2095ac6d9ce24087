package dev.assay.wire.gob;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.wire.gob.GobValue.Encoding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes types of the JSON that {@link GobTypes} describes. For one document only. */
final class GobTypesReader {
    private static final int FIRST_DEFINED = 64;
    private static final Map<String, GobType.Basic> BASIC_KINDS = Map.of(
            "bool", GobType.Basic.BOOL,
            "int", GobType.Basic.INT,
            "uint", GobType.Basic.UINT,
            "float", GobType.Basic.FLOAT,
            "bytes", GobType.Basic.BYTES,
            "string", GobType.Basic.TEXT,
            "complex", GobType.Basic.COMPLEX,
            "any", GobType.Basic.INTERFACE);

    private final Map<String, JsonNode> descriptions = new LinkedHashMap<>();
    private final Map<String, GobType> types = new HashMap<>(BASIC_KINDS);
    private final List<OpenStruct> structs = new ArrayList<>();
    private final Set<String> resolving = new HashSet<>();
    private final Set<Integer> ids = new HashSet<>();

    /** A struct whose fields are added when all types are known, since they may be of its own type. */
    private record OpenStruct(String name, JsonNode description, List<GobType.Field> fields) {}

    Map<String, GobType> read(JsonNode document) {
        for (JsonNode description : document.path("types")) {
            String name = text(description, "name");
            if (name.isEmpty() || types.containsKey(name) || descriptions.put(name, description) != null) {
                throw wrong(name, "its name is empty, or that of another type");
            }
        }
        descriptions.keySet().forEach(name -> resolve(name, name));
        structs.forEach(struct -> {
            for (JsonNode field : struct.description().path("fields")) {
                struct.fields().add(field(struct.name(), field));
            }
        });
        EndlessStructs.refuse(types.values());
        return types;
    }

    /** @param user the type in which the name stands */
    private GobType resolve(String user, String name) {
        @Nullable GobType known = types.get(name);
        if (known != null) {
            return known;
        }
        @Nullable JsonNode description = descriptions.get(name);
        if (description == null) {
            throw wrong(user, "no type " + name + " is described");
        }
        if (!resolving.add(name)) {
            throw wrong(name, "it is made of itself without a struct between");
        }
        GobType type = type(name, description);
        types.put(name, type);
        return type;
    }

    private GobType type(String name, JsonNode json) {
        String kind = text(json, "kind");
        String form = text(json, "form");
        GobType.@Nullable Basic basic = BASIC_KINDS.get(kind);
        if (basic != null) {
            return new GobType.Basic(basic.kind(), form);
        }
        int id = id(name, json);
        return switch (kind) {
            case "struct" -> {
                OpenStruct struct = new OpenStruct(name, json, new ArrayList<>());
                structs.add(struct);
                yield new GobType.StructOf(id, name, wireName(json, afterDot(name)), form, struct.fields());
            }
            case "opaque" -> new GobType.OpaqueOf(id, name, wireName(json, afterDot(name)), form, encoding(name, json));
            case "slice" -> new GobType.SliceOf(id, wireName(json, name), form, part(name, json, "element"));
            case "array" ->
                new GobType.ArrayOf(
                        id, wireName(json, name), form, json.path("length").asInt(), part(name, json, "element"));
            case "map" ->
                new GobType.MapOf(id, wireName(json, name), form, part(name, json, "key"), part(name, json, "element"));
            default -> throw wrong(name, "its kind \"" + kind + "\" is unknown");
        };
    }

    private GobType.Field field(String struct, JsonNode json) {
        String field = text(json, "name");
        if (field.isEmpty()) {
            throw wrong(struct, "it has a field without a name");
        }
        boolean inline = json.path("inline").asBoolean();
        String key = json.path("json").asText("-");
        return new GobType.Field(
                field,
                inline ? "" : key,
                inline,
                omit(struct + "." + field, json),
                json.path("pointer").asBoolean(),
                resolve(struct + "." + field, text(json, "type")));
    }

    private static GobType.Omit omit(String field, JsonNode json) {
        return switch (text(json, "omit")) {
            case "" -> GobType.Omit.NEVER;
            case "empty" -> GobType.Omit.EMPTY;
            case "zero" -> GobType.Omit.ZERO;
            default -> throw wrong(field, "its omit is neither empty nor zero");
        };
    }

    private GobType part(String name, JsonNode json, String key) {
        return resolve(name, text(json, key));
    }

    private int id(String name, JsonNode json) {
        int id = json.path("id").asInt();
        if (id < FIRST_DEFINED || !ids.add(id)) {
            throw wrong(name, "its id is " + id + ", but must be " + FIRST_DEFINED + " or more, and its own");
        }
        return id;
    }

    private static Encoding encoding(String name, JsonNode json) {
        return switch (text(json, "encoding")) {
            case "gob" -> Encoding.GOB;
            case "binary" -> Encoding.BINARY;
            case "text" -> Encoding.TEXT;
            default -> throw wrong(name, "its encoding is neither gob, binary nor text");
        };
    }

    private static String text(JsonNode json, String key) {
        return json.path(key).asText("");
    }

    private static String wireName(JsonNode json, String otherwise) {
        return json.path("wire").asText(otherwise);
    }

    private static String afterDot(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static IllegalArgumentException wrong(String type, String what) {
        return new IllegalArgumentException(String.format(Locale.ROOT, "the type %s: %s", type, what));
    }
}
