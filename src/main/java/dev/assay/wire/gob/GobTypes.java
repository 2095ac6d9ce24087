package dev.assay.wire.gob;

import java.io.IOException;
import java.io.Reader;
import java.util.Collection;
import java.util.Map;

/**
 * Descriptions of the Go types that are sent, which is data: one text in UTF-8, a line per type and per field, fields indented. Parts of a
 * line are separated by spaces or tabs; empty lines and lines that begin with {@code #} mean nothing.
 *
 * <pre>
 * struct ID NAME [wire=WIRENAME] [json=FORM]
 *   GONAME JSONNAME TYPE [inline] [pointer]
 * opaque ID NAME gob|binary|text [wire=WIRENAME] [json=FORM]
 * basic NAME KIND json=FORM
 * composite ID TYPE [wire=WIRENAME] [name=NAME] [json=FORM]
 * </pre>
 *
 * <ul>
 *   <li>{@code ID}: the id on the wire, 64 or more, each only once.
 *   <li>{@code NAME}: begins with a letter, has no space and no bracket; Go's {@code reflect.Type.String()}, for example
 *       {@code v1alpha1.AnalysisRun}, or something like it where that is not unique. No two types have the same.
 *   <li>{@code wire}: what gob's {@code CommonType.Name} shows. Default: of a struct or opaque type what follows the last dot of its NAME, of a
 *       composite the TYPE as written. {@code wire=} alone is the empty name.
 *   <li>{@code json}: that Go's JSON form of this type is its own: {@code Time}, {@code MicroTime}, {@code Duration}, {@code IntOrString},
 *       {@code Quantity}, {@code FieldsV1}, {@code RawMessage} and so on. Default: none.
 *   <li>{@code struct}: a line per field that gob sends (exported, no channel and no function), in Go's order. {@code JSONNAME} is the one
 *       in the {@code json} tag, or Go's name when the tag has none, or {@code -} when JSON does not have the field.
 *       {@code inline}: an embedded struct without a name in its tag, or with {@code ,inline}; its JSONNAME is ignored, write {@code -}.
 *       {@code pointer}: Go's type is a pointer (gob flattens it; write the TYPE that it points to).
 *   <li>{@code opaque}: a type whose own method makes its bytes; {@code gob} for {@code GobEncoder}, as for {@code metav1.Time}.
 *   <li>{@code basic}: a name for one of the kinds below with a JSON form of its own; for example {@code basic json.RawMessage bytes json=RawMessage}.
 *       A named Go type without such a form is written as its kind: {@code AnalysisPhase} is {@code string}.
 *   <li>{@code TYPE}: a kind ({@code bool}, {@code int} for all signed ones, {@code uint} for all unsigned ones, {@code float}, {@code bytes} for
 *       {@code []byte}, {@code string}, {@code complex}, {@code any} for every interface type), a NAME, {@code []TYPE}, {@code [N]TYPE} or
 *       {@code map[TYPE]TYPE}, without spaces. {@code *} before an element type means
 *       nothing to gob, but {@code []*T} and {@code []T} may have ids of their own. A NAME may be used before its line, and inside itself.
 *   <li>{@code composite}: fixes the id of a slice, array or map type, which is one type wherever the same TYPE is written. With
 *       {@code name} it is a type of its own instead, which is used by that NAME: a named slice, array or map type of Go's. Those without
 *       such a line get the ids after the largest one in the text, in the order in which they first appear, inner ones before outer ones.
 * </ul>
 *
 * Example:
 *
 * <pre>
 * struct 65 rpc.RunArgs
 *   AnalysisRun AnalysisRun v1alpha1.AnalysisRun pointer
 *   Metric Metric v1alpha1.Metric
 * opaque 70 v1.Time gob json=Time
 * basic json.RawMessage bytes json=RawMessage
 * composite 71 map[string]json.RawMessage
 * </pre>
 */
public final class GobTypes {
    private final Map<String, GobType> named;

    GobTypes(Map<String, GobType> named) {
        this.named = Map.copyOf(named);
    }

    /** Reads the whole text and closes nothing. Throws {@link IllegalArgumentException} with the line when the text is not as described above. */
    public static GobTypes read(Reader text) throws IOException {
        return new GobTypes(new TypesText().parse(text));
    }

    /** A type by its NAME, or by a TYPE such as {@code map[string]string} that the text has. Throws {@link IllegalArgumentException} when there is none. */
    public GobType named(String name) {
        GobType type = named.get(name);
        if (type == null) {
            throw new IllegalArgumentException("no Go type " + name + " is described");
        }
        return type;
    }

    /** The type of a value in an interface: Go's basic types are registered by their names ({@code type.go}, {@code registerBasics}). */
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

    Collection<GobType> all() {
        return named.values();
    }
}
