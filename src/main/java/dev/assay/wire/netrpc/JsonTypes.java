package dev.assay.wire.netrpc;

import dev.assay.wire.gob.GobType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the reader of JSON for each type. Used by one thread. */
final class JsonTypes {
    private final JsonForms forms;
    private final UnknownFieldListener unknown;
    private final Map<String, FromJson> structs = new HashMap<>();

    JsonTypes(JsonForms forms, UnknownFieldListener unknown) {
        this.forms = forms;
        this.unknown = unknown;
    }

    FromJson of(GobType type) {
        if (!type.jsonForm().isEmpty()) {
            return forms.of(type.jsonForm(), type.toString());
        } else if (type instanceof GobType.Basic basic) {
            return basic(basic.kind());
        } else if (type instanceof GobType.SliceOf slice) {
            return JsonContainers.list(of(slice.element()));
        } else if (type instanceof GobType.MapOf map && isText(map.key())) {
            return JsonContainers.map(of(map.value()));
        } else if (type instanceof GobType.StructOf struct) {
            @Nullable FromJson known = structs.get(struct.name());
            return known == null ? fields(struct) : known;
        }
        throw unknown(type);
    }

    /** The struct is remembered before its fields are added, since they may be of its own type. */
    private JsonStruct fields(GobType.StructOf type) {
        JsonStruct json = new JsonStruct(type.name(), unknown);
        structs.put(type.name(), json);
        for (GobType.Field field : type.fields()) {
            if (field.inline()) {
                json.embed(field.name(), (JsonStruct) of(field.type()));
            } else if (!field.jsonName().equals("-")) {
                json.add(field.jsonName(), field.name(), of(field.type()));
            }
        }
        return json;
    }

    private static boolean isText(GobType type) {
        return type instanceof GobType.Basic basic && basic.kind() == GobType.Kind.TEXT;
    }

    private static FromJson basic(GobType.Kind kind) {
        return switch (kind) {
            case BOOL -> JsonScalars.bool();
            case TEXT -> JsonScalars.text();
            case INT -> JsonScalars.signed(Long.SIZE);
            case UINT -> JsonScalars.unsigned(Long.SIZE);
            case FLOAT -> JsonScalars.floating(Double.SIZE);
            case BYTES -> JsonScalars.base64();
            case COMPLEX, INTERFACE -> throw unknown(kind);
        };
    }

    private static IllegalStateException unknown(Object type) {
        return new IllegalStateException("tried to find how " + type
                + " is read from JSON, but no way is known; teach it to " + JsonTypes.class.getSimpleName());
    }
}
