package dev.assay.check;

import dev.assay.config.ConfigFault;
import dev.assay.config.EnvValue;
import dev.assay.config.PluginSpec;
import dev.assay.config.entry.ManifestFile;
import dev.assay.install.http.SecretHeaders;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks whether the Secrets of the file have what its entries need. No value of a Secret stands in a fault. */
final class SecretsCheck {
    private SecretsCheck() {}

    static List<ConfigFault> faults(ManifestFile manifest) {
        Set<ConfigFault> faults = new LinkedHashSet<>();
        for (PluginSpec plugin : manifest.list().plugins()) {
            plugin.headersFrom().stream()
                    .filter(name -> !manifest.missingSecrets().contains(name))
                    .forEach(name -> SecretHeaders.problems(name, entries(manifest, name))
                            .forEach((problem, remedy) ->
                                    faults.add(new ConfigFault("Secret " + name, "", problem, remedy))));
            plugin.env().forEach((variable, value) -> {
                if (value instanceof EnvValue.SecretKey key
                        && !key.optional()
                        && !manifest.missingSecrets().contains(key.secret())
                        && !entries(manifest, key.secret()).containsKey(key.key())) {
                    faults.add(new ConfigFault(
                            "plugin " + plugin.name(),
                            "env." + variable,
                            "the Secret " + key.secret() + " has no key " + key.key(),
                            "add it, or correct secretKeyRef"));
                }
            });
        }
        return new ArrayList<>(faults);
    }

    /** The entries of a Secret that is in the file. The future is complete, so nobody waits. */
    private static Map<String, String> entries(ManifestFile manifest, String name) {
        return manifest.secrets().read(name).subscribeAsCompletionStage().join();
    }
}
