package dev.assay.condition.eval;

import dev.assay.condition.syntax.Node;
import dev.assay.condition.type.Nature;
import dev.assay.condition.type.Types;
import dev.assay.condition.value.GoType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Two loops over the same list that become one: {@code all(a, p) && all(a, q)} is {@code all(a, p && q)}. */
final class TwoLoops {
    /** A node that stands at two places is compared twice, so that the comparison of two trees needs a bound. */
    private static final int MOST_NODES = 1_000;

    private final Types types;

    TwoLoops(Types types) {
        this.types = types;
    }

    Node combine(Node node) {
        if (!(node instanceof Node.Binary both)
                || !(both.left() instanceof Node.Builtin left)
                || !(both.right() instanceof Node.Builtin right)
                || !left.name().equals(right.name())) {
            return node;
        }
        String operator = operator(left.name(), both.operator());
        if (operator == null
                || !sameList(left.arguments().get(0), right.arguments().get(0))) {
            return node;
        }
        Node inner = new Node.Binary(
                operator,
                Folder.body(left.arguments().get(1)),
                Folder.body(right.arguments().get(1)),
                both.at());
        types.put(inner, Nature.of(GoType.BOOL));
        Node predicate = new Node.Predicate(combine(inner), both.at());
        return new Node.Builtin(left.name(), List.of(left.arguments().get(0), predicate), both.at());
    }

    private static @Nullable String operator(String function, String operator) {
        boolean and = operator.equals("&&") || operator.equals("and");
        boolean or = operator.equals("||") || operator.equals("or");
        if ((function.equals("all") && and) || (function.equals("any") && or)) {
            return operator;
        }
        return function.equals("none") && and ? "||" : null;
    }

    private boolean sameList(Node a, Node b) {
        return Objects.equals(types.of(a).type(), types.of(b).type()) && size(a, 0) <= MOST_NODES && a.equals(b);
    }

    /** The number of nodes, counted up to a little more than the bound. */
    private static int size(Node tree, int before) {
        int[] size = {before + 1};
        tree.withChildren(child -> {
            size[0] = size[0] > MOST_NODES ? size[0] : size(child, size[0]);
            return child;
        });
        return size[0];
    }
}
