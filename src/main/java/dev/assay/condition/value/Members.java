package dev.assay.condition.value;

import org.jspecify.annotations.Nullable;

/** The parts of a value: elements, bytes of a text, values of a map, methods; parts of a list; the operator {@code in}. */
public final class Members {
    private Members() {}

    /** {@code from[key]}, and {@code from.key}. */
    public static @Nullable Object fetch(@Nullable Object from, @Nullable Object key, Budget budget) {
        if (from instanceof Table table) {
            budget.read(key);
            return table.get(key);
        }
        if (isSequence(from)) {
            long length = length(from);
            long index = Values.toInt(key);
            long at = index < 0 ? length + index : index;
            if (at < 0 || at >= length) {
                throw new ExpressionException("index out of range: " + at + " (array length is " + length + ")");
            }
            return item(from, (int) at);
        }
        Func method = from != null && key instanceof String name ? TimeMethods.of(from, name) : null;
        if (method == null) {
            throw new ExpressionException("cannot fetch " + GoText.of(key, budget) + " from "
                    + Values.typeOf(from).name());
        }
        return method;
    }

    /** The function {@code get}: nil where there is nothing. */
    public static @Nullable Object get(@Nullable Object from, @Nullable Object key) {
        if (from instanceof Table table) {
            return table.has(key) ? table.get(key) : null;
        }
        if (isSequence(from)) {
            long length = length(from);
            long index = Values.toInt(key);
            long at = index < 0 ? length + index : index;
            return at >= 0 && at < length ? item(from, (int) at) : null;
        }
        if (from == null) {
            return null;
        }
        if (from instanceof Moment && !(key instanceof String)) {
            throw Values.notA(key, GoType.STRING);
        }
        return key instanceof String name ? TimeMethods.of(from, name) : null;
    }

    /** {@code from[low:high]}: bounds beyond the ends are the ends. */
    public static Object slice(@Nullable Object from, @Nullable Object low, @Nullable Object high, Budget budget) {
        if (!isSequence(from)) {
            throw new ExpressionException("cannot slice " + GoText.of(low, budget));
        }
        long length = length(from);
        long start = Values.toInt(low);
        long stop = Values.toInt(high);
        long to = Math.min(Math.max(stop < 0 ? length + stop : stop, 0), length);
        long at = Math.min(Math.max(start < 0 ? length + start : start, 0), to);
        if (from instanceof Items items) {
            return items.part((int) at, (int) to);
        }
        budget.steps(to - at);
        return ByteText.part(Values.text(from), (int) at, (int) to);
    }

    public static boolean in(@Nullable Object needle, @Nullable Object haystack, Budget budget) {
        if (haystack == null) {
            return false;
        }
        if (haystack instanceof Items items) {
            for (int i = 0; i < items.size(); i++) {
                budget.step();
                if (Equality.equal(items.at(i), needle, budget)) {
                    return true;
                }
            }
            return false;
        }
        if (haystack instanceof Table table) {
            budget.read(needle);
            return table.has(needle);
        }
        if (haystack instanceof Moment || haystack instanceof Zone) {
            if (!(needle instanceof String)) {
                throw new ExpressionException(
                        "cannot use " + Values.typeOf(needle).name() + " as field name of "
                                + Values.typeOf(haystack).name());
            }
            return false;
        }
        throw new ExpressionException(
                "operator \"in\" not defined on " + Values.typeOf(haystack).name());
    }

    /** The length in elements, in keys, or in bytes of a text. */
    public static long size(@Nullable Object value) {
        if (value instanceof Table table) {
            return table.size();
        }
        if (isSequence(value)) {
            return length(value);
        }
        throw new ExpressionException(
                "invalid argument for len (type " + Values.typeOf(value).name() + ")");
    }

    private static boolean isSequence(@Nullable Object value) {
        return value instanceof Items || value instanceof String;
    }

    private static long length(@Nullable Object sequence) {
        return sequence instanceof Items items ? items.size() : ByteText.length(Values.text(sequence));
    }

    private static @Nullable Object item(@Nullable Object sequence, int index) {
        return sequence instanceof Items items
                ? items.at(index)
                : Whole.of(GoType.UINT8, ByteText.byteAt(Values.text(sequence), index));
    }
}
