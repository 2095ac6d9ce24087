package dev.assay.condition.eval;

import dev.assay.condition.type.Nature;
import dev.assay.condition.value.Budget;
import dev.assay.condition.value.ExpressionException;
import dev.assay.condition.value.Func;
import dev.assay.condition.value.GoText;
import dev.assay.condition.value.GoType;
import dev.assay.condition.value.Table;
import dev.assay.condition.value.Values;
import dev.assay.condition.value.Whole;
import dev.assay.text.GoNumber;
import dev.assay.text.GoQuote;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that Argo gives to a condition: the result, and its functions ({@code utils/evaluate/evaluate.go}). */
final class Environment {
    private static final String RESULT = "result";
    private static final GoType OF_ANY = GoType.function(GoType.BOOL, GoType.ANY);
    private static final GoType DEFAULT = GoType.function(GoType.ANY, GoType.ANY, GoType.ANY);
    private static final Map<String, Func> FUNCTIONS = Map.of(
            "asInt",
                    new Func(
                            GoType.function(GoType.INT64, GoType.ANY), (a, budget) -> Whole.int64(asInt(a[0], budget))),
            "asFloat", new Func(GoType.function(GoType.FLOAT64, GoType.ANY), (a, budget) -> asFloat(a[0], budget)),
            "isNaN",
                    new Func(
                            GoType.function(GoType.BOOL, GoType.FLOAT64),
                            (a, budget) -> Double.isNaN(Values.asDouble(a[0]))),
            "isInf",
                    new Func(
                            GoType.function(GoType.BOOL, GoType.FLOAT64),
                            (a, budget) -> Double.isInfinite(Values.asDouble(a[0]))));

    private final @Nullable Object result;
    private @Nullable Table table;

    Environment(@Nullable Object result) {
        this.result = result;
    }

    /** The natures of the names, for a result of this nature. */
    static Map<String, Nature> natures(Nature result) {
        Map<String, Nature> natures = new HashMap<>();
        FUNCTIONS.forEach((name, function) -> natures.put(name, Nature.of(function.type())));
        natures.put("isNil", Nature.of(OF_ANY));
        natures.put("default", Nature.of(DEFAULT));
        natures.put(RESULT, result);
        return natures;
    }

    /** The value of a name; nil for one that is not there. */
    @Nullable
    Object get(String name) {
        return switch (name) {
            case RESULT -> result;
            case "isNil" -> new Func(OF_ANY, (arguments, budget) -> isNil());
            case "default" -> new Func(DEFAULT, (arguments, budget) -> isNil() ? arguments[1] : result);
            default -> FUNCTIONS.get(name);
        };
    }

    /** Argo's functions look at the result, whatever their argument is. */
    private boolean isNil() {
        return Values.isNil(result);
    }

    /** All names with their values; one map, which is equal to itself. */
    Table table() {
        if (table == null) {
            Map<String, @Nullable Object> all = new HashMap<>();
            natures(Nature.UNKNOWN).keySet().forEach(name -> all.put(name, get(name)));
            table = Table.of(GoType.OBJECT, all);
        }
        return table;
    }

    private static long asInt(@Nullable Object value, Budget budget) {
        if (Values.isNumber(value)) {
            return Values.asLong(value);
        }
        if (value instanceof String text) {
            try {
                return GoNumber.parseInteger(text);
            } catch (NumberFormatException e) {
                throw notParsed("ParseInt", text, String.valueOf(e.getMessage()));
            }
        }
        throw unsupported("asInt", value, budget);
    }

    private static double asFloat(@Nullable Object value, Budget budget) {
        if (Values.isNumber(value)) {
            return Values.asDouble(value);
        }
        if (value instanceof String text) {
            try {
                return GoNumber.parse(text);
            } catch (NumberFormatException e) {
                throw notParsed("ParseFloat", text, String.valueOf(e.getMessage()));
            }
        }
        throw unsupported("asFloat", value, budget);
    }

    private static ExpressionException notParsed(String parser, String text, String why) {
        return new ExpressionException("strconv." + parser + ": parsing " + GoQuote.quote(text) + ": " + why);
    }

    private static ExpressionException unsupported(String function, @Nullable Object value, Budget budget) {
        return new ExpressionException(
                function + "() not supported on " + Values.typeOf(value).name() + " " + GoText.of(value, budget));
    }
}
