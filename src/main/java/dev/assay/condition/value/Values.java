package dev.assay.condition.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Questions to any value of a condition. A value is null for nil, a {@link Boolean}, a {@link String}, a {@link Long} for
 * {@code int}, a {@link Whole}, a {@link Double}, a {@link Float}, an {@link Items}, a {@link Table}, a {@link Moment}, a
 * {@link Span}, a {@link Zone} or a {@link Func}. Texts hold bytes that are no UTF-8 as {@link ByteText} says.
 */
public final class Values {
    private Values() {}

    /** The type of a value that is not nil; for nil, {@code <nil>}, as {@code %T} writes it. */
    public static GoType typeOf(@Nullable Object value) {
        if (value instanceof Long) {
            return GoType.INT;
        }
        if (value instanceof Double) {
            return GoType.FLOAT64;
        }
        if (value instanceof String) {
            return GoType.STRING;
        }
        if (value instanceof Boolean) {
            return GoType.BOOL;
        }
        if (value instanceof Items items) {
            return items.type();
        }
        if (value instanceof Table table) {
            return table.type();
        }
        return value == null ? NilType.NIL : rarer(value);
    }

    private static GoType rarer(Object value) {
        if (value instanceof Whole whole) {
            return whole.type();
        }
        if (value instanceof Float) {
            return GoType.FLOAT32;
        }
        if (value instanceof Moment) {
            return GoType.TIME;
        }
        if (value instanceof Span) {
            return GoType.DURATION;
        }
        if (value instanceof Zone) {
            return GoType.LOCATION;
        }
        if (value instanceof Func func) {
            return func.type();
        }
        throw new IllegalStateException("no value of a condition: " + value.getClass());
    }

    private static final class NilType {
        static final GoType NIL = new GoType(Kind.INVALID, "<nil>", null, null, List.of(), List.of());
    }

    public static boolean isNil(@Nullable Object value) {
        return value == null || (value instanceof Items items && items.isNil());
    }

    public static boolean isInteger(@Nullable Object value) {
        return value instanceof Long
                || (value instanceof Whole whole && whole.type().isInteger());
    }

    public static boolean isFloat(@Nullable Object value) {
        return value instanceof Double || value instanceof Float;
    }

    public static boolean isNumber(@Nullable Object value) {
        return isInteger(value) || isFloat(value);
    }

    /** The number as a {@code float64}; for a value that {@link #isNumber}. */
    public static double asDouble(@Nullable Object number) {
        return number instanceof Whole whole ? whole.value() : number instanceof Number n ? n.doubleValue() : 0;
    }

    /** The number as an {@code int}; for a value that {@link #isNumber}. */
    public static long asLong(@Nullable Object number) {
        if (number instanceof Long integer) {
            return integer;
        }
        return number instanceof Whole whole ? whole.value() : truncated(asDouble(number));
    }

    /** Go's conversion on amd64: what does not fit becomes the lowest number. */
    static long truncated(double value) {
        return value >= -0x1p63 && value < 0x1p63 ? (long) value : Long.MIN_VALUE;
    }

    /** {@code runtime.ToInt}. */
    public static long toInt(@Nullable Object value) {
        if (!isNumber(value)) {
            throw new ExpressionException(
                    "invalid operation: int(" + typeOf(value).name() + ")");
        }
        return asLong(value);
    }

    /** {@code runtime.ToFloat64}. */
    public static double toDouble(@Nullable Object value) {
        if (!isNumber(value)) {
            throw new ExpressionException(
                    "invalid operation: float(" + typeOf(value).name() + ")");
        }
        return asDouble(value);
    }

    /** The boolean that must stand here. */
    public static boolean truth(@Nullable Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw notA(value, GoType.BOOL);
    }

    /** The text that must stand here. */
    public static String text(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw notA(value, GoType.STRING);
    }

    public static ExpressionException notA(@Nullable Object value, GoType wanted) {
        String found = value == null ? "nil" : typeOf(value).name();
        return new ExpressionException("interface conversion: interface {} is " + found + ", not " + wanted.name());
    }
}
