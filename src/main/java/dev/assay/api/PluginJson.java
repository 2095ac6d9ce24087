package dev.assay.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.host.ConfigurationFault;
import dev.assay.host.PluginStatus;
import dev.assay.host.PluginUpdate;
import dev.assay.install.InstallProgress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Plugins as the API shows them; what is not known yet is left out. */
final class PluginJson {
    private PluginJson() {}

    static ArrayNode write(List<PluginStatus> plugins, Optional<ConfigurationFault> fault) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        plugins.forEach(plugin -> json.add(write(plugin, fault)));
        return json;
    }

    /** @param fault why the configuration as it stands is not in force, which each plugin shows, for the list is an array */
    static ObjectNode write(PluginStatus plugin, Optional<ConfigurationFault> fault) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", plugin.name());
        json.put("state", plugin.state().text());
        json.put("reason", plugin.reason());
        json.put("since", time(plugin.since()));
        json.put("restarts", plugin.restarts());
        plugin.pid().ifPresent(pid -> json.put("pid", pid));
        plugin.protocol().ifPresent(protocol -> json.put("protocol", protocol));
        plugin.digest().ifPresent(digest -> json.put("digest", digest));
        json.put("location", plugin.location());
        json.put("generation", plugin.generation());
        json.put("required", plugin.required());
        plugin.progress().ifPresent(progress -> json.set("progress", progress(progress)));
        plugin.update().ifPresent(update -> json.set("update", update(update)));
        fault.ifPresent(f ->
                json.putObject("configurationFault").put("message", f.message()).put("since", time(f.since())));
        return json;
    }

    private static ObjectNode update(PluginUpdate update) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("state", update.state().text());
        json.put("reason", update.reason());
        json.put("since", time(update.since()));
        json.put("location", update.location());
        update.digest().ifPresent(digest -> json.put("digest", digest));
        update.progress().ifPresent(progress -> json.set("progress", progress(progress)));
        return json;
    }

    private static ObjectNode progress(InstallProgress progress) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("received", progress.received());
        progress.total().ifPresent(total -> json.put("total", total));
        json.put("bytesPerSecond", progress.bytesPerSecond());
        return json;
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
