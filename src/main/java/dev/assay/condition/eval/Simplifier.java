package dev.assay.condition.eval;

import dev.assay.condition.syntax.Node;
import dev.assay.condition.type.Nature;
import dev.assay.condition.type.Types;
import dev.assay.condition.value.GoType;
import dev.assay.condition.value.Kind;
import dev.assay.condition.value.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shorter forms of a tree, in the order in which expr-lang makes them. They matter where a part of a condition cannot be
 * evaluated: what a shorter form does not reach is no fault.
 */
final class Simplifier {
    /** The names of {@code find} and {@code findLast} where nothing found is a fault. */
    static final String FIND = "find!";

    static final String FIND_LAST = "findLast!";

    private final Types types;

    private Simplifier(Types types) {
        this.types = types;
    }

    static Node simplify(Node tree, Types types) {
        Simplifier simplifier = new Simplifier(types);
        Node node = Rewriter.rewrite(tree, types, simplifier::decimal);
        node = Rewriter.rewrite(node, types, simplifier::inList);
        node = Rewriter.rewrite(node, types, new Folder(types)::fold);
        node = Rewriter.rewrite(node, types, simplifier::inRange);
        node = Rewriter.rewrite(node, types, Simplifier::mapOfFilter);
        node = Rewriter.rewrite(node, types, Simplifier::lengthOfFilter);
        node = Rewriter.rewrite(node, types, one -> endOfFilter(one, -1, "last", FIND_LAST));
        node = Rewriter.rewrite(node, types, one -> endOfFilter(one, 0, "first", FIND));
        node = Rewriter.rewrite(node, types, new TwoLoops(types)::combine);
        node = Rewriter.rewrite(node, types, Sums::ofRange);
        node = Rewriter.rewrite(node, types, Sums::ofList);
        node = Rewriter.rewrite(node, types, Sums::ofMap);
        return Rewriter.rewrite(node, types, BoundedCounts::compared);
    }

    private Node decimal(Node node) {
        if (!(node instanceof Node.Whole whole) || !types.isDecimal(node)) {
            return node;
        }
        Node decimal = new Node.Decimal(whole.value(), whole.at());
        types.put(decimal, Nature.of(GoType.FLOAT64));
        return decimal;
    }

    /** Literals on the right of {@code in} become a set; a value of another type than theirs cannot be looked up in it. */
    private Node inList(Node node) {
        if (!(node instanceof Node.Binary in)
                || !in.operator().equals("in")
                || !(in.right() instanceof Node.Items list)) {
            return node;
        }
        boolean wholes =
                types.of(in.left()).kind() == Kind.INT && list.nodes().stream().allMatch(Node.Whole.class::isInstance);
        boolean texts = list.nodes().stream().allMatch(Node.Text.class::isInstance);
        if (list.nodes().isEmpty() || (!wholes && !texts)) {
            return node;
        }
        GoType type = new GoType(
                Kind.MAP, "map[]struct {}", GoType.ANY, wholes ? GoType.INT : GoType.STRING, List.of(), List.of());
        Table set = Table.growing(type);
        list.nodes().forEach(one -> set.put(Folder.constant(one), true));
        return new Node.Binary("in", in.left(), new Node.Constant(set, list.at()), in.at());
    }

    private Node inRange(Node node) {
        boolean candidate = node instanceof Node.Binary in
                && in.operator().equals("in")
                && types.of(in.left()).kind() == Kind.INT;
        if (!candidate
                || !(node instanceof Node.Binary in)
                || !(in.right() instanceof Node.Binary range)
                || !range.operator().equals("..")
                || !(range.left() instanceof Node.Whole)
                || !(range.right() instanceof Node.Whole)) {
            return node;
        }
        return new Node.Binary(
                "and",
                new Node.Binary(">=", in.left(), range.left(), in.at()),
                new Node.Binary("<=", in.left(), range.right(), in.at()),
                in.at());
    }

    /** A call of {@code filter}; null for every other node. */
    static Node.@Nullable Builtin filter(Node node) {
        return node instanceof Node.Builtin call && call.name().equals("filter") ? call : null;
    }

    /** The code of the map becomes a part of the filter. Kept as a constant, it is not simplified any more. */
    private static Node mapOfFilter(Node node) {
        if (!(node instanceof Node.Builtin map)
                || !map.name().equals("map")
                || hasIndex(map.arguments().get(1), Collections.newSetFromMap(new IdentityHashMap<>()))) {
            return node;
        }
        Node.Builtin filter = filter(map.arguments().get(0));
        if (filter == null || filter.arguments().size() > 2) {
            return node;
        }
        List<Node> arguments = new ArrayList<>(filter.arguments());
        arguments.add(new Node.Constant(Folder.body(map.arguments().get(1)), map.at()));
        return new Node.Builtin("filter", arguments, map.at());
    }

    /** Whether {@code #index} is in a tree. */
    private static boolean hasIndex(Node tree, Set<Node> seen) {
        boolean[] found = {
            tree instanceof Node.Pointer pointer && pointer.name().equals("index")
        };
        tree.withChildren(child -> {
            found[0] |= seen.add(child) && hasIndex(child, seen);
            return child;
        });
        return found[0];
    }

    private static Node lengthOfFilter(Node node) {
        boolean length = node instanceof Node.Builtin call
                && call.name().equals("len")
                && call.arguments().size() == 1;
        Node.Builtin filter = (length && node instanceof Node.Builtin call)
                ? filter(call.arguments().get(0))
                : null;
        return filter == null
                ? node
                : new Node.Builtin("count", filter.arguments().subList(0, 2), node.at());
    }

    /** {@code filter(...)[0]} and {@code first(filter(...))} look for one element. */
    private static Node endOfFilter(Node node, long index, String function, String find) {
        if (node instanceof Node.Member member
                && !member.optional()
                && member.property() instanceof Node.Whole whole
                && whole.value() == index) {
            Node.Builtin filter = filter(member.base());
            return filter == null ? node : new Node.Builtin(find, filter.arguments(), node.at());
        }
        if (node instanceof Node.Builtin call
                && call.name().equals(function)
                && call.arguments().size() == 1) {
            Node.Builtin filter = filter(call.arguments().get(0));
            return filter == null
                    ? node
                    : new Node.Builtin(find.substring(0, find.length() - 1), filter.arguments(), node.at());
        }
        return node;
    }
}
