package dev.assay.condition.builtin;

import static dev.assay.condition.builtin.Builtin.ruled;
import static dev.assay.condition.builtin.Builtin.typed;
import static dev.assay.condition.value.GoType.DURATION;
import static dev.assay.condition.value.GoType.LOCATION;
import static dev.assay.condition.value.GoType.STRING;
import static dev.assay.condition.value.GoType.TIME;
import static dev.assay.condition.value.GoType.function;

import dev.assay.condition.value.Budget;
import dev.assay.condition.value.ByteText;
import dev.assay.condition.value.ExpressionException;
import dev.assay.condition.value.GoType;
import dev.assay.condition.value.Moment;
import dev.assay.condition.value.Span;
import dev.assay.condition.value.TimeReader;
import dev.assay.condition.value.TimeTexts;
import dev.assay.condition.value.Values;
import dev.assay.condition.value.Zone;
import dev.assay.text.GoDuration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions that make times, durations and time zones. */
final class TimeFunctions {
    /** The layouts that {@code date} tries where none is given. */
    private static final List<String> LAYOUTS = List.of(
            "2006-01-02",
            "15:04:05",
            "2006-01-02 15:04:05",
            "2006-01-02T15:04:05Z07:00",
            "02 Jan 06 15:04 MST",
            "Monday, 02-Jan-06 15:04:05 MST",
            "Mon, 02 Jan 2006 15:04:05 MST");

    /** The steps that it takes to find a time zone. */
    private static final int LOOK_UP = 200;

    /** The steps that it takes to try all layouts. */
    private static final int TRIES = 1_000;

    private TimeFunctions() {}

    static List<Builtin> all() {
        return List.of(
                ruled("now", TimeFunctions::nowType, (a, budget) -> now(a)),
                typed("duration", (a, budget) -> duration(Values.text(a[0]), budget), function(DURATION, STRING)),
                ruled("date", TimeFunctions::dateType, (a, budget) -> date(a, budget)),
                typed(
                        "timezone",
                        (a, budget) -> {
                            budget.steps(LOOK_UP);
                            return TimeTexts.zone(Values.text(a[0]));
                        },
                        function(LOCATION, STRING)));
    }

    private static GoType nowType(List<@Nullable GoType> arguments) {
        boolean zone = arguments.size() == 1 && LOCATION.equals(arguments.get(0));
        if (!arguments.isEmpty() && !zone) {
            throw Rules.refused("invalid number of arguments (expected 0, got " + arguments.size() + ")");
        }
        return TIME;
    }

    private static Moment now(@Nullable Object[] arguments) {
        ZoneId zone = arguments.length == 1 && arguments[0] instanceof Zone given ? given.id() : ZoneOffset.UTC;
        return new Moment(ZonedDateTime.now(zone));
    }

    private static Span duration(String text, Budget budget) {
        budget.steps(16 + 2L * text.length());
        try {
            return new Span(GoDuration.parse(ByteText.valid(text)).toNanos());
        } catch (IllegalArgumentException e) {
            throw new ExpressionException(String.valueOf(e.getMessage()));
        }
    }

    private static GoType dateType(List<@Nullable GoType> arguments) {
        if (arguments.isEmpty()) {
            throw Rules.refused("invalid number of arguments (expected at least 1, got 0)");
        }
        int count = arguments.size() - (LOCATION.equals(arguments.get(0)) ? 1 : 0);
        if (count > 3) {
            throw Rules.refused("invalid number of arguments (expected at most 3, got " + count + ")");
        }
        return TIME;
    }

    private static Moment date(@Nullable Object[] given, Budget budget) {
        ZoneId zone = given[0] instanceof Zone first ? first.id() : ZoneOffset.UTC;
        Object[] arguments = given[0] instanceof Zone ? Arrays.copyOfRange(given, 1, given.length) : given;
        if (arguments.length == 0) {
            throw new ExpressionException("runtime error: index out of range [0] with length 0");
        }
        String text = Values.text(arguments[0]);
        if (arguments.length == 2) {
            return TimeReader.read(Values.text(arguments[1]), text, zone, budget);
        }
        if (arguments.length == 3) {
            String layout = Values.text(arguments[1]);
            return TimeReader.read(
                    layout, text, TimeTexts.zone(Values.text(arguments[2])).id(), budget);
        }
        // It is paid before, since a breach of the budget must not look like a text that does not suit.
        budget.steps(TRIES + (long) LAYOUTS.size() * text.length());
        Budget paid = new Budget();
        for (String layout : LAYOUTS) {
            try {
                return TimeReader.read(layout, text, zone, paid);
            } catch (ExpressionException e) {
                // The next layout is tried.
            }
        }
        throw new ExpressionException("invalid date " + text);
    }
}
