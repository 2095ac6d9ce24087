package dev.assay.check.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.manifest.Yaml;
import dev.assay.text.DocumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The plugins that the ConfigMaps of some files list.
 *
 * @param schemas those that entries have
 */
public record ListedPlugins(Set<String> names, List<Schema> schemas) {
    public ListedPlugins {
        names = Set.copyOf(names);
        schemas = List.copyOf(schemas);
    }

    /**
     * The JSON Schema in an entry.
     *
     * @param source the file with the entry
     */
    public record Schema(ManifestSource source, String plugin, JsonNode json) {}

    /**
     * The schemas in a list of plugins.
     *
     * @param list YAML that was read before, without a fault
     */
    public static List<Schema> schemas(ManifestSource source, String list) {
        List<Schema> schemas = new ArrayList<>();
        try {
            for (JsonNode entry : Yaml.value(list)) {
                if (entry.path("schema").isObject()) {
                    schemas.add(new Schema(source, entry.path("name").asText(""), entry.path("schema")));
                }
            }
        } catch (DocumentException e) {
            // A list that only the reader of plugins accepts has no schemas that are checked.
            return List.of();
        }
        return schemas;
    }
}
