package dev.assay.config.entry;

import dev.assay.config.Platform;
import dev.assay.config.PluginSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads the value of {@code metricProviderPlugins}: YAML text that holds a list of entries. */
final class PluginListReader {
    /** The limit of entries. Each plugin is a process, and a longer list would take the machine down. */
    private static final int MOST = 500;

    private PluginListReader() {}

    /**
     * The entries that have no fault. The faults of the others are reported.
     *
     * @param place its entry is the key that the text was found under
     */
    static List<PluginSpec> read(String text, FaultLocation place, Platform platform) {
        if (text.isBlank()) {
            return refuse("is empty", place);
        }
        boolean faulty = place.collector().hasFaults();
        Node node = YamlText.read(text, place);
        if (node == null || node.getTag().equals(Tag.NULL)) {
            return place.collector().hasFaults() && !faulty ? List.of() : refuse("holds no list", place);
        }
        if (!(node instanceof SequenceNode list)) {
            place.fault(
                    node, notAList(node, place), "write a list, each entry as \"- name: ...\" with its fields below");
            return List.of();
        }
        if (list.getValue().size() > MOST) {
            place.fault(
                    node,
                    "has " + list.getValue().size() + " entries, more than the " + MOST + " that one host may run",
                    "spread them over several hosts");
            return List.of();
        }
        if (list.getValue().isEmpty()) {
            place.warningAtLine(-1, "is an empty list, so there are no plugins");
        }
        return entries(list, place, platform);
    }

    /** The text was probably cut off, or a template had no value for it. */
    private static List<PluginSpec> refuse(String problem, FaultLocation place) {
        place.faultAtLine(-1, problem, "write the list below it, indented, or [] where there are to be no plugins");
        return List.of();
    }

    private static List<PluginSpec> entries(SequenceNode list, FaultLocation place, Platform platform) {
        EntryReader reader = new EntryReader(platform);
        List<PluginSpec> plugins = new ArrayList<>();
        int index = 0;
        for (Node node : list.getValue()) {
            Optional<PluginSpec> plugin = reader.read(node, place.entry(place.entry() + "[" + index++ + "]"));
            plugin.ifPresent(plugins::add);
        }
        return plugins;
    }

    private static String notAList(Node node, FaultLocation place) {
        if (!(node instanceof MappingNode map)) {
            return "is " + YamlValues.kind(node) + ", but must be a list";
        }
        boolean nested = map.getValue().stream().anyMatch(t -> YamlValues.key(t.getKeyNode(), place)
                .filter(ConfigMapData.KEYS::contains)
                .isPresent());
        return nested
                ? "holds a map with the same key once more, but must hold the list itself"
                : "is a map, but must be a list";
    }
}
