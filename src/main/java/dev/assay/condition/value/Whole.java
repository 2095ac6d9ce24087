package dev.assay.condition.value;

/**
 * An integer of another type than Go's {@code int}, which is a {@link Long} here.
 *
 * @param type an integer type, or {@code time.Month} or {@code time.Weekday}
 */
public record Whole(GoType type, long value) {
    public static Whole int64(long value) {
        return new Whole(GoType.INT64, value);
    }

    static Whole of(GoType type, long value) {
        return new Whole(type, type.kind().wrap(value));
    }
}
