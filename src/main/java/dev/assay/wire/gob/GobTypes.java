package dev.assay.wire.gob;

import dev.assay.text.DocumentException;
import dev.assay.text.Json;
import java.util.Map;

/**
 * Descriptions of the Go types that are sent, read from a JSON document.
 *
 * <pre>{@code
 * {"about": "...", "types": [
 *   {"name": "rpc.RunArgs", "id": 65, "kind": "struct", "fields": [
 *     {"name": "AnalysisRun", "json": "AnalysisRun", "type": "v1alpha1.AnalysisRun", "pointer": true},
 *     {"name": "TypeMeta", "type": "meta/v1.TypeMeta", "inline": true}]},
 *   {"name": "v1.Time", "id": 70, "kind": "opaque", "encoding": "gob", "form": "Time"},
 *   {"name": "json.RawMessage", "kind": "bytes", "form": "RawMessage"},
 *   {"name": "map[string]json.RawMessage", "id": 71, "kind": "map", "key": "string", "element": "json.RawMessage"}]}
 * }</pre>
 *
 * <ul>
 *   <li>{@code name}: by which other types refer to this one, in any order. Each type has its own.
 *   <li>{@code kind}: {@code struct}, {@code opaque}, {@code slice}, {@code array} or {@code map}, each with an {@code id}.
 *       Or one of the basic kinds, which are known without a description: {@code bool}, {@code int}, {@code uint},
 *       {@code float}, {@code bytes}, {@code string}, {@code complex}, {@code any}.
 *   <li>{@code id}: the id on the wire, 64 or more, each only once.
 *   <li>{@code wire}: the name that gob's {@code CommonType.Name} shows. Without it: of a struct or an opaque type the part
 *       of its name after the last dot, else its name.
 *   <li>{@code form}: Go's JSON form of the type where it is its own: {@code Time}, {@code IntOrString}, {@code Quantity},
 *       {@code FieldsV1}, {@code RawMessage}, or the width of a number.
 *   <li>{@code encoding}: of an opaque type, whose own method makes its bytes: {@code gob} ({@code GobEncoder}),
 *       {@code binary} or {@code text}.
 *   <li>{@code fields}: those that gob sends (exported, no channel and no function), in Go's order. {@code json}: the key;
 *       absent where JSON does not have the field. {@code omit}: {@code empty} or {@code zero}, when the JSON leaves it out.
 *       {@code inline}: the fields of this embedded struct stand in the JSON of
 *       the outer one. {@code pointer}: Go's type is a pointer, which gob flattens.
 *   <li>{@code key}, {@code element}, {@code length}: of a map, slice or array.
 * </ul>
 */
public final class GobTypes {
    private final Map<String, GobType> named;

    GobTypes(Map<String, GobType> named) {
        this.named = Map.copyOf(named);
    }

    /**
     * Reads a document.
     *
     * @param json UTF-8
     * @throws DocumentException when it is no JSON object
     * @throws IllegalArgumentException when a type is not described as it must be; the message names the type
     */
    public static GobTypes read(byte[] json) {
        return new GobTypes(new GobTypesReader().read(Json.object(json)));
    }

    /** @throws IllegalArgumentException when no type of this name is described */
    public GobType named(String name) {
        GobType type = named.get(name);
        if (type == null) {
            throw new IllegalArgumentException("no Go type " + name + " is described");
        }
        return type;
    }

    /**
     * The type of a value in an interface: Go's basic types are registered by their names ({@code type.go},
     * {@code registerBasics}).
     */
    GobType registered(String name) {
        return switch (name) {
            case "bool" -> GobType.Basic.BOOL;
            case "int", "int8", "int16", "int32", "int64" -> GobType.Basic.INT;
            case "uint", "uint8", "uint16", "uint32", "uint64", "uintptr" -> GobType.Basic.UINT;
            case "float32", "float64" -> GobType.Basic.FLOAT;
            case "complex64", "complex128" -> GobType.Basic.COMPLEX;
            case "string" -> GobType.Basic.TEXT;
            case "[]uint8" -> GobType.Basic.BYTES;
            default -> named(name);
        };
    }
}
