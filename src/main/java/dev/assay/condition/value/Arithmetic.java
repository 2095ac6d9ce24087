package dev.assay.condition.value;

import org.jspecify.annotations.Nullable;

/**
 * The operators that make a value of two. Integers of all types become {@code int}, and wrap around; where one operand is
 * a {@code float64}, the result is one.
 */
public final class Arithmetic {
    private Arithmetic() {}

    public static Object add(@Nullable Object a, @Nullable Object b, Budget budget) {
        if (a instanceof Double x && b instanceof Double y) {
            return x + y;
        }
        if (Values.isNumber(a) && Values.isNumber(b)) {
            return bothIntegers(a, b)
                    ? (Object) (Values.asLong(a) + Values.asLong(b))
                    : (Object) (Values.asDouble(a) + Values.asDouble(b));
        }
        if (a instanceof String x && b instanceof String y) {
            budget.text((long) x.length() + y.length());
            return x + y;
        }
        if (a instanceof Span x) {
            if (b instanceof Span y) {
                return new Span(x.nanos() + y.nanos());
            }
            if (b instanceof Moment y) {
                return y.plus(x);
            }
        }
        if (a instanceof Moment x && b instanceof Span y) {
            return x.plus(y);
        }
        throw invalid(a, "+", b);
    }

    public static Object subtract(@Nullable Object a, @Nullable Object b) {
        if (Values.isNumber(a) && Values.isNumber(b)) {
            return bothIntegers(a, b)
                    ? (Object) (Values.asLong(a) - Values.asLong(b))
                    : (Object) (Values.asDouble(a) - Values.asDouble(b));
        }
        if (a instanceof Moment x) {
            if (b instanceof Moment y) {
                return x.since(y);
            }
            if (b instanceof Span y) {
                return x.minus(y);
            }
        }
        if (a instanceof Span x && b instanceof Span y) {
            return new Span(x.nanos() - y.nanos());
        }
        throw invalid(a, "-", b);
    }

    /** A duration times an integer is a duration; times a {@code float64} it is a {@code float64}. */
    public static Object multiply(@Nullable Object a, @Nullable Object b) {
        if (Values.isNumber(a) && Values.isNumber(b)) {
            return bothIntegers(a, b)
                    ? (Object) (Values.asLong(a) * Values.asLong(b))
                    : (Object) (Values.asDouble(a) * Values.asDouble(b));
        }
        if (isFactor(a) && isFactor(b)) {
            Object x = a instanceof Span span ? (Object) span.nanos() : a;
            Object y = b instanceof Span span ? (Object) span.nanos() : b;
            return bothIntegers(x, y)
                    ? new Span(Values.asLong(x) * Values.asLong(y))
                    : (Object) (Values.asDouble(x) * Values.asDouble(y));
        }
        throw invalid(a, "*", b);
    }

    private static boolean isFactor(@Nullable Object value) {
        return value instanceof Span || Values.isNumber(value);
    }

    /** Always in floating point; a division by zero is infinite, or NaN. */
    public static double divide(@Nullable Object a, @Nullable Object b) {
        if (Values.isNumber(a) && Values.isNumber(b)) {
            return Values.asDouble(a) / Values.asDouble(b);
        }
        throw invalid(a, "/", b);
    }

    public static long modulo(@Nullable Object a, @Nullable Object b) {
        if (!Values.isInteger(a) || !Values.isInteger(b)) {
            throw invalid(a, "%", b);
        }
        long divisor = Values.asLong(b);
        if (divisor == 0) {
            throw new ExpressionException("runtime error: integer divide by zero");
        }
        return Values.asLong(a) % divisor;
    }

    public static double power(@Nullable Object a, @Nullable Object b) {
        // The right operand is converted last, so the left one is complained of first.
        double base = Values.toDouble(a);
        return power(base, Values.toDouble(b));
    }

    static double power(double base, double exponent) {
        return Power.of(base, exponent);
    }

    public static Object negate(@Nullable Object value) {
        if (value instanceof Long integer) {
            return -integer;
        }
        if (value instanceof Double number) {
            return -number;
        }
        if (value instanceof Float number) {
            return -number;
        }
        if (value instanceof Whole whole && whole.type().isInteger()) {
            return Whole.of(whole.type(), -whole.value());
        }
        throw new ExpressionException(
                "invalid operation: - " + Values.typeOf(value).name());
    }

    private static boolean bothIntegers(@Nullable Object a, @Nullable Object b) {
        return Values.isInteger(a) && Values.isInteger(b);
    }

    static ExpressionException invalid(@Nullable Object a, String operator, @Nullable Object b) {
        return new ExpressionException("invalid operation: " + Values.typeOf(a).name() + " " + operator + " "
                + Values.typeOf(b).name());
    }
}
