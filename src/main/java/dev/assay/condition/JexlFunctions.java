package dev.assay.condition;

import dev.assay.text.GoFloat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The functions that Argo adds to the language ({@code EvalCondition} in {@code utils/evaluate/evaluate.go}), and {@code len}. */
final class JexlFunctions {
    static final Set<String> NAMES = Set.of("asInt", "asFloat", "isNaN", "isInf", "isNil", "default", "len");

    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");

    private JexlFunctions() {}

    /** The name of a function's variable in JEXL; a plain {@code default} is a keyword there. */
    static String variable(String name) {
        return "f_" + name;
    }

    /** The functions for one result, by the names of their variables. */
    static Map<String, Object> forResult(Object result) {
        boolean nil = result == ConditionValues.NIL;
        return Map.of(
                variable("asInt"), new JexlFunction("asInt", 1, a -> asInt(a[0])),
                variable("asFloat"), new JexlFunction("asFloat", 1, a -> asFloat(a[0])),
                variable("isNaN"), new JexlFunction("isNaN", 1, a -> Double.isNaN(number("isNaN", a[0]))),
                variable("isInf"), new JexlFunction("isInf", 1, a -> Double.isInfinite(number("isInf", a[0]))),
                // These two ignore their first argument and look at the result, as in Argo.
                variable("isNil"), new JexlFunction("isNil", 1, a -> nil),
                variable("default"), new JexlFunction("default", 2, a -> nil ? a[1] : result),
                variable("len"), new JexlFunction("len", 1, a -> len(a[0])));
    }

    private static Object asInt(Object value) {
        if (ConditionValues.isInteger(value)) {
            return ConditionValues.asLong(value);
        }
        if (value instanceof Double d) {
            // On amd64, Go converts a number that does not fit into an int64 to the smallest one.
            boolean fits = d >= -0x1p63 && d < 0x1p63;
            return fits ? (long) (double) d : Long.MIN_VALUE;
        }
        if (value instanceof String text) {
            if (!INTEGER.matcher(text).matches()) {
                throw notParsed("ParseInt", text, "invalid syntax");
            }
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw notParsed("ParseInt", text, "value out of range");
            }
        }
        throw unsupported("asInt", value);
    }

    private static Object asFloat(Object value) {
        if (ConditionValues.isNumber(value)) {
            return ConditionValues.asDouble(value);
        }
        if (value instanceof String text) {
            return parseFloat(text);
        }
        throw unsupported("asFloat", value);
    }

    private static double parseFloat(String text) {
        try {
            return GoFloat.parse(text);
        } catch (NumberFormatException e) {
            throw notParsed("ParseFloat", text, String.valueOf(e.getMessage()));
        }
    }

    private static double number(String function, Object value) {
        if (!ConditionValues.isNumber(value)) {
            String type = value == ConditionValues.NIL ? "nil" : ConditionValues.type(value);
            throw new EvaluationException("cannot use " + type + " as argument (type float64) to call " + function);
        }
        return ConditionValues.asDouble(value);
    }

    private static Object len(Object value) {
        if (value instanceof String text) {
            return text.codePointCount(0, text.length());
        }
        if (value instanceof List<?> list) {
            return list.size();
        }
        if (value instanceof Map<?, ?> map) {
            return map.size();
        }
        throw new EvaluationException("invalid argument for len (type " + ConditionValues.type(value) + ")");
    }

    private static EvaluationException notParsed(String parser, String text, String why) {
        return new EvaluationException("strconv." + parser + ": parsing \"" + text + "\": " + why);
    }

    private static EvaluationException unsupported(String function, Object value) {
        String shown = value == ConditionValues.NIL ? "<nil>" : value.toString();
        return new EvaluationException(function + "() not supported on " + ConditionValues.type(value) + " " + shown);
    }
}
