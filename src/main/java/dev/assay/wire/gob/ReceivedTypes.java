package dev.assay.wire.gob;

import dev.assay.wire.gob.GobValue.Encoding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The types of one stream: the basic ones, and what the sender defined. A definition is a value of the struct
 * {@code wireType}, whose parts have fixed ids ({@code encoding/gob/type.go}, {@code doc.go}).
 */
final class ReceivedTypes {
    /** {@code firstUserId}; what lies between the basic kinds and this one is not for senders. */
    private static final int FIRST_DEFINED = 64;

    private final GobLimits limits;
    private final Map<Long, ReceivedType> types = new HashMap<>();
    private final ReceivedType definition;
    private int defined;
    private int definitionBytes;

    ReceivedTypes(GobLimits limits, InterfaceReader interfaces) {
        this.limits = limits;
        for (GobType.Kind kind : GobType.Kind.values()) {
            types.put((long) kind.id(), new ReceivedType.Basic(kind, interfaces));
        }
        this.definition = wireType();
    }

    ReceivedType get(long id, GobInput in) {
        ReceivedType type = types.get(id);
        if (type == null) {
            throw in.breach("a value of type " + id + ", which was not defined");
        }
        return type;
    }

    /** Reads the definition of {@code id}, whose bytes come next. */
    void define(long id, GobInput in) {
        if (id < FIRST_DEFINED || id > Integer.MAX_VALUE) {
            throw in.breach("a definition of type " + id + ", an id that is not for definitions");
        }
        if (types.containsKey(id)) {
            throw in.breach("type " + id + " is defined twice");
        }
        if (++defined > limits.maxTypes()) {
            throw in.breach("more than " + limits.maxTypes() + " types are defined");
        }
        int start = in.position();
        GobValue.Struct wire = (GobValue.Struct) definition.read(in);
        definitionBytes += in.position() - start;
        if (definitionBytes > limits.maxDefinitionBytes()) {
            throw in.breach("type definitions take more than " + limits.maxDefinitionBytes() + " bytes");
        }
        types.put(id, type(id, wire, in));
    }

    private ReceivedType type(long id, GobValue.Struct wire, GobInput in) {
        if (wire.fields().size() != 1) {
            throw in.breach(
                    "the definition of type " + id + " is " + wire.fields().size() + " things, not one");
        }
        Map.Entry<String, GobValue> only = wire.fields().entrySet().iterator().next();
        GobValue.Struct body = (GobValue.Struct) only.getValue();
        return switch (only.getKey()) {
            case "ArrayT" -> new ReceivedType.Sequence(reference(id, body, "Elem", in), arrayLength(id, body, in));
            case "SliceT" -> new ReceivedType.Sequence(reference(id, body, "Elem", in), -1);
            case "StructT" -> struct(id, body, in);
            case "MapT" -> new ReceivedType.Mapping(reference(id, body, "Key", in), reference(id, body, "Elem", in));
            case "GobEncoderT" -> new ReceivedType.Opaque(Encoding.GOB);
            case "BinaryMarshalerT" -> new ReceivedType.Opaque(Encoding.BINARY);
            case "TextMarshalerT" -> new ReceivedType.Opaque(Encoding.TEXT);
            default -> throw in.breach("the definition of type " + id + " is of an unknown kind");
        };
    }

    private static long arrayLength(long id, GobValue.Struct body, GobInput in) {
        long length = number(body.fields().get("Len"));
        if (length < 0) {
            throw in.breach("type " + id + " is an array of a negative length");
        }
        return length;
    }

    private ReceivedType struct(long id, GobValue.Struct body, GobInput in) {
        List<String> names = new ArrayList<>();
        List<TypeReference> fieldTypes = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        if (body.fields().get("Field") instanceof GobValue.Sequence fields) {
            if (fields.elements().size() > limits.maxFields()) {
                throw in.breach("type " + id + " has more than " + limits.maxFields() + " fields");
            }
            for (GobValue element : fields.elements()) {
                GobValue.Struct field = (GobValue.Struct) element;
                String name = text(field.fields().get("Name"));
                if (name.isEmpty() || !seen.add(name)) {
                    throw in.breach("type " + id + " has a field without a name, or two of the same name");
                }
                names.add(name);
                fieldTypes.add(reference(id, field, "Id", in));
            }
        }
        String name = body.fields().get("CommonType") instanceof GobValue.Struct common
                ? text(common.fields().get("Name"))
                : "";
        return new ReceivedType.Struct(name, List.copyOf(names), List.copyOf(fieldTypes));
    }

    private TypeReference reference(long id, GobValue.Struct body, String field, GobInput in) {
        long target = number(body.fields().get(field));
        boolean basic = target > 0 && types.get(target) instanceof ReceivedType.Basic;
        if (!basic && (target < FIRST_DEFINED || target > Integer.MAX_VALUE)) {
            throw in.breach("type " + id + " is made of type " + target + ", which cannot be");
        }
        return new TypeReference(this, target);
    }

    private static String text(@Nullable GobValue value) {
        return value instanceof GobValue.Text text ? text.value() : "";
    }

    private static long number(@Nullable GobValue value) {
        return value instanceof GobValue.Int number ? number.value() : 0;
    }

    /** The types 16 to 23, which both sides know. */
    private ReceivedType wireType() {
        TypeReference number = new TypeReference(this, GobType.Kind.INT.id());
        TypeReference text = new TypeReference(this, GobType.Kind.TEXT.id());
        TypeReference common = known(struct("CommonType", List.of("Name", "Id"), List.of(text, number)));
        TypeReference field = known(struct("fieldType", List.of("Name", "Id"), List.of(text, number)));
        TypeReference fields = known(new ReceivedType.Sequence(field, -1));
        TypeReference array =
                known(struct("arrayType", List.of("CommonType", "Elem", "Len"), List.of(common, number, number)));
        TypeReference slice = known(struct("sliceType", List.of("CommonType", "Elem"), List.of(common, number)));
        TypeReference struct = known(struct("structType", List.of("CommonType", "Field"), List.of(common, fields)));
        TypeReference map =
                known(struct("mapType", List.of("CommonType", "Key", "Elem"), List.of(common, number, number)));
        TypeReference opaque = known(struct("gobEncoderType", List.of("CommonType"), List.of(common)));
        return struct(
                "wireType",
                List.of("ArrayT", "SliceT", "StructT", "MapT", "GobEncoderT", "BinaryMarshalerT", "TextMarshalerT"),
                List.of(array, slice, struct, map, opaque, opaque, opaque));
    }

    private TypeReference known(ReceivedType type) {
        return new TypeReference(this, type);
    }

    private static ReceivedType struct(String name, List<String> names, List<TypeReference> types) {
        return new ReceivedType.Struct(name, names, types);
    }
}
