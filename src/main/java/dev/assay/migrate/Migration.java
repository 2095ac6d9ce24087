package dev.assay.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.config.ConfigFault;
import dev.assay.config.entry.ConfigMapData;
import dev.assay.text.Redacted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The way from Argo to Assay. Every entry of Argo's list moves to Assay's, and the bridge takes its place. Entries that are
 * the bridge stay where they are, so a second migration changes nothing.
 */
final class Migration {
    private final Bridge bridge;
    private final String name;

    /** @param name that of Assay's ConfigMap */
    Migration(Bridge bridge, String name) {
        this.bridge = bridge;
        this.name = name;
    }

    /** @param assay the ConfigMap of Assay, where there is one already */
    MigrationResult migrate(ConfigMapDocument argo, Optional<ConfigMapDocument> assay) {
        List<ConfigFault> faults = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        PluginEntries argos = argo.list().orElse(PluginEntries.NONE);
        PluginEntries assays = assay.flatMap(ConfigMapDocument::list).orElse(PluginEntries.NONE);
        List<JsonNode> bridges = new ArrayList<>();
        List<JsonNode> moved = new ArrayList<>(assays.entries());
        for (JsonNode entry : argos.entries()) {
            if (Bridge.isEntry(entry)) {
                bridges.add(entry);
                continue;
            }
            String plugin = PluginEntries.name(entry);
            bridges.add(bridge.entry(plugin));
            Optional<JsonNode> present = assays.find(plugin);
            if (present.isEmpty()) {
                moved.add(entry);
                String location = PluginEntries.text(entry, "location");
                if (location.startsWith("file:")) {
                    notes.add(plugin + " is a file of Argo's pod, and Assay needs it too: " + Redacted.plain(location));
                }
            } else if (!present.get().equals(entry)) {
                faults.add(new ConfigFault(
                        ConfigMapData.KEY + " (" + plugin + ")",
                        "",
                        "is in the ConfigMap " + name + " too, with other values",
                        "keep the one that is meant, and remove the other"));
            }
        }
        boolean isPartial = assay.isEmpty() && bridges.stream().anyMatch(argos.entries()::contains);
        if (isPartial) {
            return partial(argo, moved, faults);
        }
        PluginEntries like = assays.entries().isEmpty() ? argos : assays;
        PluginEntries list = PluginEntries.of(moved, like);
        ConfigMapDocument theirs = argo.list().isPresent() ? argo.with(bridges(bridges, argos)) : argo;
        ConfigMapDocument ours = assay.map(document -> document.with(list))
                .orElseGet(() -> ConfigMapDocument.of(name, argo.namespace(), list));
        return new MigrationResult(List.of(theirs, ours), notes, faults);
    }

    /** Argo's list has bridges, and the list of their plugins is not at hand. One without them would replace it. */
    private MigrationResult partial(ConfigMapDocument argo, List<JsonNode> moved, List<ConfigFault> faults) {
        if (!moved.isEmpty()) {
            faults.add(new ConfigFault(
                    ConfigMapData.KEY,
                    "",
                    "has bridges already, and the ConfigMap " + name + " with their plugins is not in the file",
                    "add its manifest, or its new entries would replace all others"));
        }
        String note = "all plugins are with Assay already, so its ConfigMap " + name + " is not printed";
        return new MigrationResult(List.of(argo), List.of(note), faults);
    }

    private PluginEntries bridges(List<JsonNode> bridges, PluginEntries former) {
        PluginEntries list = PluginEntries.of(bridges, former);
        String head = "# Assay runs these plugins. Their own entries are in the ConfigMap " + name + ".\n";
        return former.entries().equals(bridges) ? former : new PluginEntries(head + list.text(), bridges);
    }
}
