package dev.assay.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.config.ConfigFault;
import dev.assay.text.Redacted;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The forms of an entry that Assay reads and Argo Rollouts does not. Argo does not start with a location of another scheme
 * than {@code http}, {@code https} and {@code file}, nor where a download fails, nor with a field of another type
 * (argo-rollouts: utils/plugin/downloader.go, utils/config/config.go).
 */
final class ArgoFields {
    private static final Pattern LOCATION = Pattern.compile("(?i)(?:https?|file):.*");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(?:os|arch)}");

    /** Assay's own fields, which Argo reads over. */
    private static final List<String> OWN = List.of("env", "timeout", "limits", "required", "schema");

    private ArgoFields() {}

    /**
     * The reasons why Argo would not start with this entry.
     *
     * @param configMap the name of the ConfigMap that it stands in
     */
    static List<ConfigFault> faults(JsonNode entry, String configMap) {
        String where = configMap + " (" + PluginEntries.name(entry) + ")";
        String location = PluginEntries.text(entry, "location");
        List<ConfigFault> faults = new ArrayList<>();
        if (!LOCATION.matcher(location).matches()) {
            faults.add(new ConfigFault(
                    where,
                    "location",
                    "is " + Redacted.text(location) + ", which only Assay can start",
                    "write a file or a download that Argo can load, or remove the entry from Argo's list"));
        }
        if (PLACEHOLDER.matcher(location).find()) {
            faults.add(new ConfigFault(
                    where,
                    "location",
                    "has a placeholder, which Argo does not fill",
                    "write the address for the machine that Argo runs on"));
        }
        if (PluginEntries.field(entry, "sha256").isObject()) {
            faults.add(new ConfigFault(
                    where,
                    "sha256",
                    "is a map, and Argo reads one digest",
                    "write the digest for the machine that Argo runs on"));
        }
        return faults;
    }

    /** Fields of this entry that have no effect in Argo. */
    static List<String> ignored(JsonNode entry) {
        return OWN.stream()
                .filter(field -> !PluginEntries.field(entry, field).isMissingNode())
                .toList();
    }
}
