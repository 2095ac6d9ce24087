package dev.assay.config.entry;

import dev.assay.config.ConfigException;
import dev.assay.config.Platform;
import dev.assay.config.PluginList;
import dev.assay.config.PluginSpec;
import dev.assay.text.Redacted;
import dev.assay.text.SpellingSuggestion;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads the plugins out of the {@code data} of a ConfigMap. */
public final class ConfigMapData {
    public static final String KEY = "metricProviderPlugins";

    /** Another name of the key, which argo-rollouts-manager wrote until 2026. */
    static final String ALIAS = "metricPlugins";

    public static final List<String> KEYS = List.of(KEY, ALIAS);

    /** Argo's keys for its other kinds of plugins, which Assay leaves alone. */
    private static final List<String> OTHER_KEYS = List.of("trafficRouterPlugins", "stepPlugins");

    /** The limit of the data of a ConfigMap, in bytes. */
    private static final int LARGEST = 1 << 20;

    private final Set<String> keys;
    private final Map<String, Value> values;
    private final FaultLocation place;

    private ConfigMapData(Set<String> keys, Map<String, Value> values, FaultLocation place) {
        this.keys = keys;
        this.values = values;
        this.place = place;
    }

    /**
     * Reads a ConfigMap of the cluster. Throws {@link ConfigException} with every fault. Lines are counted within the value
     * of the key.
     *
     * @param source the words of a person for the ConfigMap
     * @param data that of the ConfigMap
     * @param platform the meaning of placeholders in locations
     */
    public static PluginList read(String source, Map<String, String> data, Platform platform) {
        FaultCollector collector = new FaultCollector();
        FaultLocation place = new FaultLocation(collector, "ConfigMap").at("data");
        Map<String, Value> values = new LinkedHashMap<>();
        for (String key : KEYS) {
            String text = data.get(key);
            if (text != null) {
                values.put(key, new Value(text, -1, new FaultLocation(collector, key).textOf(key)));
            }
        }
        return collector.result(source, new ConfigMapData(data.keySet(), values, place).plugins(-1, platform));
    }

    /** Whether the ConfigMap has one of the keys. */
    static boolean listsPlugins(KubernetesObject configMap) {
        return configMap.fields().get("data") instanceof MappingNode data
                && data.getValue().stream()
                        .anyMatch(t -> t.getKeyNode() instanceof ScalarNode key && KEYS.contains(key.getValue()));
    }

    /** Reads the manifest of a ConfigMap: the entries that have no fault. The faults of the others are reported. */
    static List<PluginSpec> readManifest(KubernetesObject configMap, Platform platform) {
        FaultLocation place = configMap.place().at("data");
        Node data = configMap.fields().get("data");
        if (!(data instanceof MappingNode mapping)) {
            place.fault(data == null ? configMap.node() : data, "is missing or no map", KubernetesObjects.FORM);
            return List.of();
        }
        Map<String, Node> nodes = YamlFields.all(mapping, place);
        Map<String, Value> values = new LinkedHashMap<>();
        for (String key : KEYS) {
            Node node = nodes.get(key);
            Optional<Value> value = node == null ? Optional.empty() : value(node, key, place);
            value.ifPresent(v -> values.put(key, v));
        }
        int line = mapping.getStartMark().getLine();
        return new ConfigMapData(nodes.keySet(), values, place).plugins(line, platform);
    }

    private List<PluginSpec> plugins(int line, Platform platform) {
        Value current = values.get(KEY);
        Value old = values.get(ALIAS);
        if (old != null) {
            if (current != null && !current.text().strip().equals(old.text().strip())) {
                place.at(ALIAS)
                        .faultAtLine(
                                old.line(),
                                "is another name of " + KEY + ", and the two differ",
                                "keep " + KEY + " alone");
            }
            place.at(ALIAS).warningAtLine(old.line(), "is an old name; write " + KEY);
        }
        Value chosen = current == null ? old : current;
        place.collector().listText(chosen == null ? "[]" : chosen.text());
        if (chosen != null) {
            checkSize(chosen);
            return PluginListReader.read(chosen.text(), chosen.place(), platform);
        }
        if (KEYS.stream().noneMatch(keys::contains)) {
            reportMissingKey(line);
        }
        return List.of();
    }

    /** The API server takes no more, and the service reads no more by default. */
    private void checkSize(Value chosen) {
        int size = chosen.text().getBytes(StandardCharsets.UTF_8).length;
        if (place.collector().isStrict() && size > LARGEST) {
            chosen.place()
                    .faultAtLine(-1, "has " + size + " bytes, and a ConfigMap has at most " + LARGEST, "shorten it");
        }
    }

    private void reportMissingKey(int line) {
        if (OTHER_KEYS.stream().anyMatch(keys::contains)) {
            place.warningAtLine(line, "has no " + KEY + ", so there are no plugins");
            return;
        }
        String near = keys.stream()
                .filter(name -> SpellingSuggestion.to(name, List.of(KEY)).isPresent())
                .findFirst()
                .map(name -> "; " + Redacted.text(name) + " is probably meant for it")
                .orElse("");
        place.faultAtLine(line, "has no key " + KEY + near, "add " + KEY + ": |- with the list of plugins");
    }

    private static Optional<Value> value(Node node, String key, FaultLocation data) {
        if (!(node instanceof ScalarNode scalar)
                || !(scalar.getTag().equals(Tag.STR) || scalar.getTag().equals(Tag.NULL))) {
            data.at(key)
                    .fault(
                            node,
                            "is " + YamlValues.kind(node) + ", but the values of a ConfigMap are text",
                            "write " + key + ": |- and the list below it, indented");
            return Optional.empty();
        }
        int line = scalar.getStartMark().getLine();
        FaultLocation place = new FaultLocation(data.collector(), key);
        boolean literal = scalar.getScalarStyle() == ScalarStyle.LITERAL;
        return Optional.of(new Value(scalar.getValue(), line, literal ? place.after(line + 1) : place.textOf(key)));
    }

    /**
     * The value of one key.
     *
     * @param line the line of the file, from 0; negative where it is not known
     * @param place the place of its YAML. In a literal block, lines are those of the file; in any other style they are
     *     counted within the value
     */
    private record Value(String text, int line, FaultLocation place) {}
}
