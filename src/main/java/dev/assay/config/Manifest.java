package dev.assay.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads the plugins out of the manifest of a ConfigMap. */
final class Manifest {
    static final String KEY = "metricProviderPlugins";

    /** Another name of the key, which argo-rollouts-manager wrote until 2026. */
    static final String ALIAS = "metricPlugins";

    static final List<String> KEYS = List.of(KEY, ALIAS);

    /** Argo's keys for its other kinds of plugins, which are none of Assay's business. */
    private static final List<String> OTHER_KEYS = List.of("trafficRouterPlugins", "stepPlugins");

    private static final String FORM =
            "write the manifest of the ConfigMap argo-rollouts-config: kind: ConfigMap, and under data the key " + KEY;

    private Manifest() {}

    /** Throws {@link ConfigException} with every fault. */
    static PluginList read(String source, String text) {
        Findings findings = new Findings();
        Place place = new Place(findings, "manifest", "", 0);
        Node node = text.isBlank() ? null : YamlText.read(text, place);
        if (node == null && !findings.hasFaults()) {
            place.faultAtLine(0, "is empty", FORM);
        }
        List<PluginSpec> plugins = node == null ? List.of() : plugins(node, place);
        return findings.result(source, plugins);
    }

    private static List<PluginSpec> plugins(Node node, Place place) {
        if (node instanceof SequenceNode) {
            place.fault(node, "is a list, but must be a whole manifest", FORM + ", with the list as its value");
            return List.of();
        }
        if (!(node instanceof MappingNode mapping)) {
            place.fault(node, "is no manifest, but " + Values.kind(node), FORM);
            return List.of();
        }
        Map<String, Node> top = Fields.all(mapping, place);
        if (KEYS.stream().anyMatch(top::containsKey)) {
            place.fault(node, "has its plugins at the top instead of under data", FORM);
            return List.of();
        }
        String kind = top.get("kind") instanceof ScalarNode k ? k.getValue() : "";
        if (!kind.equals("ConfigMap")) {
            String problem = kind.isEmpty() ? "has no kind" : "has the kind " + Shown.text(kind) + ", not ConfigMap";
            place.at("kind").fault(top.getOrDefault("kind", node), problem, FORM);
            return List.of();
        }
        Node data = top.get("data");
        if (!(data instanceof MappingNode values)) {
            place.at("data").fault(data == null ? node : data, "is missing or no map", FORM);
            return List.of();
        }
        return fromData(values, place);
    }

    private static List<PluginSpec> fromData(MappingNode data, Place place) {
        Map<String, Node> values = Fields.all(data, place.at("data"));
        Optional<ScalarNode> current = text(values, KEY, place);
        Optional<ScalarNode> old = text(values, ALIAS, place);
        if (current.isPresent() && old.isPresent() && differ(current.get(), old.get())) {
            place.at("data." + ALIAS)
                    .fault(old.get(), "is another name of " + KEY + ", and the two differ", "keep " + KEY + " alone");
        }
        if (old.isPresent()) {
            place.at("data." + ALIAS).warning("is an old name; write " + KEY);
        }
        if (current.isPresent() || old.isPresent()) {
            ScalarNode chosen = current.or(() -> old).orElseThrow();
            String key = current.isPresent() ? KEY : ALIAS;
            return PluginListReader.read(chosen.getValue(), place(chosen, key, place));
        }
        if (KEYS.stream().noneMatch(values::containsKey)) {
            noKey(data, values, place);
        }
        return List.of();
    }

    private static void noKey(MappingNode data, Map<String, Node> values, Place place) {
        if (OTHER_KEYS.stream().anyMatch(values::containsKey)) {
            place.at("data").warning("has no " + KEY + ", so there are no plugins");
            return;
        }
        String near = values.keySet().stream()
                .filter(name -> Nearest.to(name, List.of(KEY)).isPresent())
                .findFirst()
                .map(name -> "; " + Shown.text(name) + " is probably meant for it")
                .orElse("");
        place.at("data").fault(data, "has no key " + KEY + near, "add " + KEY + ": |- with the list of plugins");
    }

    private static Optional<ScalarNode> text(Map<String, Node> data, String key, Place place) {
        Node node = data.get(key);
        if (node == null) {
            return Optional.empty();
        }
        if (node instanceof ScalarNode scalar
                && (isText(scalar) || scalar.getTag().equals(Tag.NULL))) {
            return Optional.of(scalar);
        }
        place.at("data." + key)
                .fault(
                        node,
                        "is " + Values.kind(node) + ", but the values of a ConfigMap are text",
                        "write " + key + ": |- and the list below it, indented");
        return Optional.empty();
    }

    private static boolean isText(ScalarNode scalar) {
        return scalar.getTag().equals(Tag.STR);
    }

    private static boolean differ(ScalarNode a, ScalarNode b) {
        return !a.getValue().strip().equals(b.getValue().strip());
    }

    /** The lines of a literal block are those of the file; of any other style they are not known. */
    private static Place place(ScalarNode value, String key, Place place) {
        boolean literal = value.getScalarStyle() == ScalarStyle.LITERAL;
        int before = literal ? value.getStartMark().getLine() + 1 : -1;
        return new Place(place.findings(), key, "", before);
    }
}
