package dev.assay.condition.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Lists of nodes. */
final class Nodes {
    private Nodes() {}

    /** The nodes after a change; the list itself where none of them is another. */
    static List<Node> changed(List<Node> nodes, UnaryOperator<Node> change) {
        List<Node> changed = new ArrayList<>(nodes.size());
        boolean same = true;
        for (Node node : nodes) {
            Node one = change.apply(node);
            same &= one == node;
            changed.add(one);
        }
        return same ? nodes : changed;
    }
}
