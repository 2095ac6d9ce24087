package dev.assay.condition.value;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A type of Go.
 *
 * @param name as Go writes it, for instance {@code map[string]interface {}}
 * @param elem the type of the elements of a list, or of the values of a map
 * @param key the type of the keys of a map
 * @param in the parameters of a function
 * @param out the results of a function
 */
public record GoType(
        Kind kind,
        String name,
        @Nullable GoType elem,
        @Nullable GoType key,
        List<GoType> in,
        List<GoType> out) {
    public static final GoType ANY = plain(Kind.INTERFACE, "interface {}");
    public static final GoType BOOL = plain(Kind.BOOL, "bool");
    public static final GoType INT = plain(Kind.INT, "int");
    static final GoType INT8 = plain(Kind.INT8, "int8");
    static final GoType INT16 = plain(Kind.INT16, "int16");
    static final GoType INT32 = plain(Kind.INT32, "int32");
    public static final GoType INT64 = plain(Kind.INT64, "int64");
    static final GoType UINT8 = plain(Kind.UINT8, "uint8");
    static final GoType FLOAT32 = plain(Kind.FLOAT32, "float32");
    public static final GoType FLOAT64 = plain(Kind.FLOAT64, "float64");
    public static final GoType STRING = plain(Kind.STRING, "string");
    public static final GoType TIME = plain(Kind.STRUCT, "time.Time");
    public static final GoType DURATION = plain(Kind.INT64, "time.Duration");
    static final GoType MONTH = plain(Kind.INT, "time.Month");
    static final GoType WEEKDAY = plain(Kind.INT, "time.Weekday");
    public static final GoType LOCATION = plain(Kind.PTR, "*time.Location");
    public static final GoType LIST = listOf(ANY);
    public static final GoType INTS = listOf(INT);
    public static final GoType FLOATS = listOf(FLOAT64);
    public static final GoType STRINGS = listOf(STRING);
    public static final GoType BYTES = listOf(UINT8);
    public static final GoType PAIR = new GoType(Kind.ARRAY, "[2]interface {}", ANY, null, List.of(), List.of());
    public static final GoType PAIRS = listOf(PAIR);
    public static final GoType OBJECT = mapOf(STRING, ANY);
    public static final GoType ANY_MAP = mapOf(ANY, ANY);
    public static final GoType GROUPS = mapOf(ANY, LIST);

    private static GoType plain(Kind kind, String name) {
        return new GoType(kind, name, null, null, List.of(), List.of());
    }

    static GoType listOf(GoType elem) {
        return new GoType(Kind.SLICE, "[]" + elem.name, elem, null, List.of(), List.of());
    }

    static GoType mapOf(GoType key, GoType elem) {
        return new GoType(Kind.MAP, "map[" + key.name + "]" + elem.name, elem, key, List.of(), List.of());
    }

    /** A function with one result. */
    public static GoType function(GoType out, GoType... in) {
        return function(List.of(in), List.of(out));
    }

    /** A function with any number of results; conditions use the first of at most two. */
    public static GoType function(List<GoType> in, List<GoType> out) {
        String name = "func(" + names(in) + ")"
                + (out.isEmpty() ? "" : out.size() == 1 ? " " + out.get(0).name : " (" + names(out) + ")");
        return new GoType(Kind.FUNC, name, null, null, in, out);
    }

    private static String names(List<GoType> types) {
        return types.stream().map(GoType::name).collect(Collectors.joining(", "));
    }

    /** Whether it is one of Go's own integer types; {@code time.Duration} and {@code time.Month} are not. */
    public boolean isInteger() {
        return kind.isInteger() && name.equals(kind.text());
    }

    public boolean isNumber() {
        return isInteger() || kind.isFloat();
    }

    /** The type of the elements; {@link #ANY} where there are none. */
    public GoType element() {
        return elem == null ? ANY : elem;
    }

    public boolean isAssignableTo(GoType other) {
        return other.kind == Kind.INTERFACE || equals(other);
    }

    /** By name, which is unlike that of every other type. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof GoType type && name.equals(type.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
