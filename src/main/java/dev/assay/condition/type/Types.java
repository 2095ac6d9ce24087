package dev.assay.condition.type;

import dev.assay.condition.syntax.Node;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** The natures of the nodes of a tree, as the checker found them. The simplifier adds the nodes that it makes. */
public final class Types {
    private final IdentityHashMap<Node, Nature> natures = new IdentityHashMap<>();
    private final Set<Node> decimals = Collections.newSetFromMap(new IdentityHashMap<>());

    Types() {}

    /** The nature of a node; unknown for one that was not checked. */
    public Nature of(Node node) {
        return natures.getOrDefault(node, Nature.UNKNOWN);
    }

    /** Whether the node has a nature. */
    public boolean isChecked(Node node) {
        return natures.containsKey(node);
    }

    public void put(Node node, Nature nature) {
        natures.put(node, nature);
    }

    /** Whether a whole number stands where a function takes a {@code float64}, so that it is one. */
    public boolean isDecimal(Node node) {
        return decimals.contains(node);
    }

    void makeDecimal(Node node) {
        decimals.add(node);
    }
}
