package dev.assay.config.entry;

import dev.assay.text.Redacted;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The fields of one mapping. An empty value (null) counts as absent. A name without an exact match is matched without
 * regard to case. Go's JSON decoder, which Argo uses, does both.
 */
final class YamlFields {
    /** The limit of levels of merge keys, because a mapping may merge itself. */
    private static final int DEEPEST_MERGE = 3;

    /** The limit of merges, because lists of aliases to lists of aliases multiply. */
    private static final int MOST_MERGES = 100;

    private final Map<String, Node> byName = new LinkedHashMap<>();
    private final Map<String, Node> keys = new HashMap<>();
    private final FaultLocation place;
    private final boolean shown;
    private int merges;

    private YamlFields(FaultLocation place, boolean shown) {
        this.place = place;
        this.shown = shown;
    }

    static YamlFields of(MappingNode mapping, List<String> known, FaultLocation place) {
        return of(mapping, known, place, true);
    }

    /** The fields of a mapping in place of a secret text: names that are not known stand in no message. */
    static YamlFields secret(MappingNode mapping, List<String> known, FaultLocation place) {
        return of(mapping, known, place, false);
    }

    private static YamlFields of(MappingNode mapping, List<String> known, FaultLocation place, boolean shown) {
        YamlFields fields = new YamlFields(place, shown);
        fields.read(mapping);
        fields.adopt(mapping, known);
        return fields;
    }

    /** All fields under their own names; none is unknown. */
    static Map<String, Node> all(MappingNode mapping, FaultLocation place) {
        YamlFields fields = new YamlFields(place, true);
        fields.read(mapping);
        return fields.byName;
    }

    Optional<Node> get(String name) {
        return Optional.ofNullable(byName.get(name)).filter(n -> !n.getTag().equals(Tag.NULL));
    }

    private void read(MappingNode mapping) {
        for (NodeTuple tuple : mapping.getValue()) {
            Optional<String> key = isMerge(tuple) ? Optional.empty() : YamlValues.key(tuple.getKeyNode(), place);
            key.ifPresent(k -> keys.putIfAbsent(k, tuple.getKeyNode()));
            if (key.isPresent() && byName.putIfAbsent(key.get(), tuple.getValueNode()) != null) {
                place.at(shown ? Redacted.plain(key.get()) : Redacted.MASK)
                        .fault(tuple.getKeyNode(), "is there twice", "remove one of the two");
            }
        }
        merge(mapping, 0);
    }

    /** Follows merge keys. A field of the mapping itself wins, then that of the first merged mapping. */
    private void merge(MappingNode mapping, int depth) {
        for (NodeTuple tuple : mapping.getValue()) {
            if (isMerge(tuple)) {
                Node source = tuple.getValueNode();
                List<Node> sources = source instanceof SequenceNode list ? list.getValue() : List.of(source);
                sources.forEach(s -> adoptAll(s, depth + 1));
            }
        }
    }

    private void adoptAll(Node source, int depth) {
        if (!(source instanceof MappingNode mapping) || depth > DEEPEST_MERGE) {
            String problem = depth > DEEPEST_MERGE ? "merges itself, or too many levels" : "merges what is no map";
            place.at("<<").fault(source, problem, "write the fields themselves");
            return;
        }
        if (++merges > MOST_MERGES) {
            if (merges == MOST_MERGES + 1) {
                place.at("<<").fault(source, "merges too many maps", "write the fields themselves");
            }
            return;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (!isMerge(tuple)) {
                YamlValues.key(tuple.getKeyNode(), place).ifPresent(k -> byName.putIfAbsent(k, tuple.getValueNode()));
            }
        }
        merge(mapping, depth);
    }

    private static boolean isMerge(NodeTuple tuple) {
        return tuple.getKeyNode().getTag().equals(Tag.MERGE);
    }

    private void adopt(MappingNode mapping, List<String> known) {
        for (String name : List.copyOf(byName.keySet())) {
            if (known.contains(name)) {
                continue;
            }
            Node key = keys.getOrDefault(name, mapping);
            Optional<String> meant = known.stream()
                    .filter(k -> k.equalsIgnoreCase(name) && !byName.containsKey(k))
                    .findFirst();
            if (meant.isPresent()) {
                byName.put(meant.get(), byName.get(name));
                place.at(name).warning(key, "is read as \"" + meant.get() + "\"; write it so");
            } else {
                place.unknown(key, shown ? name : Redacted.MASK, known);
            }
        }
    }
}
