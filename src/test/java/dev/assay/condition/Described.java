package dev.assay.condition;

import dev.assay.condition.value.Budget;
import dev.assay.condition.value.ByteText;
import dev.assay.condition.value.Func;
import dev.assay.condition.value.GoText;
import dev.assay.condition.value.Items;
import dev.assay.condition.value.Moment;
import dev.assay.condition.value.Span;
import dev.assay.condition.value.Table;
import dev.assay.condition.value.TimeTexts;
import dev.assay.condition.value.Values;
import dev.assay.condition.value.Whole;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value with its types, as {@code describe.go} of the Go command {@code evaluate} writes it. */
final class Described {
    private Described() {}

    static String value(@Nullable Object value) {
        if (value == null) {
            return "nil";
        }
        if (value instanceof Boolean truth) {
            return truth.toString();
        }
        String name = Values.typeOf(value).name();
        if (value instanceof Double number) {
            return name + " " + GoText.number(number);
        }
        if (value instanceof String text) {
            return name + " " + quoted(text);
        }
        if (value instanceof Moment moment) {
            return name + " " + TimeTexts.rfc3339(moment, new Budget());
        }
        if (value instanceof Span span) {
            return name + " " + span.nanos();
        }
        if (value instanceof Whole whole) {
            return name + " " + whole.value();
        }
        if (value instanceof Items items) {
            return items.isNil() ? name + "(nil)" : name + "{" + String.join(", ", items(items)) + "}";
        }
        if (value instanceof Table table) {
            List<String> entries = new ArrayList<>();
            for (int i = 0; i < table.size(); i++) {
                entries.add(
                        value(table.keys().get(i)) + ": " + value(table.values().get(i)));
            }
            entries.sort(ByteText::compare);
            return name + "{" + String.join(", ", entries) + "}";
        }
        return value instanceof Func ? name : name + " " + value;
    }

    private static List<String> items(Items items) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            all.add(value(items.at(i)));
        }
        return all;
    }

    /** Go's {@code strconv.QuoteToASCII}. */
    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            int named = "\u0007\b\f\n\r\t\u000b\\\"".indexOf(c);
            if (named >= 0) {
                out.append('\\').append("abfnrtv\\\"".charAt(named));
            } else if (c >= ' ' && c < 0x7f) {
                out.append((char) c);
            } else if (c < 0x80 || (c >= 0xdc80 && c <= 0xdcff)) {
                out.append(String.format("\\x%02x", c & 0xff));
            } else {
                out.append(String.format(c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
            }
        });
        return out.append('"').toString();
    }
}
