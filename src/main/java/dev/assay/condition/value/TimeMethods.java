package dev.assay.condition.value;

import static dev.assay.condition.value.GoType.BOOL;
import static dev.assay.condition.value.GoType.DURATION;
import static dev.assay.condition.value.GoType.FLOAT64;
import static dev.assay.condition.value.GoType.INT;
import static dev.assay.condition.value.GoType.INT64;
import static dev.assay.condition.value.GoType.LOCATION;
import static dev.assay.condition.value.GoType.STRING;
import static dev.assay.condition.value.GoType.TIME;

import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.IsoFields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The methods of Go's {@code time.Time}, {@code time.Duration} and their kin that a condition can call. */
public final class TimeMethods {
    private static final Map<String, Map<String, Method>> METHODS = methods();

    private TimeMethods() {}

    private interface Code {
        @Nullable
        Object call(Object receiver, @Nullable Object[] arguments, Budget budget);
    }

    private record Method(GoType type, Code code) {}

    /** The method of a value, bound to it; null where it has none of that name. */
    static @Nullable Func of(Object receiver, String name) {
        Method method =
                METHODS.getOrDefault(Values.typeOf(receiver).name(), Map.of()).get(name);
        return method == null
                ? null
                : new Func(method.type(), (arguments, budget) -> method.code().call(receiver, arguments, budget));
    }

    /** The type of a method without its receiver; null where the type has none of that name. */
    public static @Nullable GoType type(GoType receiver, String name) {
        Method method = METHODS.getOrDefault(receiver.name(), Map.of()).get(name);
        return method == null ? null : method.type();
    }

    private static Map<String, Map<String, Method>> methods() {
        Map<String, Method> named = Map.of("String", text());
        return Map.of(
                TIME.name(), timeMethods(),
                DURATION.name(), durationMethods(),
                GoType.MONTH.name(), named,
                GoType.WEEKDAY.name(), named,
                LOCATION.name(), named);
    }

    private static Method text() {
        return new Method(GoType.function(STRING), (value, none, budget) -> GoText.of(value, budget));
    }

    private static Map<String, Method> timeMethods() {
        Map<String, Method> methods = new HashMap<>();
        number(methods, "Year", ZonedDateTime::getYear);
        number(methods, "Day", ZonedDateTime::getDayOfMonth);
        number(methods, "Hour", ZonedDateTime::getHour);
        number(methods, "Minute", ZonedDateTime::getMinute);
        number(methods, "Second", ZonedDateTime::getSecond);
        number(methods, "Nanosecond", ZonedDateTime::getNano);
        number(methods, "YearDay", ZonedDateTime::getDayOfYear);
        time(methods, "Month", GoType.MONTH, t -> new Whole(GoType.MONTH, t.getMonthValue()));
        time(
                methods,
                "Weekday",
                GoType.WEEKDAY,
                t -> new Whole(GoType.WEEKDAY, t.getDayOfWeek().getValue() % 7));
        time(methods, "Unix", INT64, t -> Whole.int64(t.toEpochSecond()));
        time(methods, "UnixMilli", INT64, t -> Whole.int64(t.toEpochSecond() * 1_000 + t.getNano() / 1_000_000));
        time(methods, "UnixMicro", INT64, t -> Whole.int64(t.toEpochSecond() * 1_000_000 + t.getNano() / 1_000));
        time(methods, "UnixNano", INT64, t -> Whole.int64(t.toEpochSecond() * 1_000_000_000 + t.getNano()));
        time(methods, "UTC", TIME, t -> new Moment(t.withZoneSameInstant(ZoneOffset.UTC)));
        time(methods, "Local", TIME, t -> new Moment(t.withZoneSameInstant(ZoneOffset.UTC)));
        time(
                methods,
                "Location",
                LOCATION,
                t -> new Zone(t.getZone(), t.getOffset().equals(ZoneOffset.UTC) ? "UTC" : ""));
        time(methods, "IsZero", BOOL, t -> t.toInstant().equals(Instant.parse("0001-01-01T00:00:00Z")));
        time(methods, "IsDST", BOOL, t -> t.getZone().getRules().isDaylightSavings(t.toInstant()));
        methods.put("String", text());
        methods.put("ISOWeek", new Method(GoType.function(List.of(), List.of(INT, INT)), (value, none, budget) ->
                (long) ((Moment) value).time().get(IsoFields.WEEK_BASED_YEAR)));
        for (String several : List.of("Date", "Clock")) {
            GoType first = several.equals("Date") ? GoType.MONTH : INT;
            methods.put(
                    several,
                    new Method(GoType.function(List.of(), List.of(INT, first, INT)), (value, none, budget) -> null));
        }
        between(methods, "After", BOOL, (a, b) -> a.compareTo(b) > 0);
        between(methods, "Before", BOOL, (a, b) -> a.compareTo(b) < 0);
        between(methods, "Equal", BOOL, Moment::isSame);
        between(methods, "Compare", INT, (a, b) -> (long) Integer.signum(a.compareTo(b)));
        between(methods, "Sub", DURATION, Moment::since);
        with(methods, "Add", DURATION, (t, span) -> t.plus((Span) span));
        with(methods, "In", LOCATION, (t, zone) -> new Moment(t.time().withZoneSameInstant(((Zone) zone).id())));
        methods.put(
                "Format",
                new Method(
                        GoType.function(STRING, STRING),
                        (value, layout, budget) -> TimeLayout.write((Moment) value, Values.text(layout[0]), budget)));
        methods.put(
                "AddDate",
                new Method(GoType.function(TIME, INT, INT, INT), (value, by, budget) -> addDate((Moment) value, by)));
        with(methods, "Truncate", DURATION, (t, span) -> rounded(t, ((Span) span).nanos(), false));
        with(methods, "Round", DURATION, (t, span) -> rounded(t, ((Span) span).nanos(), true));
        return Map.copyOf(methods);
    }

