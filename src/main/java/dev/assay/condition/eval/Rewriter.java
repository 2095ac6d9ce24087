package dev.assay.condition.eval;

import dev.assay.condition.syntax.Node;
import dev.assay.condition.type.Types;
import java.util.IdentityHashMap;
import java.util.function.UnaryOperator;

/** One pass over a tree: each node, after its children, by one rule. A node that stands at two places is changed once. */
final class Rewriter {
    private final Types types;
    private final UnaryOperator<Node> rule;
    private final IdentityHashMap<Node, Node> changed = new IdentityHashMap<>();

    private Rewriter(Types types, UnaryOperator<Node> rule) {
        this.types = types;
        this.rule = rule;
    }

    /** The tree after the rule; a node that takes the place of another keeps its nature, unless it has its own. */
    static Node rewrite(Node tree, Types types, UnaryOperator<Node> rule) {
        return new Rewriter(types, rule).apply(tree);
    }

    private Node apply(Node node) {
        Node known = changed.get(node);
        if (known != null) {
            return known;
        }
        Node inner = node.withChildren(this::apply);
        keepNature(node, inner);
        Node outer = rule.apply(inner);
        keepNature(node, outer);
        changed.put(node, outer);
        return outer;
    }

    private void keepNature(Node before, Node after) {
        if (after != before && !types.isChecked(after)) {
            types.put(after, types.of(before));
        }
    }
}
