package dev.assay.condition.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A map. Its keys are ordered as they were added, where Go's have another order each time.
 *
 * @param entries the values by their keys; those of a foreign map are still as the plugin made them
 */
public record Table(GoType type, Map<?, ?> entries, boolean foreign) {
    public static Table of(GoType type, Map<?, ?> entries) {
        return new Table(type, entries, false);
    }

    /** A new map that grows by {@link #put}. */
    public static Table growing(GoType type) {
        return of(type, new LinkedHashMap<Object, Object>());
    }

    @SuppressWarnings("unchecked") // a growing map has any keys and values
    public void put(@Nullable Object key, @Nullable Object value) {
        ((Map<Object, Object>) entries).put(hashable(key), value);
    }

    /** Adds to the list of a key, in a growing map of lists. */
    @SuppressWarnings("unchecked") // such a map has growing lists
    public void add(@Nullable Object key, @Nullable Object value) {
        Items group = (Items) ((Map<Object, Object>) entries)
                .computeIfAbsent(hashable(key), unused -> Items.of(new ArrayList<Object>()));
        ((List<Object>) group.values()).add(value);
    }

    public int size() {
        return entries.size();
    }

    boolean has(@Nullable Object key) {
        return entries.containsKey(key(key));
    }

    /** The value of a key; where there is none, the zero value of the type of the values. */
    public @Nullable Object get(@Nullable Object key) {
        Object value = entries.get(key(key));
        if (value == null && GoType.LIST.equals(type.elem())) {
            return Items.NIL;
        }
        return foreign ? Results.of(value) : value;
    }

    public List<@Nullable Object> keys() {
        List<@Nullable Object> keys = new ArrayList<>(size());
        for (Object key : entries.keySet()) {
            keys.add(key instanceof NotANumber nan ? nan.value() : key);
        }
        return keys;
    }

    public List<@Nullable Object> values() {
        List<@Nullable Object> values = new ArrayList<>(size());
        for (Object value : entries.values()) {
            values.add(foreign ? Results.of(value) : value);
        }
        return values;
    }

    /** The key that is looked up: nil is the zero value of the type of the keys. */
    private @Nullable Object key(@Nullable Object key) {
        GoType keyType = type.key() == null ? GoType.STRING : type.key();
        if (keyType.kind() == Kind.INTERFACE) {
            return hashable(key);
        }
        if (key == null) {
            return keyType.equals(GoType.INT) ? (Object) 0L : "";
        }
        if (!Values.typeOf(key).equals(keyType)) {
            throw new ExpressionException("reflect.Value.MapIndex: value of type "
                    + Values.typeOf(key).name() + " is not assignable to type " + keyType.name());
        }
        return key;
    }

    /** NaN is equal to no key, so each NaN has an entry of its own. */
    private static @Nullable Object hashable(@Nullable Object key) {
        if (key instanceof Items items && items.type().kind() == Kind.ARRAY) {
            for (int i = 0; i < items.size(); i++) {
                refuseList(items.at(i));
            }
        } else {
            refuseList(key);
        }
        if (key instanceof Double number) {
            return number.isNaN() ? new NotANumber(number) : (Object) (number + 0.0);
        }
        return key;
    }

    /** Go has a hash of arrays within arrays, which takes the longer the deeper they are. Nobody needs it. */
    private static void refuseList(@Nullable Object key) {
        if (key instanceof Items || key instanceof Table) {
            throw new ExpressionException("runtime error: hash of unhashable type "
                    + Values.typeOf(key).name());
        }
    }

    /** A key that is no number. It is equal to itself only. */
    private static final class NotANumber {
        private final Double value;

        NotANumber(Double value) {
            this.value = value;
        }

        Double value() {
            return value;
        }
    }
}
