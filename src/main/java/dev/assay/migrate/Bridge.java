package dev.assay.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/**
 * The bridge as Argo Rollouts loads it: one executable, which is told the name of its plugin.
 *
 * @param path of the executable in the container of Argo's controller
 * @param to the address of Assay
 * @param further arguments, after its own
 */
record Bridge(String path, String to, List<String> further) {
    private static final String COMMAND = "bridge";

    Bridge {
        further = List.copyOf(further);
    }

    /** The entry that stands in Argo's list for the plugin of this name. */
    ObjectNode entry(String name) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put("name", name);
        entry.put("location", "file://" + path);
        ArrayNode args = entry.putArray("args").add(COMMAND);
        arguments(name).forEach(args::add);
        return entry;
    }

    /** The arguments of the command {@code bridge}. */
    List<String> arguments(String name) {
        return Stream.concat(Stream.of(name, "--to", to), further.stream()).toList();
    }

    /** Whether an entry stands for a plugin that Assay runs. */
    static boolean isEntry(JsonNode entry) {
        return PluginEntries.text(entry, "location").startsWith("file:")
                && PluginEntries.field(entry, "args").path(0).asText().equals(COMMAND);
    }
}
