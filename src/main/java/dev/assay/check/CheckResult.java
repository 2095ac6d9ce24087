package dev.assay.check;

import dev.assay.check.analysis.AnalysisFindings;
import dev.assay.check.analysis.ManifestSource;
import dev.assay.config.ConfigException;
import dev.assay.config.ConfigFault;
import dev.assay.config.Platform;
import dev.assay.config.PluginSpec;
import dev.assay.config.entry.ManifestFile;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that {@code check} has found in one file.
 *
 * @param source the words of a person for the file
 * @param plugins those of a file whose entries have no fault; else none
 * @param faults of the list of plugins and its Secrets
 * @param warnings of these
 * @param missingSecrets names of Secrets that are not in the file, and so not checked
 * @param analyses the result for templates, runs, Rollouts and Experiments
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
        AnalysisFindings analyses,
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

    /** The result for a file in which nothing is to be checked. */
    static CheckResult empty(ManifestSource source, Platform platform) {
        return of(source.name(), platform, List.of(), List.of());
    }

    /** The result for a file whose text could not be read. */
    static CheckResult unreadable(ConfigException fault, String source, Platform platform) {
        return of(source, platform, fault.faults(), fault.warnings());
    }

    private static CheckResult of(String source, Platform platform, List<ConfigFault> faults, List<String> warnings) {
        return new CheckResult(
                source, platform, List.of(), faults, warnings, List.of(), AnalysisFindings.NONE, List.of(), List.of());
    }

    CheckResult withPlugins(ManifestFile read) {
        return new CheckResult(
                source,
                platform,
                read.list().plugins(),
                SecretsCheck.faults(read),
                read.list().warnings(),
                read.missingSecrets(),
                analyses,
                settings,
                executables);
    }

    CheckResult withFaults(ConfigException fault) {
        return unreadable(fault, source, platform);
    }

    CheckResult withAnalyses(AnalysisFindings found) {
        return new CheckResult(
                source, platform, plugins, faults, warnings, missingSecrets, found, settings, executables);
    }

    /** The result after its executables were fetched. */
    CheckResult with(List<String> newSettings, List<FetchedExecutable> newExecutables) {
        return new CheckResult(
                source, platform, plugins, faults, warnings, missingSecrets, analyses, newSettings, newExecutables);
    }

    /** The faults that stand in the file. */
    List<ConfigFault> allFaults() {
        return Stream.concat(faults.stream(), analyses.faults().stream()).toList();
    }

    List<String> allWarnings() {
        return Stream.concat(warnings.stream(), analyses.warnings().stream()).toList();
    }

    /** The objects that the file names and does not hold, each with an article. */
    List<String> notChecked() {
        return Stream.concat(
                        missingSecrets.stream().map(name -> "the Secret " + name + ", which is not in this file"),
                        analyses.notChecked().stream())
                .toList();
    }

    /** The number of faults of every kind. */
    int count() {
        return allFaults().size()
                + settings.size()
                + (int) executables.stream().filter(FetchedExecutable::faulty).count();
    }
}
