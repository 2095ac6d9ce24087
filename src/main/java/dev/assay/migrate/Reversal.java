package dev.assay.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.config.ConfigFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The way back. Each bridge in Argo's list gives way to the entry that Assay has for its plugin. */
final class Reversal {
    private final String name;
    private final List<ConfigFault> faults = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** @param name that of Assay's ConfigMap */
    Reversal(String name) {
        this.name = name;
    }

    MigrationResult undo(ConfigMapDocument argo, ConfigMapDocument assay) {
        Optional<PluginEntries> argos = argo.list();
        PluginEntries assays = assay.list().orElse(PluginEntries.NONE);
        if (argos.isEmpty()) {
            return new MigrationResult(List.of(argo), List.of(), List.of());
        }
        List<JsonNode> restored = new ArrayList<>();
        for (JsonNode entry : argos.get().entries()) {
            restored.add(Bridge.isEntry(entry) ? restored(entry, assays) : entry);
        }
        assays.entries().stream()
                .map(PluginEntries::name)
                .filter(plugin -> argos.get().find(plugin).isEmpty())
                .forEach(plugin ->
                        notes.add(plugin + " stays with Assay alone, because Argo's list has no bridge to it"));
        PluginEntries like = argos.get().entries().equals(restored) ? argos.get() : assays;
        return new MigrationResult(List.of(argo.with(PluginEntries.of(restored, like))), notes, faults);
    }

    private JsonNode restored(JsonNode bridge, PluginEntries assays) {
        String plugin = PluginEntries.name(bridge);
        Optional<JsonNode> entry = assays.find(plugin);
        if (entry.isEmpty()) {
            notes.add(plugin + " stays a bridge, because the ConfigMap " + name + " has no entry for it");
            return bridge;
        }
        faults.addAll(ArgoFields.faults(entry.get(), name));
        List<String> ignored = ArgoFields.ignored(entry.get());
        if (!ignored.isEmpty()) {
            notes.add("Argo ignores " + String.join(", ", ignored) + " of " + plugin);
        }
        return entry.get();
    }
}
