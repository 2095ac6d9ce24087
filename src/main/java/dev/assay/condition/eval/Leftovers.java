package dev.assay.condition.eval;

import dev.assay.condition.syntax.Node;
import dev.assay.condition.value.ExpressionException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fault of expr-lang 1.17 that {@code findLast} and {@code findLastIndex} leave booleans behind, which an operator then
 * takes for its left operand: {@code 5 == findLast([5], true)} is false there. So do arguments of a method that is not
 * called because of {@code ?.}. A condition that would meet it is refused,
 * since neither that answer nor another one can be right for its author.
 */
final class Leftovers {
    private static final Set<String> SOURCES = Set.of("findLast", "findLastIndex", Simplifier.FIND_LAST);

    private final IdentityHashMap<Node, Boolean> known = new IdentityHashMap<>();

    private Leftovers() {}

    static void refuse(Node tree) {
        boolean unused = new Leftovers().leaves(tree);
    }

    /** Whether the evaluation of a node leaves something behind. */
    private boolean leaves(Node node) {
        Boolean before = known.get(node);
        if (before != null) {
            return before;
        }
        boolean leaves = of(node);
        known.put(node, leaves);
        return leaves;
    }

    private boolean of(Node node) {
        if (node instanceof Node.Binary binary) {
            boolean left = leaves(binary.left());
            boolean right = leaves(binary.right());
            return (isLazy(binary.operator()) ? right : refused(right)) || left;
        }
        if (node instanceof Node.Member member) {
            return operands(member.base(), member.property());
        }
        if (node instanceof Node.Slice slice) {
            return operands(slice.base(), slice.to(), slice.from());
        }
        if (node instanceof Node.Call call) {
            List<Node> parts = new ArrayList<>(call.arguments());
            parts.add(call.callee());
            boolean cut = !call.arguments().isEmpty() && hasOptional(call.callee());
            return operands(parts) || cut;
        }
        if (node instanceof Node.Items items) {
            return operands(items.nodes());
        }
        if (node instanceof Node.Pairs pairs) {
            return operands(pairs.pairs());
        }
        if (node instanceof Node.Pair pair) {
            return operands(pair.key(), pair.value());
        }
        return node instanceof Node.Builtin call ? builtin(call) : any(node);
    }

    /** Whether a method may be missing, so that its arguments stay behind. */
    private static boolean hasOptional(Node callee) {
        if (callee instanceof Node.Member member) {
            return member.optional() || hasOptional(member.base());
        }
        return callee instanceof Node.Call call && hasOptional(call.callee());
    }

    private static boolean isLazy(String operator) {
        return Set.of("and", "&&", "or", "||", "??").contains(operator);
    }

    private boolean builtin(Node.Builtin call) {
        if (call.arguments().stream().noneMatch(Node.Predicate.class::isInstance)) {
            return operands(call.arguments());
        }
        boolean leaves = any(call);
        if (call.name().equals("filter") || call.name().equals("map")) {
            List<Node> each = call.arguments().subList(1, call.arguments().size());
            each.forEach(code -> refused(leaves(code)));
        }
        return leaves || SOURCES.contains(call.name());
    }

    private boolean any(Node node) {
        if (node instanceof Node.Constant constant && constant.value() instanceof Node body) {
            return leaves(body);
        }
        boolean[] leaves = {false};
        node.withChildren(child -> {
            leaves[0] |= leaves(child);
            return child;
        });
        return leaves[0];
    }

    private boolean operands(@Nullable Node... operands) {
        return operands(
                Arrays.stream(operands).filter(operand -> operand != null).toList());
    }

    /** Values that are taken together, after the last one was made: only the first may leave something behind. */
    private boolean operands(List<? extends @Nullable Node> operands) {
        boolean first = true;
        boolean leaves = false;
        for (Node operand : operands) {
            boolean one = operand != null && leaves(operand);
            leaves |= first ? one : refused(one);
            first = false;
        }
        return leaves;
    }

    private static boolean refused(boolean leaves) {
        if (leaves) {
            throw new ExpressionException(
                    "findLast, findLastIndex, last(filter(...)) and a?.method(b) mix up values in Argo when they stand"
                            + " to the right of another value; keep what they find in a variable: let x = findLast(...); 5 == x");
        }
        return false;
    }
}
