package dev.assay.condition.builtin;

import static dev.assay.condition.builtin.Builtin.typed;
import static dev.assay.condition.value.GoType.INT;
import static dev.assay.condition.value.GoType.function;

import dev.assay.condition.value.ExpressionException;
import dev.assay.condition.value.Values;
import java.util.List;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/** Functions of the bits of integers. */
final class BitFunctions {
    private BitFunctions() {}

    static List<Builtin> all() {
        return List.of(
                binary("bitand", (x, y) -> x & y),
                binary("bitor", (x, y) -> x | y),
                binary("bitxor", (x, y) -> x ^ y),
                binary("bitnand", (x, y) -> x & ~y),
                shift("bitshl", (x, y) -> y >= Long.SIZE ? 0 : x << y),
                shift("bitshr", (x, y) -> x >> Math.min(y, Long.SIZE - 1)),
                shift("bitushr", (x, y) -> y >= Long.SIZE ? 0 : x >>> y),
                typed("bitnot", (a, budget) -> ~integer("bitnot", a[0]), function(INT, INT)));
    }

    private static Builtin shift(String name, LongBinaryOperator operator) {
        return binary(name, (x, y) -> {
            if (y < 0) {
                throw new ExpressionException("invalid operation: negative shift count " + y + " (type int)");
            }
            return operator.applyAsLong(x, y);
        });
    }

    private static Builtin binary(String name, LongBinaryOperator operator) {
        return typed(
                name,
                (a, budget) -> operator.applyAsLong(integer(name, a[0]), integer(name, a[1])),
                function(INT, INT, INT));
    }

    private static long integer(String name, @Nullable Object value) {
        if (!Values.isInteger(value)) {
            throw new ExpressionException(
                    "cannot use " + Values.typeOf(value).name() + " as argument (type int) to call " + name);
        }
        return Values.asLong(value);
    }
}
