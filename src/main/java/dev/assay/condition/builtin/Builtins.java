package dev.assay.condition.builtin;

import static dev.assay.condition.value.GoType.ANY;
import static dev.assay.condition.value.GoType.BOOL;
import static dev.assay.condition.value.GoType.GROUPS;
import static dev.assay.condition.value.GoType.INT;
import static dev.assay.condition.value.GoType.LIST;
import static dev.assay.condition.value.GoType.STRING;
import static dev.assay.condition.value.GoType.function;

import dev.assay.condition.value.GoType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All functions of expr-lang 1.17.8, by their names. */
public final class Builtins {
    private static final GoType TEST = function(BOOL, ANY);
    private static final Map<String, Builtin> ALL = Stream.of(
                    predicates(),
                    NumberFunctions.all(),
                    Aggregates.all(),
                    TextFunctions.all(),
                    ListFunctions.all(),
                    MapFunctions.all(),
                    JsonFunctions.all(),
                    TimeFunctions.all(),
                    BitFunctions.all())
            .flatMap(List::stream)
            .collect(Collectors.toUnmodifiableMap(Builtin::name, Function.identity()));

    private Builtins() {}

    /** Null for a name that no function has. */
    public static @Nullable Builtin of(String name) {
        return ALL.get(name);
    }

    public static Set<String> names() {
        return ALL.keySet();
    }

    /** The functions that run code for each element; the evaluator has that code. */
    private static List<Builtin> predicates() {
        return List.of(
                predicate("all", function(BOOL, LIST, TEST)),
                predicate("none", function(BOOL, LIST, TEST)),
                predicate("any", function(BOOL, LIST, TEST)),
                predicate("one", function(BOOL, LIST, TEST)),
                predicate("filter", function(LIST, LIST, TEST)),
                predicate("map", function(LIST, LIST, function(ANY, ANY))),
                predicate("find", function(ANY, LIST, TEST)),
                predicate("findIndex", function(INT, LIST, TEST)),
                predicate("findLast", function(ANY, LIST, TEST)),
                predicate("findLastIndex", function(INT, LIST, TEST)),
                predicate("count", function(INT, LIST, TEST)),
                predicate("sum", function(INT, LIST, TEST)),
                predicate("groupBy", function(GROUPS, LIST, function(ANY, ANY))),
                predicate("sortBy", function(LIST, LIST, TEST, STRING)),
                predicate("reduce", function(ANY, LIST, function(ANY, ANY, ANY), ANY)));
    }

    private static Builtin predicate(String name, GoType type) {
        return Builtin.typed(
                name,
                (arguments, budget) -> {
                    throw new IllegalStateException(name + " has a predicate");
                },
                type);
    }
}
