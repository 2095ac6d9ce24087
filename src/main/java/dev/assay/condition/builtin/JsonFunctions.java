package dev.assay.condition.builtin;

import static dev.assay.condition.builtin.Builtin.typed;
import static dev.assay.condition.value.GoType.ANY;
import static dev.assay.condition.value.GoType.STRING;
import static dev.assay.condition.value.GoType.function;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.condition.value.Budget;
import dev.assay.condition.value.ByteText;
import dev.assay.condition.value.ExpressionException;
import dev.assay.condition.value.GoType;
import dev.assay.condition.value.Items;
import dev.assay.condition.value.Table;
import dev.assay.condition.value.Values;
import dev.assay.text.DocumentException;
import dev.assay.text.GoNumber;
import dev.assay.text.Json;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions that read and write JSON and Base64. */
final class JsonFunctions {
    private JsonFunctions() {}

    static List<Builtin> all() {
        return List.of(
                typed("toJSON", (a, budget) -> GoJsonWriter.write(a[0], budget), function(STRING, ANY)),
                typed("fromJSON", (a, budget) -> parsed(Values.text(a[0]), budget), function(ANY, STRING)),
                typed("toBase64", (a, budget) -> encoded(Values.text(a[0]), budget), function(STRING, STRING)),
                typed("fromBase64", (a, budget) -> decoded(Values.text(a[0]), budget), function(STRING, STRING)));
    }

    private static @Nullable Object parsed(String text, Budget budget) {
        budget.text(text.length());
        if (text.isBlank()) {
            throw new ExpressionException("unexpected end of JSON input");
        }
        try {
            JsonNode node = Json.lenientValue(ByteText.valid(text));
            if (node.isMissingNode()) {
                throw new ExpressionException("unexpected end of JSON input");
            }
            return value(node, budget);
        } catch (DocumentException e) {
            throw new ExpressionException("tried to read the text given to fromJSON as JSON, but " + e.reason());
        }
    }

    private static @Nullable Object value(JsonNode node, Budget budget) {
        budget.enter();
        Object value;
        if (node.isNumber()) {
            value = number(node.asText());
        } else if (node.isArray()) {
            List<@Nullable Object> items = new ArrayList<>();
            node.forEach(item -> items.add(value(item, budget)));
            value = Items.of(items);
        } else if (node.isObject()) {
            Map<String, @Nullable Object> entries = new LinkedHashMap<>();
            node.properties().forEach(entry -> entries.put(entry.getKey(), value(entry.getValue(), budget)));
            value = Table.of(GoType.OBJECT, entries);
        } else {
            value = node.isBoolean() ? (Object) node.booleanValue() : node.isTextual() ? node.textValue() : null;
        }
        budget.leave();
        return value;
    }

    private static Object number(String digits) {
        try {
            return GoNumber.parse(digits);
        } catch (NumberFormatException e) {
            throw new ExpressionException("json: cannot unmarshal number " + digits + " into Go value of type float64");
        }
    }

    private static String encoded(String text, Budget budget) {
        budget.text(text.length() * 2L);
        return Base64.getEncoder().encodeToString(ByteText.bytes(text));
    }

    /** Line ends are passed over, as in Go; padding is not optional. */
    private static String decoded(String text, Budget budget) {
        budget.text(text.length());
        String digits = text.replace("\r", "").replace("\n", "");
        int bad = firstBad(digits);
        if (bad >= 0 || digits.length() % 4 != 0) {
            throw new ExpressionException(
                    "illegal base64 data at input byte " + (bad >= 0 ? bad : digits.length() / 4 * 4));
        }
        try {
            return ByteText.text(Base64.getDecoder().decode(digits));
        } catch (IllegalArgumentException e) {
            throw new ExpressionException("illegal base64 data at input byte " + Math.max(0, digits.length() - 1));
        }
    }

    private static int firstBad(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            boolean padding = c == '=' && i >= digits.length() - 2;
            if (!letter && !padding && !(c >= '0' && c <= '9') && c != '+' && c != '/') {
                return i;
            }
        }
        return -1;
    }
}
