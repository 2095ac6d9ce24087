package dev.assay.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.host.PluginStatus;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Plugins as the API shows them; what is not known yet is left out. */
final class PluginJson {
    private PluginJson() {}

    static ArrayNode write(List<PluginStatus> plugins) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        plugins.forEach(plugin -> json.add(write(plugin)));
        return json;
    }

    static ObjectNode write(PluginStatus plugin) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", plugin.name());
        json.put("state", plugin.state().text());
        json.put("reason", plugin.reason());
        json.put("since", plugin.since().truncatedTo(ChronoUnit.MILLIS).toString());
        json.put("restarts", plugin.restarts());
        plugin.pid().ifPresent(pid -> json.put("pid", pid));
        plugin.protocol().ifPresent(protocol -> json.put("protocol", protocol));
        plugin.digest().ifPresent(digest -> json.put("digest", digest));
        json.put("location", plugin.location());
        json.put("generation", plugin.generation());
        json.put("required", plugin.required());
        return json;
    }
}
