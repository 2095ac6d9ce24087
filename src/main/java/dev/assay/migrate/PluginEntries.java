package dev.assay.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.assay.manifest.Yaml;
import dev.assay.manifest.YamlWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The list of plugins in a ConfigMap, entry by entry.
 *
 * @param text the YAML of the list, with the comments that its author wrote
 * @param entries the same as values
 */
record PluginEntries(String text, List<JsonNode> entries) {
    static final PluginEntries NONE = new PluginEntries("[]\n", List.of());

    PluginEntries {
        entries = List.copyOf(entries);
    }

    /** Reads the text of a list that has been checked. */
    static PluginEntries of(String text) {
        JsonNode list = Yaml.value(text);
        String tidy = tidy(text);
        return new PluginEntries(
                Yaml.value(tidy).equals(list) ? tidy : text,
                StreamSupport.stream(list.spliterator(), false).toList());
    }

    /** Without blanks at the ends of lines, which no literal block of YAML may have. */
    private static String tidy(String text) {
        String end = text.endsWith("\n") ? "\n" : "";
        return text.lines().map(String::stripTrailing).collect(Collectors.joining("\n")) + end;
    }

    /**
     * A list of these entries.
     *
     * @param like a list whose text is taken over where it has these very entries
     */
    static PluginEntries of(List<JsonNode> entries, PluginEntries like) {
        if (like.entries.equals(entries)) {
            return like;
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode().addAll(entries);
        return new PluginEntries(YamlWriter.write(list), entries);
    }

    Optional<JsonNode> find(String name) {
        return entries.stream().filter(entry -> name(entry).equals(name)).findFirst();
    }

    static String name(JsonNode entry) {
        return text(entry, "name");
    }

    /** The text of a field; empty where it has none. */
    static String text(JsonNode entry, String field) {
        return field(entry, field).asText("");
    }

    /** A field by its name, which Go's JSON decoder reads in any case of its letters. */
    static JsonNode field(JsonNode entry, String name) {
        return entry.has(name)
                ? entry.path(name)
                : entry.properties().stream()
                        .filter(field -> field.getKey().equalsIgnoreCase(name))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(MissingNode.getInstance());
    }
}
