package dev.assay.condition.value;

import java.util.Locale;

/** The kinds of Go's types ({@code reflect.Kind}) that conditions meet. */
public enum Kind {
    INVALID,
    BOOL,
    INT(true, 64),
    INT8(true, 8),
    INT16(true, 16),
    INT32(true, 32),
    INT64(true, 64),
    UINT8(true, 8),
    FLOAT32,
    FLOAT64,
    STRING,
    SLICE,
    ARRAY,
    MAP,
    STRUCT,
    FUNC,
    INTERFACE,
    PTR;

    private final boolean integer;
    private final int bits;

    Kind() {
        this(false, 0);
    }

    Kind(boolean integer, int bits) {
        this.integer = integer;
        this.bits = bits;
    }

    public boolean isInteger() {
        return integer;
    }

    public boolean isFloat() {
        return this == FLOAT32 || this == FLOAT64;
    }

    public boolean isList() {
        return this == SLICE || this == ARRAY;
    }

    /** The number as it is after an overflow of this kind. */
    long wrap(long value) {
        return switch (bits) {
            case 8 -> this == UINT8 ? value & 0xff : (byte) value;
            case 16 -> (short) value;
            case 32 -> (int) value;
            default -> value;
        };
    }

    /** The name in Go, for instance {@code slice}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
