package dev.assay.check;

import dev.assay.config.ConfigFault;
import dev.assay.config.Platform;
import dev.assay.config.PluginSpec;
import java.util.List;

/**
 * All that {@code check} has found.
 *
 * @param source the words of a person for the file
 * @param plugins those of a file whose entries have no fault; else none
 * @param missingSecrets names of Secrets that are not in the file, and so not checked
 * @param settings faults of Assay's own settings; looked for only where executables are fetched
 * @param executables those that were fetched
 */
record CheckResult(
        String source,
        Platform platform,
        List<PluginSpec> plugins,
        List<ConfigFault> faults,
        List<String> warnings,
        List<String> missingSecrets,
        List<String> settings,
        List<FetchedExecutable> executables) {
    CheckResult {
        plugins = List.copyOf(plugins);
        faults = List.copyOf(faults);
        warnings = List.copyOf(warnings);
        missingSecrets = List.copyOf(missingSecrets);
        settings = List.copyOf(settings);
        executables = List.copyOf(executables);
    }

    CheckResult withMissingSecrets(List<String> names) {
        return new CheckResult(source, platform, plugins, faults, warnings, names, settings, executables);
    }

    /** The result after its executables were fetched. */
    CheckResult with(List<String> newSettings, List<FetchedExecutable> newExecutables) {
        return new CheckResult(
                source, platform, plugins, faults, warnings, missingSecrets, newSettings, newExecutables);
    }

    /** The number of faults of every kind. */
    int count() {
        return faults.size()
                + settings.size()
                + (int) executables.stream().filter(FetchedExecutable::faulty).count();
    }
}
