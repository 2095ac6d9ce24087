package dev.assay.wire.gob;

import dev.assay.wire.gob.GobValue.Encoding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The definitions that were sent on a stream, and those that a type needs: outer ones first, as Go sends them. */
final class Definitions {
    private final Set<Integer> sent = new HashSet<>();

    /** The types to define before a value of this one; they count as sent from now on. */
    List<GobType> missing(GobType type) {
        if (type instanceof GobType.Basic || sent.contains(type.id())) {
            return List.of();
        }
        List<GobType> missing = new ArrayList<>();
        collect(type, missing);
        return missing;
    }

    private void collect(GobType type, List<GobType> missing) {
        if (type instanceof GobType.Basic || !sent.add(type.id())) {
            return;
        }
        missing.add(type);
        if (type instanceof GobType.StructOf struct) {
            struct.fields().forEach(field -> collect(field.type(), missing));
        } else if (type instanceof GobType.MapOf map) {
            collect(map.key(), missing);
            collect(map.value(), missing);
        } else if (type instanceof GobType.SliceOf slice) {
            collect(slice.element(), missing);
        } else if (type instanceof GobType.ArrayOf array) {
            collect(array.element(), missing);
        }
    }

    /**
     * The negated id and a value of {@code wireType} ({@code encoding/gob/type.go}); numbers here are distances between
     * fields.
     */
    static void write(GobType type, GobOutput out) {
        out.sint(-(long) type.id());
        if (type instanceof GobType.ArrayOf array) {
            common(1, array.wireName(), array, out);
            number(1, array.element().id(), out);
            if (array.length() > 0) {
                number(1, array.length(), out);
            }
        } else if (type instanceof GobType.SliceOf slice) {
            common(2, slice.wireName(), slice, out);
            number(1, slice.element().id(), out);
        } else if (type instanceof GobType.StructOf struct) {
            common(3, struct.wireName(), struct, out);
            fields(struct.fields(), out);
        } else if (type instanceof GobType.MapOf map) {
            common(4, map.wireName(), map, out);
            number(1, map.key().id(), out);
            number(1, map.value().id(), out);
        } else if (type instanceof GobType.OpaqueOf opaque) {
            Encoding encoding = opaque.encoding();
            int field =
                    switch (encoding) {
                        case GOB -> 5;
                        case BINARY -> 6;
                        case TEXT -> 7;
                    };
            common(field, opaque.wireName(), opaque, out);
        }
        out.uint(0);
        out.uint(0);
    }

    private static void common(int field, String name, GobType type, GobOutput out) {
        out.uint(field);
        out.uint(1);
        if (!name.isEmpty()) {
            out.uint(1);
            out.text(name);
        }
        number(name.isEmpty() ? 2 : 1, type.id(), out);
        out.uint(0);
    }

    private static void number(int distance, long number, GobOutput out) {
        out.uint(distance);
        out.sint(number);
    }

    private static void fields(List<GobType.Field> fields, GobOutput out) {
        if (fields.isEmpty()) {
            return;
        }
        out.uint(1);
        out.uint(fields.size());
        for (GobType.Field field : fields) {
            out.uint(1);
            out.text(field.name());
            number(1, field.type().id(), out);
            out.uint(0);
        }
    }
}
