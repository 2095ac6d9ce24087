package dev.assay.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.text.DocumentBody;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Turns the nodes of one text into JSON, aliases and merge keys resolved. For one text, by one thread. */
final class YamlNodes {
    /** The size that repeated nodes may add up to: one for each node, and the characters of its scalars. */
    private static final int ALIAS_BUDGET = 1024 * 1024;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int repeated;

    JsonNode json(Node node) {
        count(node);
        if (node instanceof ScalarNode scalar) {
            return YamlScalars.json(scalar);
        }
        if (!open.add(node)) {
            throw Yaml.fault(node.getStartMark(), "a value contains itself", "remove the alias");
        }
        if (open.size() > DocumentBody.MAX_DEPTH) {
            throw Yaml.fault(
                    node.getStartMark(), "there are more than " + DocumentBody.MAX_DEPTH + " levels", "nest less");
        }
        JsonNode value = node instanceof MappingNode mapping ? object(mapping) : array((SequenceNode) node);
        open.remove(node);
        return value;
    }

    private void count(Node node) {
        if (seen.add(node)) {
            return;
        }
        repeated += 1 + (node instanceof ScalarNode scalar ? scalar.getValue().length() : 0);
        if (repeated > ALIAS_BUDGET || repeated < 0) {
            throw Yaml.fault(node.getStartMark(), "aliases of this value make the document too large", "write it out");
        }
    }

    private ArrayNode array(SequenceNode node) {
        ArrayNode array = NODES.arrayNode();
        node.getValue().forEach(element -> array.add(json(element)));
        return array;
    }

    private ObjectNode object(MappingNode node) {
        ObjectNode object = NODES.objectNode();
        Set<String> own = new HashSet<>();
        for (NodeTuple entry : node.getValue()) {
            Node key = entry.getKeyNode();
            if (isMerge(key)) {
                continue;
            }
            String name = YamlScalars.key(key);
            if (!own.add(name)) {
                throw Yaml.fault(key.getStartMark(), "the key \"" + name + "\" stands twice", "leave one of them out");
            }
            object.set(name, json(entry.getValueNode()));
        }
        // A mapping's own entries win over those that are merged in, wherever the merge key stands.
        for (NodeTuple entry : node.getValue()) {
            if (isMerge(entry.getKeyNode())) {
                merge(entry.getValueNode(), object);
            }
        }
        return object;
    }

    private void merge(Node source, ObjectNode into) {
        List<Node> mappings = source instanceof SequenceNode list ? list.getValue() : List.of(source);
        for (Node mapping : mappings) {
            if (!(mapping instanceof MappingNode)) {
                throw Yaml.fault(mapping.getStartMark(), "<< merges something that is no mapping", "name a mapping");
            }
            json(mapping).properties().forEach(e -> into.putIfAbsent(e.getKey(), e.getValue()));
        }
    }

    private static boolean isMerge(Node key) {
        return key instanceof ScalarNode scalar
                && scalar.getValue().equals("<<")
                && (scalar.getTag().equals(YamlDocuments.PLAIN)
                        || scalar.getTag().equals(Tag.MERGE));
    }
}
