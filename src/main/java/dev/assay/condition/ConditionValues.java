package dev.assay.condition;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of conditions: Integer and Long, Double, String, Boolean, List, Map, and {@link #NIL}. */
final class ConditionValues {
    /** Stands for null, which JEXL would treat in its own way. */
    static final Object NIL = Nil.NIL;

    private enum Nil {
        NIL
    }

    private ConditionValues() {}

    /** What a plugin's result, or a part of one, is in a condition. */
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

    /** The Go type of a value that Argo would have at this place. */
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

    /** Deeply, numbers by value and NaN unlike itself. */
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

    /** Whether Argo would compare the two at all. */
    static boolean comparable(Object left, Object right) {
        return (isNumber(left) && isNumber(right))
                || (left instanceof List && right instanceof List)
                || (left instanceof Map && right instanceof Map)
                || left.getClass() == right.getClass();
    }
}
