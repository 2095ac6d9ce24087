package dev.assay.migrate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.config.entry.ConfigMapData;
import dev.assay.manifest.Yaml;
import dev.assay.manifest.YamlWriter;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/**
 * The manifest of a ConfigMap that lists plugins.
 *
 * @param json the whole manifest; never changed
 */
record ConfigMapDocument(ObjectNode json) {
    /** Fields of the metadata that the API server sets. With them, a manifest could be applied only once. */
    private static final List<String> SET_BY_SERVER =
            List.of("resourceVersion", "uid", "creationTimestamp", "generation", "managedFields", "selfLink");

    /** Where kubectl keeps the manifest that was applied last, which is no part of the present one. */
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    /** The manifest without what the API server and kubectl add to it, and with what an item of a list of theirs lacks. */
    static ConfigMapDocument of(Node node) {
        ObjectNode read = (ObjectNode) Yaml.json(node);
        ObjectNode json = read.has("kind") ? read : blank().setAll(read);
        if (json.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove(SET_BY_SERVER);
            if (metadata.get("annotations") instanceof ObjectNode annotations
                    && annotations.remove(LAST_APPLIED) != null
                    && annotations.isEmpty()) {
                metadata.remove("annotations");
            }
        }
        return new ConfigMapDocument(json);
    }

    /** A new ConfigMap. */
    static ConfigMapDocument of(String name, Optional<String> namespace, PluginEntries list) {
        ObjectNode json = blank();
        ObjectNode metadata = json.putObject("metadata").put("name", name);
        namespace.ifPresent(n -> metadata.put("namespace", n));
        json.putObject("data").put(ConfigMapData.KEY, list.text());
        return new ConfigMapDocument(json);
    }

    private static ObjectNode blank() {
        return JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
    }

    /** The name in its metadata; empty where it has none. */
    String name() {
        return json.path("metadata").path("name").asText("");
    }

    Optional<String> namespace() {
        return Optional.of(json.path("metadata").path("namespace").asText("")).filter(n -> !n.isEmpty());
    }

    /** The list of plugins; empty where the ConfigMap has none. */
    Optional<PluginEntries> list() {
        return ConfigMapData.KEYS.stream()
                .filter(json.path("data")::has)
                .findFirst()
                .map(key -> PluginEntries.of(json.path("data").path(key).asText()));
    }

    /** This manifest with another list, under the key that Argo reads today. */
    ConfigMapDocument with(PluginEntries list) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        json.path("data").properties().forEach(entry -> {
            if (ConfigMapData.KEYS.contains(entry.getKey())) {
                data.put(ConfigMapData.KEY, list.text());
            } else {
                data.set(entry.getKey(), entry.getValue());
            }
        });
        if (!data.has(ConfigMapData.KEY)) {
            data.put(ConfigMapData.KEY, list.text());
        }
        ObjectNode changed = json.deepCopy();
        changed.set("data", data);
        return new ConfigMapDocument(changed);
    }

    String yaml() {
        return YamlWriter.write(json);
    }
}
