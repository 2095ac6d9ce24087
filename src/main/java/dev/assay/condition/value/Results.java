package dev.assay.condition.value;

import dev.assay.text.Surrogates;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The values that plugins have measured, as values of conditions. Each Java type stands for one of Go: Integer for
 * {@code int}, Long for {@code int64}, Short and Byte for {@code int16} and {@code int8}, Double for {@code float64},
 * Float for {@code float32}, List for {@code []interface {}}, Map for {@code map[string]interface {}}; arrays of Java
 * for {@code []float64}, {@code []int}, {@code []int64}, {@code []string}, {@code []byte}.
 */
public final class Results {
    private Results() {}

    /** The value for a whole result. A list that has numbers with a point only is {@code []float64}, as Prometheus gives. */
    public static @Nullable Object whole(@Nullable Object result) {
        if (result instanceof List<?> list && !list.isEmpty() && list.stream().allMatch(Double.class::isInstance)) {
            return Items.foreign(GoType.FLOATS, list);
        }
        return of(result);
    }

    /** The value for a result, or for a part of one. */
    static @Nullable Object of(@Nullable Object value) {
        if (value == null || value instanceof Boolean || value instanceof Double) {
            return value;
        }
        if (value instanceof String text) {
            return Surrogates.replaceLone(text);
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof Map<?, ?> map) {
            return new Table(GoType.OBJECT, map, true);
        }
        if (value instanceof Collection<?> collection) {
            return Items.foreign(GoType.LIST, collection instanceof List<?> list ? list : new ArrayList<>(collection));
        }
        return array(value);
    }

    private static Object number(Number number) {
        if (number instanceof Integer) {
            return number.longValue();
        }
        if (number instanceof Long) {
            return Whole.int64(number.longValue());
        }
        if (number instanceof Short) {
            return Whole.of(GoType.INT16, number.longValue());
        }
        if (number instanceof Byte) {
            return Whole.of(GoType.INT8, number.longValue());
        }
        if (number instanceof Float) {
            return number;
        }
        if (number instanceof BigInteger big && big.bitLength() < Long.SIZE) {
            return Whole.int64(big.longValue());
        }
        return number.doubleValue();
    }

    private static Object array(Object value) {
        if (value instanceof double[] doubles) {
            return Items.of(GoType.FLOATS, Arrays.stream(doubles).boxed().toList());
        }
        if (value instanceof int[] ints) {
            return Items.of(
                    GoType.INTS, Arrays.stream(ints).asLongStream().boxed().toList());
        }
        if (value instanceof long[] longs) {
            return Items.of(
                    GoType.listOf(GoType.INT64),
                    LongStream.of(longs).mapToObj(Whole::int64).toList());
        }
        if (value instanceof byte[] bytes) {
            return Items.bytes(bytes);
        }
        if (value instanceof String[] texts) {
            return Items.foreign(GoType.STRINGS, Arrays.asList(texts));
        }
        if (value instanceof Object[] objects) {
            return Items.foreign(GoType.LIST, Arrays.asList(objects));
        }
        throw new ExpressionException("a result may be a number, a text, a boolean, a list or a map, but this one is "
                + value.getClass().getName());
    }
}
