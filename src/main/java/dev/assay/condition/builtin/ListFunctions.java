package dev.assay.condition.builtin;

import static dev.assay.condition.builtin.Builtin.ruled;
import static dev.assay.condition.builtin.Builtin.typed;
import static dev.assay.condition.value.GoType.FLOATS;
import static dev.assay.condition.value.GoType.INTS;
import static dev.assay.condition.value.GoType.LIST;
import static dev.assay.condition.value.GoType.STRING;
import static dev.assay.condition.value.GoType.STRINGS;
import static dev.assay.condition.value.GoType.function;

import dev.assay.condition.value.Budget;
import dev.assay.condition.value.Equality;
import dev.assay.condition.value.ExpressionException;
import dev.assay.condition.value.GoType;
import dev.assay.condition.value.Items;
import dev.assay.condition.value.Kind;
import dev.assay.condition.value.Members;
import dev.assay.condition.value.Sorting;
import dev.assay.condition.value.Span;
import dev.assay.condition.value.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions of lists that take no predicate. */
final class ListFunctions {
    private ListFunctions() {}

    static List<Builtin> all() {
        return List.of(
                ruled("first", Rules.element("first"), (a, budget) -> end(a[0], 0L, budget)),
                ruled("last", Rules.element("last"), (a, budget) -> end(a[0], -1L, budget)),
                ruled("get", arguments -> GoType.ANY, (a, budget) -> Members.get(a[0], a[1])),
                ruled("take", ListFunctions::takeType, (a, budget) -> taken(a)),
                ruled("reverse", Rules.list("cannot reverse", LIST), (a, budget) -> reversed(a[0], budget)),
                ruled("uniq", Rules.list("cannot uniq", LIST), (a, budget) -> unique(a[0], budget)),
                ruled("concat", ListFunctions::concatType, ListFunctions::concatenated),
                ruled("flatten", Rules.list("cannot flatten", LIST), (a, budget) -> flattened(a[0], budget)),
                typed(
                        "sort",
                        (a, budget) -> sorted(a, budget),
                        function(LIST, LIST, STRING),
                        function(LIST, INTS, STRING),
                        function(LIST, FLOATS, STRING),
                        function(LIST, STRINGS, STRING),
                        function(LIST, LIST),
                        function(LIST, FLOATS),
                        function(LIST, STRINGS),
                        function(LIST, INTS)));
    }

    /** The list that must stand here. */
    static Items list(@Nullable Object value, String verb) {
        if (value instanceof Items items) {
            return items;
        }
        throw new ExpressionException(verb + " " + Values.typeOf(value).kind().text());
    }

    private static @Nullable Object end(@Nullable Object list, long index, Budget budget) {
        try {
            return Members.fetch(list, index, budget);
        } catch (ExpressionException e) {
            return null;
        }
    }

    private static GoType takeType(List<@Nullable GoType> arguments) {
        Rules.count(arguments, 2);
        GoType list = arguments.get(0);
        if (list == null || !Rules.isListOrAny(list)) {
            throw Rules.refused("cannot take from " + Rules.text(list));
        }
        GoType count = arguments.get(1);
        if (!Rules.isAny(count) && (!Rules.kind(count).isInteger() || Rules.kind(count) == Kind.UINT8)) {
            throw Rules.refused("cannot take " + Rules.text(count) + " elements");
        }
        return list;
    }

    private static Object taken(@Nullable Object[] arguments) {
        Items items = list(arguments[0], "cannot take from");
        Object count = arguments[1];
        Kind kind = Values.typeOf(count).kind();
        if (!kind.isInteger() || kind == Kind.UINT8) {
            throw new ExpressionException("cannot take " + kind.text() + " elements");
        }
        long wanted = count instanceof Span span ? span.nanos() : Values.asLong(count);
        if (wanted < 0) {
            throw new ExpressionException("reflect.Value.Slice: slice index out of bounds");
        }
        return items.part(0, (int) Math.min(wanted, items.size()));
    }

    private static Items reversed(@Nullable Object value, Budget budget) {
        Items items = list(value, "cannot reverse");
        budget.elements(items.size());
        List<@Nullable Object> reversed = elements(items);
        Collections.reverse(reversed);
        return Items.of(reversed);
    }

    private static List<@Nullable Object> elements(Items items) {
        List<@Nullable Object> elements = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            elements.add(items.at(i));
        }
        return elements;
    }

    private static Items unique(@Nullable Object value, Budget budget) {
        Items items = list(value, "cannot uniq");
        List<@Nullable Object> unique = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Object item = items.at(i);
            boolean known = false;
            for (int k = 0; k < unique.size() && !known; k++) {
                budget.step();
                known = Equality.equal(item, unique.get(k), budget);
            }
            if (!known) {
                unique.add(item);
            }
        }
        return Items.of(unique);
    }

    private static GoType concatType(List<@Nullable GoType> arguments) {
        if (arguments.isEmpty()) {
            throw Rules.refused("invalid number of arguments (expected at least 1, got 0)");
        }
        for (GoType argument : arguments) {
            if (!Rules.isListOrAny(argument)) {
                throw Rules.refused("cannot concat " + Rules.text(argument));
            }
        }
        return LIST;
    }

    private static Items concatenated(@Nullable Object[] arguments, Budget budget) {
        List<@Nullable Object> all = new ArrayList<>();
        for (Object argument : arguments) {
            Items items = list(argument, "cannot concat");
            budget.elements(items.size());
            all.addAll(elements(items));
        }
        return all.isEmpty() ? Items.NIL : Items.of(all);
    }

    private static Items flattened(@Nullable Object value, Budget budget) {
        List<@Nullable Object> flat = new ArrayList<>();
        flatten(list(value, "cannot flatten"), flat, budget);
        return Items.of(flat);
    }

    private static void flatten(Items items, List<@Nullable Object> flat, Budget budget) {
        budget.enter();
        for (int i = 0; i < items.size(); i++) {
            Object item = items.at(i);
            if (item instanceof Items inner) {
                flatten(inner, flat, budget);
            } else {
                budget.step();
                budget.elements(1);
                flat.add(item);
            }
        }
        budget.leave();
    }

    private static Items sorted(@Nullable Object[] arguments, Budget budget) {
        boolean descending = arguments.length == 2 && isDescending(arguments[1]);
        if (!(arguments[0] instanceof Items items) || !isSortable(items.type())) {
            return Items.NIL;
        }
        budget.elements(items.size());
        List<@Nullable Object> elements = elements(items);
        return Items.of(Sorting.sorted(elements, elements, descending, budget));
    }

    private static boolean isDescending(@Nullable Object order) {
        if (!(order instanceof String text)) {
            throw new ExpressionException("sort order argument must be a string (got "
                    + Values.typeOf(order).name() + ")");
        }
        if (!text.equals("asc") && !text.equals("desc")) {
            throw new ExpressionException("invalid order " + text + ", expected asc or desc");
        }
        return text.equals("desc");
    }

    private static boolean isSortable(GoType type) {
        return type.equals(LIST) || type.equals(INTS) || type.equals(FLOATS) || type.equals(STRINGS);
    }
}
