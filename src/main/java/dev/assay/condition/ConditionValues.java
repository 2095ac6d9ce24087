package dev.assay.condition;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of conditions: Integer and Long, Double, String, Boolean, List, Map, and {@link #NIL}. */
final class ConditionValues {
    /** The stand-in for null, for which JEXL has rules of its own. */
    static final Object NIL = Nil.NIL;

    private enum Nil {
        NIL
    }

    private ConditionValues() {}

    /** The value in a condition for a plugin's result, or for a part of one. */
    static Object of(@Nullable Object value) {
        if (value == null) {
            return NIL;
        }
        if (value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof BigInteger big && big.bitLength() < 64) {
            return big.longValue();
        }
        if (value instanceof Float || value instanceof BigDecimal || value instanceof BigInteger) {
            return ((Number) value).doubleValue();
        }
        return value;
    }

    /** The name of the Go type that Argo would have for this value, for messages. */
    static String type(Object value) {
        if (value instanceof Integer) {
            return "int";
        }
        if (value instanceof Long) {
            return "int64";
        }
        if (value instanceof Double) {
            return "float64";
        }
        if (value instanceof String) {
            return "string";
        }
        if (value instanceof Boolean) {
            return "bool";
        }
        if (value instanceof List<?> list) {
            boolean floats = !list.isEmpty() && list.stream().allMatch(Double.class::isInstance);
            return floats ? "[]float64" : "[]interface {}";
        }
        if (value instanceof Map) {
            return "map[string]interface {}";
        }
        return value == NIL ? "<nil>" : value.getClass().getSimpleName();
    }

    static boolean isInteger(Object value) {
        return value instanceof Integer || value instanceof Long;
    }

    static boolean isNumber(Object value) {
        return isInteger(value) || value instanceof Double;
    }

    static double asDouble(Object value) {
        return ((Number) value).doubleValue();
    }

    static long asLong(Object value) {
        return ((Number) value).longValue();
    }

    /** Deep equality: numbers are compared by value, and NaN is not equal to itself. */
    static boolean equal(Object left, Object right) {
        if (isInteger(left) && isInteger(right)) {
            return asLong(left) == asLong(right);
        }
        if (isNumber(left) && isNumber(right)) {
            return asDouble(left) == asDouble(right);
        }
        if (left instanceof List<?> a && right instanceof List<?> b) {
            return equalLists(a, b);
        }
        if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) {
            return a.keySet().equals(b.keySet())
                    && a.keySet().stream().allMatch(key -> equal(of(a.get(key)), of(b.get(key))));
        }
        return left.equals(right);
    }

    private static boolean equalLists(List<?> a, List<?> b) {
        if (a.size() != b.size()) {
            return false;
        }
        Iterator<?> other = b.iterator();
        for (Object element : a) {
            if (!equal(of(element), of(other.next()))) {
                return false;
            }
        }
        return true;
    }

    /** Whether Argo accepts the two as operands of {@code ==}. */
    static boolean comparable(Object left, Object right) {
        return (isNumber(left) && isNumber(right))
                || (left instanceof List && right instanceof List)
                || (left instanceof Map && right instanceof Map)
                || left.getClass() == right.getClass();
    }
}
