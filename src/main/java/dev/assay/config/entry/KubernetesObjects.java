package dev.assay.config.entry;

import dev.assay.text.Redacted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The Kubernetes objects of one file. Only ConfigMaps and Secrets matter, other kinds are passed over. A list may be that of
 * kubectl, or one of the API server, whose items have no kind of their own.
 */
final class KubernetesObjects {
    static final String NAME = "argo-rollouts-config";

    static final String FORM = "write the manifest of the ConfigMap " + NAME
            + ": kind: ConfigMap, and under data the key " + ConfigMapData.KEY;

    private static final String CONFIG_MAP = "ConfigMap";
    private static final String SECRET = "Secret";

    /** The limit of objects; a file of some mebibytes has far fewer. */
    private static final int MOST = 100_000;

    private final FaultLocation place;
    private final List<KubernetesObject> configMaps = new ArrayList<>();
    private final List<KubernetesObject> secrets = new ArrayList<>();
    private final Set<String> otherKinds = new LinkedHashSet<>();
    private int count;
    private boolean listsAtTop;

    private KubernetesObjects(FaultLocation place) {
        this.place = place;
    }

    /** Sorts the documents of a file. One that is no Kubernetes object is reported. */
    static KubernetesObjects of(List<Node> nodes, FaultLocation place) {
        KubernetesObjects objects = new KubernetesObjects(place);
        objects.addAll(nodes, false, "");
        return objects;
    }

    /** Whether a ConfigMap lists plugins, or has the name of the one that should, or plugins are listed without one. */
    boolean mayListPlugins() {
        return listsAtTop
                || configMaps.stream().anyMatch(map -> map.name().equals(NAME) || ConfigMapData.listsPlugins(map));
    }

    /** The ConfigMap with the plugins; empty where there is none or several could be meant, which is reported. */
    Optional<KubernetesObject> configMap() {
        return choose(configMaps);
    }

    /** The ConfigMap with the plugins, which is not the one of this name where there is another one. */
    Optional<KubernetesObject> configMapBeside(String name) {
        List<KubernetesObject> others =
                configMaps.stream().filter(map -> !map.name().equals(name)).toList();
        return choose(others.isEmpty() ? configMaps : others);
    }

    private Optional<KubernetesObject> choose(List<KubernetesObject> maps) {
        if (maps.isEmpty()) {
            if (!place.collector().hasFaults()) {
                reportNoConfigMap();
            }
            return Optional.empty();
        }
        List<KubernetesObject> named =
                maps.stream().filter(map -> map.name().equals(NAME)).toList();
        List<KubernetesObject> candidates = named.isEmpty() ? maps : named;
        List<KubernetesObject> listing =
                candidates.stream().filter(ConfigMapData::listsPlugins).toList();
        if (candidates.size() == 1 || listing.size() == 1) {
            return Optional.of(candidates.size() == 1 ? candidates.get(0) : listing.get(0));
        }
        if (named.isEmpty()) {
            place.faultAtLine(
                    0,
                    "holds " + maps.size() + " ConfigMaps, none of which has the name " + NAME,
                    "give the one that lists the plugins that name");
        } else {
            reportSecond(NAME, named);
        }
        return Optional.empty();
    }

    /** The one ConfigMap of a name; empty where there is none, or several, which is reported. */
    Optional<KubernetesObject> configMap(String name) {
        List<KubernetesObject> named =
                configMaps.stream().filter(map -> map.name().equals(name)).toList();
        if (named.size() > 1) {
            reportSecond(name, named);
        }
        return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
    }

    private void reportSecond(String name, List<KubernetesObject> named) {
        place.fault(
                named.get(1).node(),
                "holds a second ConfigMap of the name " + name + ", beside the one in line "
                        + named.get(0).line(),
                "keep the one that is meant");
    }

    /** The decoded entries of the named Secrets that are in the file, by the name of the Secret. Faults are reported. */
    Map<String, Map<String, String>> secrets(List<String> named, Optional<KubernetesObject> configMap) {
        Optional<String> namespace = configMap.flatMap(KubernetesObject::namespace);
        Map<String, Map<String, String>> found = new HashMap<>();
        for (KubernetesObject secret : secrets) {
            boolean elsewhere = namespace.isPresent()
                    && secret.namespace()
                            .filter(n -> !n.equals(namespace.get()))
                            .isPresent();
            if (!named.contains(secret.name())) {
                continue;
            }
            FaultLocation at = place.entry("Secret " + Redacted.plain(secret.name()));
            if (elsewhere) {
                at.warning(secret.node(), "is passed over, because its namespace is not that of the ConfigMap");
            } else if (found.putIfAbsent(secret.name(), SecretData.read(secret, at)) != null) {
                at.fault(secret.node(), "is there twice", "remove one of the two");
            }
        }
        return found;
    }

    /**
     * @param listed whether the nodes are the items of a list; lists of aliases to lists of aliases multiply
     * @param kind that of nodes that have none
     */
    private void addAll(List<Node> nodes, boolean listed, String kind) {
        for (Node node : nodes) {
            if (count == MOST) {
                place.fault(node, "begins the object after the first " + MOST, "write less into one file");
                count++;
            }
            if (count > MOST) {
                return;
            }
            add(node, listed, kind);
        }
    }

    private void add(Node node, boolean listed, String kind) {
        count++;
        if (node instanceof SequenceNode) {
            place.fault(node, "is a list, but must be a whole manifest", FORM + ", with the list as its value");
            return;
        }
        if (!(node instanceof MappingNode mapping)) {
            place.fault(node, "is no manifest, but " + YamlValues.kind(node), FORM);
            return;
        }
        KubernetesObject object = new KubernetesObject(node, YamlFields.all(mapping, place), place);
        switch (object.kind().isEmpty() ? kind : object.kind()) {
            case CONFIG_MAP -> configMaps.add(object);
            case SECRET -> secrets.add(object);
            case "List" -> items(object, listed, "");
            case CONFIG_MAP + "List" -> items(object, listed, CONFIG_MAP);
            case SECRET + "List" -> items(object, listed, SECRET);
            case "" -> reportMissingKind(object);
            default -> otherKinds.add(object.kind());
        }
    }

    /** @param kind that of items that have none */
    private void items(KubernetesObject list, boolean listed, String kind) {
        if (listed) {
            place.fault(list.node(), "is a list in a list", "write its items into the outer one");
        } else if (list.fields().get("items") instanceof SequenceNode items) {
            count--;
            addAll(items.getValue(), true, kind);
        } else {
            place.at("items").fault(list.node(), "is missing or no list", FORM);
        }
    }

    private void reportMissingKind(KubernetesObject object) {
        if (ConfigMapData.KEYS.stream().anyMatch(object.fields()::containsKey)) {
            listsAtTop = true;
            place.fault(object.node(), "has its plugins at the top instead of under data", FORM);
        } else {
            place.at("kind").fault(object.fields().getOrDefault("kind", object.node()), "has no kind", FORM);
        }
    }

    private void reportNoConfigMap() {
        Set<String> kinds = new LinkedHashSet<>();
        if (!secrets.isEmpty()) {
            kinds.add(SECRET);
        }
        kinds.addAll(otherKinds);
        String shown = Redacted.text(String.join(", ", kinds));
        String problem = count == 1
                ? "has the kind " + shown + ", not ConfigMap"
                : "holds " + count + " objects, but no ConfigMap (kinds: " + Redacted.plain(String.join(", ", kinds))
                        + ")";
        place.at("kind").faultAtLine(0, problem, FORM);
    }
}
