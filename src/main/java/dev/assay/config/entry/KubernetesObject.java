package dev.assay.config.entry;

import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * One Kubernetes object of a file.
 *
 * @param fields its top level
 * @param place where its faults are reported
 */
record KubernetesObject(Node node, Map<String, Node> fields, FaultLocation place) {
    String kind() {
        return fields.get("kind") instanceof ScalarNode kind ? kind.getValue() : "";
    }

    /** The name in its metadata; empty where it has none. */
    String name() {
        return metadata("name").orElse("");
    }

    Optional<String> namespace() {
        return metadata("namespace");
    }

    int line() {
        return place.shownLine(node.getStartMark().getLine());
    }

    private Optional<String> metadata(String field) {
        if (!(fields.get("metadata") instanceof MappingNode metadata)) {
            return Optional.empty();
        }
        return metadata.getValue().stream()
                .filter(t -> t.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals(field))
                .flatMap(t -> t.getValueNode() instanceof ScalarNode value
                        ? Optional.of(value.getValue()).stream()
                        : Optional.<String>empty().stream())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }
}
