package dev.assay.condition.type;

import dev.assay.condition.syntax.Node;
import dev.assay.condition.value.ExpressionException;
import dev.assay.condition.value.GoType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions that run code for each element of a list, and the pointers within that code. */
final class Predicates {
    private final Checker checker;
    private final Deque<Scope> scopes = new ArrayDeque<>();

    private record Scope(Nature collection, boolean hasIndex, boolean hasAccumulator) {}

    Predicates(Checker checker) {
        this.checker = checker;
    }

    Nature pointer(String name) {
        Scope scope = scopes.peek();
        if (scope == null) {
            throw new ExpressionException("cannot use pointer accessor outside predicate");
        }
        if (name.isEmpty()) {
            return scope.collection().isUnknown()
                    ? Nature.UNKNOWN
                    : scope.collection().elements();
        }
        if (name.equals("index") && scope.hasIndex()) {
            return Nature.INT;
        }
        if (name.equals("acc") && scope.hasAccumulator()) {
            return Nature.UNKNOWN;
        }
        throw new ExpressionException("unknown pointer #" + name);
    }

    /** The nature of a call; null for a function that takes no predicate. */
    @Nullable
    Nature of(Node.Builtin call) {
        return switch (call.name()) {
            case "all", "none", "any", "one" -> {
                test(call);
                yield Nature.BOOL;
            }
            case "filter" -> {
                Nature collection = test(call);
                yield collection.isUnknown()
                        ? Nature.of(GoType.LIST)
                        : collection.elements().list();
            }
            case "find", "findLast" -> test(call).elements();
            case "findIndex", "findLastIndex", "count" -> {
                test(call);
                yield Nature.INT;
            }
            case "map" -> value(call, collection(call), true, false).list();
            case "sum" -> sum(call);
            case "groupBy" -> {
                Nature collection = collection(call);
                value(call, collection, false, false);
                yield Nature.of(GoType.GROUPS);
            }
            case "sortBy" -> sortBy(call);
            case "reduce" -> {
                Nature out = value(call, collection(call), true, true);
                if (call.arguments().size() == 3) {
                    checker.visit(call.arguments().get(2));
                }
                yield out;
            }
            default -> null;
        };
    }

    private Nature collection(Node.Builtin call) {
        Nature collection = checker.visit(call.arguments().get(0));
        if (!collection.isList() && !collection.isUnknown()) {
            throw new ExpressionException("builtin " + call.name() + " takes only array (got " + collection + ")");
        }
        return collection;
    }

    /** Checks a predicate that says yes or no; gives the collection. */
    private Nature test(Node.Builtin call) {
        Nature collection = collection(call);
        if (call.arguments().size() > 1) {
            Nature out = value(call, collection, false, false);
            if (!out.isBool() && !out.isUnknown()) {
                throw new ExpressionException("predicate should return boolean (got " + out + ")");
            }
        }
        return collection;
    }

    /** The nature of what the predicate gives for an element. */
    private Nature value(Node.Builtin call, Nature collection, boolean hasIndex, boolean hasAccumulator) {
        scopes.push(new Scope(collection, hasIndex, hasAccumulator));
        Nature out = predicate(call.arguments().get(1));
        scopes.pop();
        if (out.isNil()) {
            throw new ExpressionException(
                    "predicate should has " + (hasAccumulator ? "two" : "one") + " input and one output param");
        }
        return out;
    }

    private Nature predicate(Node node) {
        return checker.visit(node instanceof Node.Predicate predicate ? predicate.body() : node);
    }

    private Nature sum(Node.Builtin call) {
        Nature collection = collection(call);
        if (call.arguments().size() == 1) {
            return collection.elements();
        }
        return value(call, collection, false, false);
    }

    private Nature sortBy(Node.Builtin call) {
        Nature collection = collection(call);
        value(call, collection, false, false);
        List<Node> arguments = call.arguments();
        if (arguments.size() == 3) {
            Nature order = checker.visit(arguments.get(2));
            if (!order.isString() && !order.isUnknown()) {
                throw new ExpressionException("sortBy order argument must be a string (got " + order + ")");
            }
        }
        return collection;
    }
}