    private static Map<String, Method> durationMethods() {
        Map<String, Method> methods = new HashMap<>();
        span(methods, "Hours", FLOAT64, n -> n / 3_600_000_000_000L + n % 3_600_000_000_000L / 3.6e12);
        span(methods, "Minutes", FLOAT64, n -> n / 60_000_000_000L + n % 60_000_000_000L / 6e10);
        span(methods, "Seconds", FLOAT64, n -> n / 1_000_000_000L + n % 1_000_000_000L / 1e9);
        span(methods, "Milliseconds", INT64, n -> Whole.int64(n / 1_000_000));
        span(methods, "Microseconds", INT64, n -> Whole.int64(n / 1_000));
        span(methods, "Nanoseconds", INT64, Whole::int64);
        span(methods, "Abs", DURATION, n -> new Span(n == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(n)));
        methods.put("String", text());
        methods.put("Truncate", new Method(GoType.function(DURATION, DURATION), (value, by, budget) -> {
            long nanos = ((Span) value).nanos();
            long unit = span(by);
            return unit <= 0 ? value : new Span(nanos - nanos % unit);
        }));
        methods.put("Round", new Method(GoType.function(DURATION, DURATION), (value, by, budget) -> {
            long unit = span(by);
            return unit <= 0 ? value : new Span(rounded(((Span) value).nanos(), unit));
        }));
        return Map.copyOf(methods);
    }

    private static long span(@Nullable Object[] arguments) {
        return arguments[0] instanceof Span span ? span.nanos() : 0;
    }

    /** Half away from zero. */
    private static long rounded(long nanos, long unit) {
        long rest = Math.abs(nanos % unit);
        long whole = nanos - nanos % unit;
        return rest < unit - rest ? whole : whole + (nanos < 0 ? -unit : unit);
    }

    /** Counted from the first day of year 1, half up. */
    private static Moment rounded(Moment moment, long unit, boolean up) {
        if (unit <= 0) {
            return moment;
        }
        BigInteger nanos = BigInteger.valueOf(moment.time().toEpochSecond())
                .add(BigInteger.valueOf(62_135_596_800L))
                .multiply(BigInteger.valueOf(1_000_000_000))
                .add(BigInteger.valueOf(moment.time().getNano()));
        long rest = nanos.mod(BigInteger.valueOf(unit)).longValue();
        return up && rest >= unit - rest ? moment.plus(new Span(unit - rest)) : moment.minus(new Span(rest));
    }

    private static Moment addDate(Moment moment, @Nullable Object[] by) {
        ZonedDateTime t = moment.time();
        return new Moment(t.withDayOfMonth(1)
                .plusYears(Values.asLong(by[0]))
                .plusMonths(Values.asLong(by[1]))
                .plusDays(t.getDayOfMonth() - 1)
                .plusDays(Values.asLong(by[2])));
    }

    private static void number(Map<String, Method> methods, String name, Function<ZonedDateTime, Integer> part) {
        time(methods, name, INT, t -> part.apply(t).longValue());
    }

    private static void time(
            Map<String, Method> methods, String name, GoType out, Function<ZonedDateTime, Object> code) {
        methods.put(
                name, new Method(GoType.function(out), (value, none, budget) -> code.apply(((Moment) value).time())));
    }

    private static void span(Map<String, Method> methods, String name, GoType out, Function<Long, Object> code) {
        methods.put(
                name, new Method(GoType.function(out), (value, none, budget) -> code.apply(((Span) value).nanos())));
    }

    private interface Between {
        Object of(Moment a, Moment b);
    }

    private static void between(Map<String, Method> methods, String name, GoType out, Between code) {
        methods.put(
                name,
                new Method(
                        GoType.function(out, TIME),
                        (value, other, budget) -> code.of((Moment) value, (Moment) other[0])));
    }

    private interface With {
        Object of(Moment time, Object argument);
    }

    private static void with(Map<String, Method> methods, String name, GoType in, With code) {
        methods.put(name, new Method(GoType.function(TIME, in), (value, by, budget) -> code.of((Moment) value, by[0])));
    }
}
