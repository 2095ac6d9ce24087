package dev.assay.condition.eval;

import dev.assay.condition.syntax.Node;
import java.util.ArrayList;
import java.util.List;

/** A {@code count} that is compared with a number ends as soon as the answer is certain. */
final class BoundedCounts {
    private BoundedCounts() {}

    static Node compared(Node node) {
        if (!(node instanceof Node.Binary comparison)
                || !(comparison.left() instanceof Node.Builtin count)
                || !count.name().equals("count")
                || count.arguments().size() != 2
                || !(comparison.right() instanceof Node.Whole number)) {
            return node;
        }
        String operator = comparison.operator();
        long most = operator.equals(">") || operator.equals("<=") ? number.value() + 1 : number.value();
        boolean more = operator.equals(">") || operator.equals(">=");
        if (more && most == 1) {
            return new Node.Builtin("any", count.arguments(), node.at());
        }
        if (most <= 1 || (!more && !operator.equals("<") && !operator.equals("<="))) {
            return node;
        }
        List<Node> arguments = new ArrayList<>(count.arguments());
        arguments.add(new Node.Whole(most, number.at()));
        return new Node.Binary(operator, new Node.Builtin("count", arguments, count.at()), number, comparison.at());
    }
}
