package dev.assay.wire.netrpc;

import dev.assay.wire.gob.GobType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts together how each type is read from JSON. Used by one thread. */
final class JsonTypes {
    private final JsonCustom custom;
    private final UnknownFields unknown;
    private final Map<String, FromJson> structs = new HashMap<>();

    JsonTypes(JsonCustom custom, UnknownFields unknown) {
        this.custom = custom;
        this.unknown = unknown;
    }

    FromJson of(GobType type) {
        if (type instanceof GobType.Basic basic) {
            return basic(basic);
        } else if (type instanceof GobType.SliceOf slice) {
            return JsonContainers.list(of(slice.element()));
        } else if (type instanceof GobType.MapOf map && map.key() == GobType.Basic.TEXT) {
            return JsonContainers.map(of(map.value()));
        } else if (type instanceof GobType.StructOf struct) {
            return struct(struct);
        } else if (type instanceof GobType.OpaqueOf opaque) {
            @Nullable FromJson known = custom.of(opaque.name());
            if (known != null) {
                return known;
            }
        }
        throw new IllegalStateException("no way is known from JSON to " + type + "; teach it to " + JsonTypes.class);
    }

    private FromJson struct(GobType.StructOf type) {
        @Nullable FromJson known = custom.of(type.name());
        if (known == null) {
            known = structs.get(type.name());
        }
        return known == null ? fields(type) : known;
    }

    /** It is remembered before its fields are, which may have its own type. */
    private JsonStruct fields(GobType.StructOf type) {
        JsonStruct json = new JsonStruct(type.name(), unknown);
        structs.put(type.name(), json);
        for (GobType.Field field : type.fields()) {
            if (field.inline()) {
                json.embed(field.name(), (JsonStruct) of(field.type()));
            } else if (!field.jsonName().isEmpty()) {
                json.add(field.jsonName(), field.name(), of(field.type()));
            }
        }
        return json;
    }

    private static FromJson basic(GobType.Basic basic) {
        return switch (basic) {
            case BOOL -> JsonScalars.bool();
            case TEXT -> JsonScalars.text();
            case INT8 -> JsonScalars.signed(Byte.SIZE);
            case INT16 -> JsonScalars.signed(Short.SIZE);
            case INT32 -> JsonScalars.signed(Integer.SIZE);
            case INT64 -> JsonScalars.signed(Long.SIZE);
            case UINT8 -> JsonScalars.unsigned(Byte.SIZE);
            case UINT16 -> JsonScalars.unsigned(Short.SIZE);
            case UINT32 -> JsonScalars.unsigned(Integer.SIZE);
            case UINT64 -> JsonScalars.unsigned(Long.SIZE);
            case FLOAT32 -> JsonScalars.floating(Float.SIZE);
            case FLOAT64 -> JsonScalars.floating(Double.SIZE);
            case BYTES -> JsonScalars.base64();
            case RAW_JSON -> JsonScalars.raw();
            default -> throw new IllegalStateException("no way is known from JSON to " + basic);
        };
    }
}
