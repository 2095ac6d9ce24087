package dev.assay.condition.value;

import dev.assay.text.GoNumber;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values as Go's {@code fmt} prints them with {@code %v}. */
public final class GoText {
    private final StringBuilder out = new StringBuilder();
    private final Budget budget;

    private GoText(Budget budget) {
        this.budget = budget;
    }

    public static String of(@Nullable Object value, Budget budget) {
        if (value instanceof String text) {
            return text;
        }
        GoText text = new GoText(budget);
        text.append(value);
        return text.out.toString();
    }

    /** A {@code float64}: the fewest digits that identify it, with an exponent below 1e-4 and from 1e6 on. */
    public static String number(double value) {
        double size = Math.abs(value);
        if (size == 0 || (size >= 1e-4 && size < 1e6) || Double.isNaN(value) || Double.isInfinite(value)) {
            return GoNumber.format(value);
        }
        return exponential(value);
    }

    /** For instance {@code 1.5e-07}: Go's {@code %e} with the fewest digits. */
    public static String exponential(double value) {
        BigDecimal digits = new BigDecimal(GoNumber.format(value)).stripTrailingZeros();
        int exponent = digits.precision() - digits.scale() - 1;
        String mantissa = digits.movePointLeft(exponent).toPlainString();
        return mantissa + "e" + (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }

    private void append(@Nullable Object value) {
        budget.enter();
        int before = out.length();
        if (value instanceof Items items) {
            out.append('[');
            for (int i = 0; i < items.size(); i++) {
                out.append(i == 0 ? "" : " ");
                append(items.at(i));
            }
            out.append(']');
        } else if (value instanceof Table table) {
            map(table);
        } else {
            budget.number(value);
            out.append(scalar(value));
            budget.text((long) out.length() - before);
        }
        budget.leave();
    }

    private void map(Table table) {
        out.append("map[");
        String gap = "";
        for (Object key : sorted(table.keys())) {
            out.append(gap);
            append(key);
            out.append(':');
            append(table.get(key));
            gap = " ";
        }
        out.append(']');
    }

    /** Keys in the order of {@code internal/fmtsort}; that of keys of different types is by chance in Go. */
    private static List<@Nullable Object> sorted(List<@Nullable Object> keys) {
        List<@Nullable Object> sorted = new ArrayList<>(keys);
        sorted.sort((a, b) -> {
            if (a instanceof String x && b instanceof String y) {
                return ByteText.compare(x, y);
            }
            if (Values.isNumber(a) && Values.isNumber(b) && rank(a) == rank(b)) {
                return Double.compare(Values.asDouble(a), Values.asDouble(b));
            }
            return Integer.compare(rank(a), rank(b));
        });
        return sorted;
    }

    private static int rank(@Nullable Object key) {
        return key == null ? 0 : Values.isInteger(key) ? 1 : Values.isFloat(key) ? 2 : key instanceof String ? 3 : 4;
    }

    private String scalar(@Nullable Object value) {
        if (value == null) {
            return "<nil>";
        }
        if (value instanceof Double number) {
            return number(number);
        }
        if (value instanceof Float number) {
            return number(Double.parseDouble(number.toString()));
        }
        if (value instanceof Whole whole) {
            return whole(whole);
        }
        if (value instanceof Moment moment) {
            return TimeLayout.write(moment, TimeLayout.STRING, budget);
        }
        if (value instanceof Span span) {
            return span.text();
        }
        if (value instanceof Zone zone) {
            return zone.name();
        }
        return value instanceof Func func ? func.type().name() : value.toString();
    }

    private static String whole(Whole whole) {
        if (whole.type().equals(GoType.MONTH)) {
            return TimeLayout.MONTHS.get((int) whole.value() - 1);
        }
        if (whole.type().equals(GoType.WEEKDAY)) {
            return TimeLayout.DAYS.get((int) whole.value());
        }
        return Long.toString(whole.value());
    }
}
