package dev.assay.condition;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Results in the text form of the Go command {@code evaluate}: a kind, a colon and a value. */
final class TypedResult {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TypedResult() {}

    /** The result as a plugin in Java would give it. */
    static @Nullable Object parse(String text) {
        String value = text.substring(text.indexOf(':') + 1);
        return switch (text.substring(0, text.indexOf(':'))) {
            case "nil" -> null;
            case "bool" -> value.equals("true");
            case "int" -> Integer.valueOf(value);
            case "int64" -> Long.valueOf(value);
            case "float64" -> number(value);
            case "string" -> value;
            case "floats" ->
                Arrays.stream(value.split(",", -1))
                        .mapToDouble(TypedResult::number)
                        .toArray();
            case "json" -> json(value);
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static double number(String text) {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** All numbers are {@code float64} in Go; a list in an array keeps one of numbers from being {@code []float64}. */
    private static @Nullable Object json(String text) {
        try {
            Object value = floating(JSON.readValue(text, Object.class));
            return value instanceof List<?> list ? list.toArray() : value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Object floating(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> all = new ArrayList<>();
            list.forEach(one -> all.add(floating(one)));
            return all;
        }
        if (value instanceof Map<?, ?> map) {
            map.replaceAll((key, one) -> cast(floating(one)));
        }
        return value;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the values of a map of JSON are any
    private static <T> T cast(@Nullable Object value) {
        return (T) value;
    }
}
