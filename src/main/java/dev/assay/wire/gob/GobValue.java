package dev.assay.wire.gob;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A value as gob carries it, built from the sender's own description. Immutable as long as nobody changes the arrays,
 * lists and maps that it was made from, which are not copied.
 */
@SuppressWarnings({"ArrayRecordComponent", "JavaLangClash"
}) // equality is by content; Go's name for it, always used with its outer one
public sealed interface GobValue {
    /** Go's {@code bool}. */
    record Bool(boolean value) implements GobValue {
        static final Bool TRUE = new Bool(true);
        static final Bool FALSE = new Bool(false);
    }

    /** Go's {@code int}, {@code int8} to {@code int64}. */
    record Int(long value) implements GobValue {}

    /** Go's {@code uint}, {@code uint8} to {@code uint64}; the 64 bits are unsigned. */
    record Uint(long value) implements GobValue {}

    /** Go's {@code float32} and {@code float64}. */
    record Float(double value) implements GobValue {}

    /** Go's {@code complex64} and {@code complex128}. */
    record Complex(double real, double imaginary) implements GobValue {}

    /** Go's {@code string}; bytes that are not UTF-8 have become U+FFFD. */
    record Text(String value) implements GobValue {
        static final Text EMPTY = new Text("");
    }

    /** Go's {@code []byte}. */
    record Bytes(byte[] value) implements GobValue {
        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }

        @Override
        public String toString() {
            return "Bytes[" + value.length + " bytes]";
        }
    }

    /** A slice or an array. */
    record Sequence(List<GobValue> elements) implements GobValue {
        public Sequence {
            elements = Collections.unmodifiableList(elements);
        }
    }

    /** A map, its entries in the order of the stream. */
    record Mapping(List<Entry> entries) implements GobValue {
        public Mapping {
            entries = Collections.unmodifiableList(entries);
        }
    }

    /** An entry of a {@link Mapping}. */
    record Entry(GobValue key, GobValue value) {}

    /**
     * A struct: the fields that were sent, by Go's names, in the order of the stream. A field that is not there has
     * Go's zero value.
     *
     * @param type the name that the sender gave the type, without package
     */
    record Struct(String type, Map<String, GobValue> fields) implements GobValue {
        public Struct {
            fields = Collections.unmodifiableMap(fields);
        }
    }

    /**
     * A value in a place of interface type, with the name under which its type is registered; the nil interface is
     * {@link Nil}.
     */
    record Dynamic(String registeredName, GobValue value) implements GobValue {}

    /** The bytes that a type's own encoder made of a value. */
    record Opaque(Encoding encoding, byte[] value) implements GobValue {
        @Override
        public boolean equals(Object other) {
            return other instanceof Opaque opaque && encoding == opaque.encoding && Arrays.equals(value, opaque.value);
        }

        @Override
        public int hashCode() {
            return 31 * encoding.hashCode() + Arrays.hashCode(value);
        }

        @Override
        public String toString() {
            return "Opaque[" + encoding + ", " + value.length + " bytes]";
        }
    }

    /** Whose method made the bytes of an {@link Opaque}: {@code GobEncoder}, {@code BinaryMarshaler} or {@code TextMarshaler}. */
    enum Encoding {
        GOB,
        BINARY,
        TEXT
    }

    /** A body that {@link GobWriter#encode} made of a value of the place's type. For writing only. */
    record Encoded(byte[] value) implements GobValue {
        @Override
        public boolean equals(Object other) {
            return other instanceof Encoded encoded && Arrays.equals(value, encoded.value);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }

        @Override
        public String toString() {
            return "Encoded[" + value.length + " bytes]";
        }
    }

    /** The nil interface; for writing also an absent value: Go's zero value of the place's type, or a nil pointer. */
    enum Nil implements GobValue {
        NIL
    }
}
