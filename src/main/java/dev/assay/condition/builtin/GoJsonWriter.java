package dev.assay.condition.builtin;

import dev.assay.condition.value.Budget;
import dev.assay.condition.value.ByteText;
import dev.assay.condition.value.ExpressionException;
import dev.assay.condition.value.GoText;
import dev.assay.condition.value.GoType;
import dev.assay.condition.value.Items;
import dev.assay.condition.value.Kind;
import dev.assay.condition.value.Moment;
import dev.assay.condition.value.Span;
import dev.assay.condition.value.Table;
import dev.assay.condition.value.TimeTexts;
import dev.assay.condition.value.Values;
import dev.assay.condition.value.Whole;
import dev.assay.text.GoNumber;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON as Go's {@code json.MarshalIndent} writes it with two spaces. */
final class GoJsonWriter {
    private final StringBuilder out = new StringBuilder();
    private final Budget budget;

    private GoJsonWriter(Budget budget) {
        this.budget = budget;
    }

    static String write(@Nullable Object value, Budget budget) {
        GoJsonWriter writer = new GoJsonWriter(budget);
        writer.append(value, 0);
        return writer.out.toString();
    }

    private void append(@Nullable Object value, int level) {
        budget.enter();
        int before = out.length();
        if (value instanceof Items items && !items.isNil() && !items.type().equals(GoType.BYTES)) {
            list(items, level);
        } else if (value instanceof Table table) {
            map(table, level);
        } else {
            scalar(value);
        }
        budget.text(value instanceof Items || value instanceof Table ? 2L * level : (long) out.length() - before);
        budget.leave();
    }

    private void list(Items items, int level) {
        out.append('[');
        for (int i = 0; i < items.size(); i++) {
            line(i > 0, level + 1);
            append(items.at(i), level + 1);
        }
        if (items.size() > 0) {
            line(false, level);
        }
        out.append(']');
    }

    private void map(Table table, int level) {
        if (table.type().key() == null || table.type().key().kind() == Kind.INTERFACE) {
            throw new ExpressionException(
                    "json: unsupported type: " + table.type().name());
        }
        List<String> keys = new ArrayList<>();
        table.keys().forEach(key -> keys.add(Values.text(key)));
        keys.sort(ByteText::compare);
        out.append('{');
        for (int i = 0; i < keys.size(); i++) {
            line(i > 0, level + 1);
            text(keys.get(i));
            out.append(": ");
            append(table.get(keys.get(i)), level + 1);
        }
        if (!keys.isEmpty()) {
            line(false, level);
        }
        out.append('}');
    }

    private void line(boolean comma, int level) {
        out.append(comma ? ",\n" : "\n").append("  ".repeat(level));
        budget.text(2L * level + 1);
    }

    private void scalar(@Nullable Object value) {
        if (Values.isNil(value)) {
            out.append("null");
        } else if (value instanceof String text) {
            text(text);
        } else if (Values.isFloat(value)) {
            number(Values.asDouble(value instanceof Float ? Double.valueOf(value.toString()) : value));
        } else if (value instanceof Items bytes) {
            out.append('"')
                    .append(Base64.getEncoder().encodeToString(bytes.toBytes()))
                    .append('"');
        } else if (value instanceof Moment moment) {
            text(TimeTexts.rfc3339(moment, budget));
        } else if (value instanceof Span span) {
            out.append(span.nanos());
        } else if (value instanceof Whole whole) {
            out.append(whole.value());
        } else if (value instanceof Long || value instanceof Boolean) {
            out.append(value);
        } else if (Values.typeOf(value).equals(GoType.LOCATION)) {
            out.append("{}");
        } else {
            throw new ExpressionException(
                    "json: unsupported type: " + Values.typeOf(value).name());
        }
    }

    private void number(double value) {
        budget.number(value);
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new ExpressionException("json: unsupported value: " + GoNumber.format(value));
        }
        double size = Math.abs(value);
        boolean plain = size == 0 || (size >= 1e-6 && size < 1e21);
        out.append(plain ? GoNumber.format(value) : GoText.exponential(value).replaceFirst("e-0([0-9])$", "e-$1"));
    }

    private void text(String text) {
        out.append('"');
        text.codePoints().forEach(this::character);
        out.append('"');
    }

    private void character(int c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (c < ' ' || c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029) {
                    out.append(String.format("\\u%04x", c));
                } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                    out.append("\\ufffd");
                } else {
                    out.appendCodePoint(c);
                }
            }
        }
    }
}
