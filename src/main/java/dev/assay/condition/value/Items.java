package dev.assay.condition.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * A list: a slice of Go, or an array.
 *
 * @param values the elements; those of a foreign list are still as the plugin made them
 * @param isNil whether it is Go's nil slice, which is empty and equal to nil
 */
public record Items(GoType type, List<?> values, boolean foreign, boolean isNil) {
    /** The nil slice of type {@code []interface {}}. */
    public static final Items NIL = new Items(GoType.LIST, List.of(), false, true);

    public static Items of(GoType type, List<?> values) {
        return new Items(type, values, false, false);
    }

    /** A list of type {@code []interface {}}. */
    public static Items of(List<?> values) {
        return of(GoType.LIST, values);
    }

    public static Items of(@Nullable Object... values) {
        return of(Collections.unmodifiableList(Arrays.asList(values)));
    }

    public static Items bytes(byte[] bytes) {
        List<Object> values = new ArrayList<>(bytes.length);
        for (byte b : bytes) {
            values.add(Whole.of(GoType.UINT8, b));
        }
        return of(GoType.BYTES, values);
    }

    static Items foreign(GoType type, List<?> values) {
        return new Items(type, values instanceof RandomAccess ? values : new ArrayList<>(values), true, false);
    }

    public int size() {
        return values.size();
    }

    public @Nullable Object at(int index) {
        Object value = values.get(index);
        return foreign ? Results.of(value) : value;
    }

    /** The elements from one index to another. */
    public Items part(int from, int to) {
        return new Items(type, values.subList(from, to), foreign, isNil);
    }

    public byte[] toBytes() {
        byte[] bytes = new byte[size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = at(i) instanceof Whole whole ? (byte) whole.value() : 0;
        }
        return bytes;
    }
}
