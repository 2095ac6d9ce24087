package dev.assay.wire.gob;

import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Writes the bytes of values. Go's rule ({@code encode.go}): in a field a zero value is not sent, but structs, arrays
 * and maps that are not nil are; as an element, a key or a map's value everything is sent.
 */
final class ValueWriter {
    /** The depth that a {@link GobReader} accepts. */
    private static final int MAX_DEPTH = GobLimits.DEFAULT_MAX_DEPTH;

    private final GobOutput out;
    private final BiConsumer<GobOutput, GobValue.Dynamic> dynamics;
    private int depth;

    /** @param dynamics writes what an interface holds: name, type id, length, value */
    ValueWriter(GobOutput out, BiConsumer<GobOutput, GobValue.Dynamic> dynamics) {
        this.out = out;
        this.dynamics = dynamics;
    }

    /** The value as it stands in a message, after its type id. */
    void alone(GobType type, GobValue value) {
        if (!(type instanceof GobType.StructOf)) {
            out.uint(0);
        }
        element(type, value);
    }

    /** Writes a value even when it is zero. */
    void element(GobType type, GobValue value) {
        if (value instanceof GobValue.Encoded encoded) {
            out.raw(encoded.value(), encoded.value().length);
            return;
        }
        if (++depth > MAX_DEPTH) {
            throw new IllegalArgumentException("a value nests more than " + MAX_DEPTH + " deep");
        }
        boolean absent = value == GobValue.Nil.NIL;
        if (type instanceof GobType.Basic basic) {
            basic(basic.kind(), value, absent);
        } else if (type instanceof GobType.StructOf struct) {
            struct(
                    struct,
                    absent ? Map.of() : as(GobValue.Struct.class, type, value).fields());
        } else if (type instanceof GobType.MapOf map) {
            map(map, value, absent);
        } else if (type instanceof GobType.SliceOf slice) {
            slice(slice, value, absent);
        } else if (type instanceof GobType.ArrayOf array) {
            array(array, value, absent);
        } else if (type instanceof GobType.OpaqueOf opaque) {
            out.bytes(opaqueBytes(opaque, value));
        }
        depth--;
    }

    private void basic(GobType.Kind kind, GobValue value, boolean absent) {
        switch (kind) {
            case BOOL ->
                out.uint(!absent && as(GobValue.Bool.class, kind, value).value() ? 1 : 0);
            case INT ->
                out.sint(absent ? 0 : as(GobValue.Int.class, kind, value).value());
            case UINT ->
                out.uint(absent ? 0 : as(GobValue.Uint.class, kind, value).value());
            case FLOAT ->
                out.real(absent ? 0 : as(GobValue.Float.class, kind, value).value());
            case BYTES ->
                out.bytes(
                        absent
                                ? new byte[0]
                                : as(GobValue.Bytes.class, kind, value).value());
            case TEXT ->
                out.text(absent ? "" : as(GobValue.Text.class, kind, value).value());
            case COMPLEX -> {
                out.real(absent ? 0 : as(GobValue.Complex.class, kind, value).real());
                out.real(absent ? 0 : as(GobValue.Complex.class, kind, value).imaginary());
            }
            case INTERFACE -> {
                if (absent) {
                    out.uint(0);
                } else {
                    dynamics.accept(out, as(GobValue.Dynamic.class, kind, value));
                }
            }
        }
    }

    private void struct(GobType.StructOf type, Map<String, GobValue> fields) {
        int last = -1;
        int found = 0;
        for (int i = 0; i < type.fields().size(); i++) {
            GobType.Field field = type.fields().get(i);
            GobValue value = fields.get(field.name());
            if (value == null) {
                value = GobValue.Nil.NIL;
            } else {
                found++;
            }
            if (isSent(field, value)) {
                out.uint(i - last);
                last = i;
                element(field.type(), value);
            }
        }
        if (found != fields.size()) {
            throw new IllegalArgumentException("type " + type.name() + " lacks one of the fields " + fields.keySet());
        }
        out.uint(0);
    }

    private static boolean isSent(GobType.Field field, GobValue value) {
        if (value == GobValue.Nil.NIL) {
            return !field.pointer()
                    && (field.type() instanceof GobType.StructOf || field.type() instanceof GobType.ArrayOf);
        }
        if (value instanceof GobValue.Bool bool) {
            return bool.value();
        }
        if (value instanceof GobValue.Int number) {
            return number.value() != 0;
        }
        if (value instanceof GobValue.Uint number) {
            return number.value() != 0;
        }
        if (value instanceof GobValue.Float number) {
            return number.value() != 0;
        }
        if (value instanceof GobValue.Complex number) {
            return number.real() != 0 || number.imaginary() != 0;
        }
        if (value instanceof GobValue.Text text) {
            return !text.value().isEmpty();
        }
        if (value instanceof GobValue.Bytes bytes) {
            return bytes.value().length != 0;
        }
        return !(value instanceof GobValue.Sequence sequence)
                || !sequence.elements().isEmpty()
                || field.type() instanceof GobType.ArrayOf;
    }

    private void map(GobType.MapOf type, GobValue value, boolean absent) {
        if (absent) {
            out.uint(0);
            return;
        }
        GobValue.Mapping mapping = as(GobValue.Mapping.class, type, value);
        out.uint(mapping.entries().size());
        for (GobValue.Entry entry : mapping.entries()) {
            element(type.key(), entry.key());
            element(type.value(), entry.value());
        }
    }

    private void slice(GobType.SliceOf type, GobValue value, boolean absent) {
        if (absent) {
            out.uint(0);
            return;
        }
        GobValue.Sequence sequence = as(GobValue.Sequence.class, type, value);
        out.uint(sequence.elements().size());
        for (GobValue element : sequence.elements()) {
            element(type.element(), element);
        }
    }

    private void array(GobType.ArrayOf type, GobValue value, boolean absent) {
        out.uint(type.length());
        if (absent) {
            for (int i = 0; i < type.length(); i++) {
                element(type.element(), GobValue.Nil.NIL);
            }
            return;
        }
        GobValue.Sequence sequence = as(GobValue.Sequence.class, type, value);
        if (sequence.elements().size() != type.length()) {
            throw new IllegalArgumentException("an array of " + type.length() + " was given "
                    + sequence.elements().size() + " elements");
        }
        for (GobValue element : sequence.elements()) {
            element(type.element(), element);
        }
    }

    private static byte[] opaqueBytes(GobType.OpaqueOf type, GobValue value) {
        GobValue.Opaque opaque = as(GobValue.Opaque.class, type, value);
        if (opaque.encoding() != type.encoding()) {
            throw new IllegalArgumentException(
                    "type " + type.name() + " is written as " + type.encoding() + ", not as " + opaque.encoding());
        }
        return opaque.value();
    }

    private static <T extends GobValue> T as(Class<T> wanted, Object type, GobValue value) {
        if (!wanted.isInstance(value)) {
            throw new IllegalArgumentException("type " + type + " cannot hold a value of "
                    + value.getClass().getSimpleName());
        }
        return wanted.cast(value);
    }
}
