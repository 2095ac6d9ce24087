package dev.assay.condition.value;

import org.jspecify.annotations.Nullable;

/** The operator {@code ==}. Values of different types are not equal, except for numbers, and lists of them. */
public final class Equality {
    private interface Comparison {
        boolean areSame(@Nullable Object a, @Nullable Object b, Budget budget);
    }

    private Equality() {}

    public static boolean equal(@Nullable Object a, @Nullable Object b, Budget budget) {
        if (Values.isNumber(a) && Values.isNumber(b)) {
            return (Values.isInteger(a) && Values.isInteger(b))
                    ? Values.asLong(a) == Values.asLong(b)
                    : Values.asDouble(a) == Values.asDouble(b);
        }
        if (a instanceof Items x && b instanceof Items y && comparesElements(x.type(), y.type())) {
            return elements(x, y, budget, Equality::equal);
        }
        if (a instanceof Moment x && b instanceof Moment y) {
            return x.isSame(y);
        }
        return (Values.isNil(a) && Values.isNil(b)) || deeply(a, b, budget);
    }

    /** A list of any values is compared with every other list of numbers, texts or any values. */
    private static boolean comparesElements(GoType a, GoType b) {
        boolean any = a.equals(GoType.LIST) || b.equals(GoType.LIST);
        return (any || a.equals(b)) && isPlain(a) && isPlain(b);
    }

    private static boolean isPlain(GoType list) {
        GoType element = list.element();
        return list.kind() == Kind.SLICE
                && (list.equals(GoType.LIST) || element.isNumber() || element.equals(GoType.STRING));
    }

    private static boolean elements(Items a, Items b, Budget budget, Comparison comparison) {
        if (a.size() != b.size()) {
            return false;
        }
        budget.enter();
        for (int i = 0; i < a.size(); i++) {
            budget.step();
            if (!comparison.areSame(a.at(i), b.at(i), budget)) {
                return false;
            }
        }
        budget.leave();
        return true;
    }

    /** {@code reflect.DeepEqual}: numbers of different types are not equal, and a map or a list is equal to itself. */
    private static boolean deeply(@Nullable Object a, @Nullable Object b, Budget budget) {
        if (a == null || b == null) {
            return a == b;
        }
        if (a instanceof Items x && b instanceof Items y) {
            return x.type().equals(y.type())
                    && x.isNil() == y.isNil()
                    && (sameContent(x, y) || elements(x, y, budget, Equality::deeply));
        }
        if (a instanceof Table x && b instanceof Table y) {
            return x.type().equals(y.type()) && (x.entries() == y.entries() || tablesDeeply(x, y, budget));
        }
        budget.read(a);
        if (a instanceof Double x && b instanceof Double y) {
            return x.doubleValue() == y.doubleValue();
        }
        return !(a instanceof Func) && a.equals(b);
    }

    private static boolean sameContent(Items a, Items b) {
        return a.values() == b.values() && a.size() > 0;
    }

    private static boolean tablesDeeply(Table a, Table b, Budget budget) {
        if (a.size() != b.size()) {
            return false;
        }
        budget.enter();
        for (Object key : a.keys()) {
            budget.step();
            if (!b.has(key) || !deeply(a.get(key), b.get(key), budget)) {
                return false;
            }
        }
        budget.leave();
        return true;
    }
}
