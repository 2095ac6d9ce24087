package dev.assay.check.analysis;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The way to a field in a graph of nodes, such as {@code spec.metrics[0].successCondition}. */
final class NodePath {
    private static final Pattern INDEX = Pattern.compile("\\[([0-9]{1,9})]");

    private NodePath() {}

    /** The value of a key; empty where there is none. */
    static Optional<Node> child(MappingNode mapping, String key) {
        return mapping.getValue().stream()
                .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode name
                        && name.getValue().equals(key))
                .findFirst()
                .map(NodeTuple::getValueNode);
    }

    /** The node at the end of the path; empty where the path leads nowhere. */
    static Optional<Node> find(Node root, String path) {
        Step step = walk(root, path);
        return step.rest().isEmpty() ? Optional.of(step.node()) : Optional.empty();
    }

    /** The line, from 1, of the deepest field on the path that there is. */
    static int line(Node root, String path) {
        return walk(root, path).line();
    }

    /**
     * @param node the deepest on the path
     * @param line where it begins, or its key
     * @param rest the part of the path that leads nowhere
     */
    private record Step(Node node, int line, String rest) {}

    private static Step walk(Node root, String path) {
        Step step = new Step(root, root.getStartMark().getLine() + 1, path);
        Optional<Step> next = Optional.of(step);
        while (next.isPresent()) {
            step = next.get();
            next = step.rest().isEmpty() ? Optional.empty() : next(step);
        }
        return step;
    }

    private static Optional<Step> next(Step step) {
        String rest = step.rest().startsWith(".") ? step.rest().substring(1) : step.rest();
        if (step.node() instanceof SequenceNode list) {
            return element(list, rest);
        }
        return step.node() instanceof MappingNode mapping ? field(mapping, rest) : Optional.empty();
    }

    private static Optional<Step> element(SequenceNode list, String rest) {
        Matcher index = INDEX.matcher(rest);
        if (!index.lookingAt()
                || Integer.parseInt(index.group(1)) >= list.getValue().size()) {
            return Optional.empty();
        }
        Node element = list.getValue().get(Integer.parseInt(index.group(1)));
        return Optional.of(new Step(element, element.getStartMark().getLine() + 1, rest.substring(index.end())));
    }

    /** A key may have dots in it, so the longest key that the path goes on with is taken. */
    private static Optional<Step> field(MappingNode mapping, String rest) {
        Optional<Step> longest = Optional.empty();
        int length = 0;
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key
                    && key.getValue().length() > length
                    && isNext(key.getValue(), rest)) {
                length = key.getValue().length();
                int line = key.getStartMark().getLine() + 1;
                longest = Optional.of(new Step(tuple.getValueNode(), line, rest.substring(length)));
            }
        }
        return longest;
    }

    private static boolean isNext(String key, String rest) {
        return rest.startsWith(key)
                && (rest.length() == key.length()
                        || rest.charAt(key.length()) == '.'
                        || rest.charAt(key.length()) == '[');
    }
}
