package dev.assay.condition.builtin;

import static dev.assay.condition.builtin.Builtin.ruled;

import dev.assay.condition.value.Budget;
import dev.assay.condition.value.ExpressionException;
import dev.assay.condition.value.GoText;
import dev.assay.condition.value.GoType;
import dev.assay.condition.value.Items;
import dev.assay.condition.value.Table;
import dev.assay.condition.value.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions of maps. The order of their keys is that of the map, where Go's is by chance. */
final class MapFunctions {
    private MapFunctions() {}

    static List<Builtin> all() {
        return List.of(
                ruled("keys", Rules.map("cannot get keys from", ""), (a, budget) -> {
                    Table map = map(a[0], "cannot get keys from", "");
                    budget.elements(map.size());
                    return Items.of(map.keys());
                }),
                ruled("values", Rules.map("cannot get values from", ""), (a, budget) -> {
                    Table map = map(a[0], "cannot get values from", "");
                    budget.elements(map.size());
                    return Items.of(map.values());
                }),
                ruled(
                        "toPairs",
                        Rules.map("cannot transform", " to pairs"),
                        (a, budget) -> pairs(map(a[0], "cannot transform", " to pairs"), budget)),
                ruled("fromPairs", MapFunctions::fromPairsType, (a, budget) -> fromPairs(a[0], budget)));
    }

    private static Table map(@Nullable Object value, String verb, String rest) {
        if (value instanceof Table table) {
            return table;
        }
        throw new ExpressionException(verb + " " + Values.typeOf(value).kind().text() + rest);
    }

    private static Items pairs(Table table, Budget budget) {
        budget.elements(2L * table.size());
        List<@Nullable Object> keys = table.keys();
        List<@Nullable Object> values = table.values();
        List<Object> pairs = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            List<@Nullable Object> pair = new ArrayList<>();
            pair.add(keys.get(i));
            pair.add(values.get(i));
            pairs.add(Items.of(GoType.PAIR, pair));
        }
        return Items.of(GoType.PAIRS, pairs);
    }

    private static GoType fromPairsType(List<@Nullable GoType> arguments) {
        Rules.count(arguments, 1);
        if (!Rules.isListOrAny(arguments.get(0))) {
            throw Rules.refused("cannot transform " + Rules.text(arguments.get(0)) + " from pairs");
        }
        return GoType.ANY_MAP;
    }

    private static Table fromPairs(@Nullable Object value, Budget budget) {
        if (!(value instanceof Items items)) {
            throw new ExpressionException("cannot transform " + GoText.of(value, budget) + " from pairs");
        }
        Table table = Table.growing(GoType.ANY_MAP);
        for (int i = 0; i < items.size(); i++) {
            budget.step();
            if (!(items.at(i) instanceof Items pair)) {
                throw new ExpressionException("invalid pair " + GoText.of(items.at(i), budget));
            }
            if (pair.size() != 2) {
                throw new ExpressionException("invalid pair length " + GoText.of(pair, budget));
            }
            table.put(pair.at(0), pair.at(1));
        }
        return table;
    }
}
