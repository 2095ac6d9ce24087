package dev.assay.wire.gob;

import dev.assay.wire.gob.GobValue.Encoding;
import java.util.Collections;
import java.util.List;

/**
 * The description of a Go type that is sent.
 *
 * <p>{@code jsonForm} names a JSON form of its own that Go's {@code encoding/json} gives the type, for example
 * {@code Time}, {@code IntOrString} or {@code RawMessage}; empty when there is none.
 */
public sealed interface GobType {
    /** The type id on the wire: 1 to 8 for the basic kinds, else 64 or more. */
    int id();

    String jsonForm();

    /** The kinds that need no definition ({@code encoding/gob/type.go}); widths of numbers are not told. */
    enum Kind {
        BOOL(1),
        INT(2),
        UINT(3),
        FLOAT(4),
        BYTES(5),
        TEXT(6),
        COMPLEX(7),
        /** Any interface type. */
        INTERFACE(8);

        private final int id;

        Kind(int id) {
            this.id = id;
        }

        public int id() {
            return id;
        }
    }

    record Basic(Kind kind, String jsonForm) implements GobType {
        public static final Basic BOOL = new Basic(Kind.BOOL, "");
        static final Basic INT = new Basic(Kind.INT, "");
        public static final Basic UINT = new Basic(Kind.UINT, "");
        static final Basic FLOAT = new Basic(Kind.FLOAT, "");
        static final Basic BYTES = new Basic(Kind.BYTES, "");
        public static final Basic TEXT = new Basic(Kind.TEXT, "");
        static final Basic COMPLEX = new Basic(Kind.COMPLEX, "");
        public static final Basic INTERFACE = new Basic(Kind.INTERFACE, "");

        @Override
        public int id() {
            return kind.id();
        }
    }

    /** {@code wireName} is the name that the definition carries; a reader may ignore it. The same for the other kinds. */
    record SliceOf(int id, String wireName, String jsonForm, GobType element) implements GobType {
        @Override
        public String toString() {
            return "[]" + shortName(element);
        }
    }

    record ArrayOf(int id, String wireName, String jsonForm, int length, GobType element) implements GobType {
        @Override
        public String toString() {
            return "[" + length + "]" + shortName(element);
        }
    }

    record MapOf(int id, String wireName, String jsonForm, GobType key, GobType value) implements GobType {
        @Override
        public String toString() {
            return "map[" + shortName(key) + "]" + shortName(value);
        }
    }

    /**
     * {@code name} is the one in {@link GobTypes}, for example {@code v1alpha1.Metric}. A type that contains itself does so by
     * a struct, so a struct is equal only to itself.
     */
    record StructOf(int id, String name, String wireName, String jsonForm, List<Field> fields) implements GobType {
        public StructOf {
            fields = Collections.unmodifiableList(fields);
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return id;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A type with an encoder of its own, such as {@code metav1.Time}. */
    record OpaqueOf(int id, String name, String wireName, String jsonForm, Encoding encoding) implements GobType {
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * A field of a struct, in Go's order; only fields that gob sends.
     *
     * @param name Go's name
     * @param jsonName the name in JSON; {@code -} when JSON does not have it; empty for an inline field without a name
     * @param inline whether the fields of this struct stand in the JSON of the outer one: an embedded struct without a JSON name
     * @param omit when the JSON leaves it out
     * @param pointer whether Go has a pointer here: so a struct or an array that is not there is nil and is not sent
     */
    record Field(String name, String jsonName, boolean inline, Omit omit, boolean pointer, GobType type) {}

    /** When Go's {@code encoding/json} leaves a field out, as the options of its tag say. */
    enum Omit {
        NEVER,
        /** {@code omitempty}: false, 0, a nil pointer, or without characters, elements or entries. */
        EMPTY,
        /** {@code omitzero}: Go's zero value; of a time the one that its {@code IsZero} names. */
        ZERO
    }

    private static String shortName(GobType type) {
        if (type instanceof Basic basic) {
            return basic.kind().toString().toLowerCase(java.util.Locale.ROOT);
        }
        if (type instanceof StructOf struct) {
            return struct.name();
        }
        return type instanceof OpaqueOf opaque ? opaque.name() : "#" + type.id();
    }
}
