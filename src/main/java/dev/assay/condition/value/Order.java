package dev.assay.condition.value;

import org.jspecify.annotations.Nullable;

/** The operators {@code <}, {@code <=}, {@code >} and {@code >=}: numbers, texts, times and durations have an order. */
public enum Order {
    LESS("<"),
    LESS_OR_EQUAL("<="),
    MORE(">"),
    MORE_OR_EQUAL(">=");

    private final String sign;

    Order(String sign) {
        this.sign = sign;
    }

    /** Whether it holds. NaN is neither less nor more than any number. */
    public boolean test(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Double x && b instanceof Double y) {
            return floats(x, y);
        }
        if (Values.isNumber(a) && Values.isNumber(b)) {
            return (Values.isInteger(a) && Values.isInteger(b))
                    ? holds(Long.compare(Values.asLong(a), Values.asLong(b)))
                    : floats(Values.asDouble(a), Values.asDouble(b));
        }
        if (a instanceof String x && b instanceof String y) {
            return holds(ByteText.compare(x, y));
        }
        if (a instanceof Moment x && b instanceof Moment y) {
            return holds(x.compareTo(y));
        }
        if (a instanceof Span x && b instanceof Span y) {
            return holds(Long.compare(x.nanos(), y.nanos()));
        }
        throw Arithmetic.invalid(a, sign, b);
    }

    private boolean floats(double a, double b) {
        return switch (this) {
            case LESS -> a < b;
            case LESS_OR_EQUAL -> a <= b;
            case MORE -> a > b;
            case MORE_OR_EQUAL -> a >= b;
        };
    }

    private boolean holds(int order) {
        return switch (this) {
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case MORE -> order > 0;
            case MORE_OR_EQUAL -> order >= 0;
        };
    }
}
