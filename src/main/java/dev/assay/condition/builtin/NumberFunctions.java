package dev.assay.condition.builtin;

import static dev.assay.condition.builtin.Builtin.ruled;
import static dev.assay.condition.builtin.Builtin.typed;

import dev.assay.condition.value.Arithmetic;
import dev.assay.condition.value.Budget;
import dev.assay.condition.value.ByteText;
import dev.assay.condition.value.ExpressionException;
import dev.assay.condition.value.GoText;
import dev.assay.condition.value.GoType;
import dev.assay.condition.value.Items;
import dev.assay.condition.value.Kind;
import dev.assay.condition.value.Span;
import dev.assay.condition.value.Table;
import dev.assay.condition.value.Values;
import dev.assay.condition.value.Whole;
import dev.assay.text.GoNumber;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Functions of one value: its type and length, conversions, and roundings. */
final class NumberFunctions {
    private static final Set<Kind> SIZED = EnumSet.of(Kind.ARRAY, Kind.MAP, Kind.SLICE, Kind.STRING);
    private static final Set<Kind> READABLE = readable();

    private NumberFunctions() {}

    private static Set<Kind> readable() {
        Set<Kind> kinds = EnumSet.of(Kind.STRING, Kind.FLOAT32, Kind.FLOAT64);
        for (Kind kind : Kind.values()) {
            if (kind.isInteger()) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    static List<Builtin> all() {
        return List.of(
                ruled("len", Rules.one("len", GoType.INT, SIZED), (a, budget) -> length(a[0], budget)),
                typed("type", (a, budget) -> type(a[0]), GoType.function(GoType.STRING, GoType.ANY)),
                ruled("abs", NumberFunctions::absType, (a, budget) -> abs(a[0])),
                rounding("ceil", Math::ceil),
                rounding("floor", Math::floor),
                rounding("round", NumberFunctions::round),
                ruled("int", Rules.one("int", GoType.INT, READABLE), (a, budget) -> integer(a[0])),
                ruled("float", Rules.one("float", GoType.FLOAT64, READABLE), (a, budget) -> decimal(a[0])),
                typed("string", (a, budget) -> GoText.of(a[0], budget), GoType.function(GoType.STRING, GoType.ANY)));
    }

    private static Object length(@Nullable Object value, Budget budget) {
        if (value instanceof String text) {
            budget.steps(text.length() >> 4);
            return (long) text.codePointCount(0, text.length());
        }
        if (value instanceof Items items) {
            return (long) items.size();
        }
        if (value instanceof Table table) {
            return (long) table.size();
        }
        throw invalid("len", value);
    }

    private static String type(@Nullable Object value) {
        if (value == null) {
            return "nil";
        }
        GoType type = Values.typeOf(value);
        if (type.name().startsWith("time.")) {
            return type.name();
        }
        Kind kind = type.kind();
        if (kind == Kind.UINT8) {
            return "uint";
        }
        if (kind.isInteger()) {
            return "int";
        }
        if (kind.isFloat()) {
            return "float";
        }
        return kind.isList() ? "array" : kind == Kind.PTR ? "time.Location" : kind.text();
    }

    private static GoType absType(List<@Nullable GoType> arguments) {
        Rules.number("abs", GoType.ANY).of(arguments);
        GoType argument = arguments.get(0);
        return argument == null ? GoType.ANY : argument;
    }

    private static Object abs(@Nullable Object value) {
        if (!Values.isNumber(value) || value == null) {
            throw invalid("abs", value);
        }
        boolean negative = Values.isInteger(value) ? Values.asLong(value) < 0 : Values.asDouble(value) < 0;
        return negative ? Arithmetic.negate(value) : value;
    }

    private static Builtin rounding(String name, DoubleUnaryOperator rounding) {
        return ruled(name, Rules.number(name, GoType.FLOAT64), (a, budget) -> {
            if (!Values.isNumber(a[0])) {
                throw invalid(name, a[0]);
            }
            double number = Values.asDouble(a[0]);
            return Values.isInteger(a[0]) ? number : rounding.applyAsDouble(number);
        });
    }

    /** Half away from zero. */
    private static double round(double value) {
        double whole = value < 0 ? Math.ceil(value) : Math.floor(value);
        return Math.abs(value - whole) >= 0.5 ? whole + Math.signum(value) : whole;
    }

    private static Object integer(@Nullable Object value) {
        if (Values.isNumber(value)) {
            return Values.asLong(value);
        }
        if (value instanceof String text) {
            try {
                return GoNumber.parseInteger(text);
            } catch (NumberFormatException e) {
                throw new ExpressionException("invalid operation: int(" + text + ")");
            }
        }
        if (value == null) {
            throw new ExpressionException("reflect: call of reflect.Value.Type on zero Value");
        }
        // Types that have the kind of a number can be converted in Go.
        if (value instanceof Span span) {
            return span.nanos();
        }
        if (value instanceof Whole whole) {
            return whole.value();
        }
        throw new ExpressionException(
                "invalid operation: int(" + Values.typeOf(value).name() + ")");
    }

    private static Object decimal(@Nullable Object value) {
        if (value instanceof String text) {
            try {
                return GoNumber.parse(ByteText.valid(text));
            } catch (NumberFormatException e) {
                throw new ExpressionException("invalid operation: float(" + text + ")");
            }
        }
        return Values.toDouble(value);
    }

    static ExpressionException invalid(String function, @Nullable Object value) {
        return new ExpressionException("invalid argument for " + function + " (type "
                + Values.typeOf(value).name() + ")");
    }
}
