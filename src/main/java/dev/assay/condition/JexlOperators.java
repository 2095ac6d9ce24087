package dev.assay.condition;

import java.math.MathContext;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntPredicate;
import java.util.function.LongBinaryOperator;
import org.apache.commons.jexl3.JexlArithmetic;

/** The operators of expr-lang: no coercion between kinds of values, and division always in floating point. */
final class JexlOperators extends JexlArithmetic {
    JexlOperators() {
        super(true);
    }

    @Override
    protected JexlArithmetic createWithOptions(boolean strict, MathContext context, int scale) {
        return this;
    }

    @Override
    public boolean equals(Object left, Object right) {
        boolean nil = left == ConditionValues.NIL || right == ConditionValues.NIL;
        if (!nil && !ConditionValues.comparable(left, right)) {
            throw mismatched("==", left, right);
        }
        return ConditionValues.equal(left, right);
    }

    @Override
    public boolean lessThan(Object left, Object right) {
        return compares("<", left, right, (a, b) -> a < b, order -> order < 0);
    }

    @Override
    public boolean lessThanOrEqual(Object left, Object right) {
        return compares("<=", left, right, (a, b) -> a <= b, order -> order <= 0);
    }

    @Override
    public boolean greaterThan(Object left, Object right) {
        return compares(">", left, right, (a, b) -> a > b, order -> order > 0);
    }

    @Override
    public boolean greaterThanOrEqual(Object left, Object right) {
        return compares(">=", left, right, (a, b) -> a >= b, order -> order >= 0);
    }

    @Override
    public Object add(Object left, Object right) {
        if (left instanceof String && right instanceof String) {
            return left.toString() + right;
        }
        return numbers("+", left, right, Long::sum, Double::sum);
    }

    @Override
    public Object subtract(Object left, Object right) {
        return numbers("-", left, right, (a, b) -> a - b, (a, b) -> a - b);
    }

    @Override
    public Object multiply(Object left, Object right) {
        return numbers("*", left, right, (a, b) -> a * b, (a, b) -> a * b);
    }

    @Override
    public Object divide(Object left, Object right) {
        requireNumbers("/", left, right);
        return ConditionValues.asDouble(left) / ConditionValues.asDouble(right);
    }

    @Override
    public Object negate(Object value) {
        requireNumber("-", value);
        return value instanceof Double d ? (Object) (-d) : (Object) (-ConditionValues.asLong(value));
    }

    @Override
    public Object positivize(Object value) {
        requireNumber("+", value);
        return value;
    }

    @Override
    public Object not(Object value) {
        return !toBoolean(value);
    }

    @Override
    public boolean toBoolean(Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw new EvaluationException("expected bool, but got " + ConditionValues.type(value));
    }

    @Override
    protected boolean toBoolean(boolean strict, Object value) {
        return toBoolean(value);
    }

    @Override
    public boolean testPredicate(Object value) {
        return toBoolean(value);
    }

    private interface DoubleTest {
        boolean test(double a, double b);
    }

    private static boolean compares(
            String operator, Object left, Object right, DoubleTest doubles, IntPredicate order) {
        if (left instanceof String a && right instanceof String b) {
            return order.test(a.compareTo(b));
        }
        requireNumbers(operator, left, right);
        if (ConditionValues.isInteger(left) && ConditionValues.isInteger(right)) {
            return order.test(Long.compare(ConditionValues.asLong(left), ConditionValues.asLong(right)));
        }
        return doubles.test(ConditionValues.asDouble(left), ConditionValues.asDouble(right));
    }

    private static Object numbers(
            String operator, Object left, Object right, LongBinaryOperator longs, DoubleBinaryOperator doubles) {
        requireNumbers(operator, left, right);
        if (ConditionValues.isInteger(left) && ConditionValues.isInteger(right)) {
            return longs.applyAsLong(ConditionValues.asLong(left), ConditionValues.asLong(right));
        }
        return doubles.applyAsDouble(ConditionValues.asDouble(left), ConditionValues.asDouble(right));
    }

    private static void requireNumber(String operator, Object value) {
        if (!ConditionValues.isNumber(value)) {
            throw new EvaluationException("invalid operation: " + operator + " (mismatched type " + type(value) + ")");
        }
    }

    private static void requireNumbers(String operator, Object left, Object right) {
        if (!ConditionValues.isNumber(left) || !ConditionValues.isNumber(right)) {
            throw mismatched(operator, left, right);
        }
    }

    private static EvaluationException mismatched(String operator, Object left, Object right) {
        return new EvaluationException(
                "invalid operation: %s (mismatched types %s and %s)".formatted(operator, type(left), type(right)));
    }

    private static String type(Object value) {
        return value == ConditionValues.NIL ? "unknown" : ConditionValues.type(value);
    }
}
