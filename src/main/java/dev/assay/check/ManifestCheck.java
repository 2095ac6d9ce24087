package dev.assay.check;

import dev.assay.check.analysis.AnalysisCheck;
import dev.assay.check.analysis.AnalysisFindings;
import dev.assay.check.analysis.ManifestSource;
import dev.assay.config.ConfigException;
import dev.assay.config.Platform;
import dev.assay.config.PluginSpec;
import dev.assay.config.entry.ManifestFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks the texts of files together. It touches neither files nor network. Immutable, from any thread. */
final class ManifestCheck {
    private final Platform platform;
    private final Set<String> builtins;

    /**
     * @param platform the machine that the plugins are for
     * @param builtins names of the plugins that come with Assay
     */
    ManifestCheck(Platform platform, Set<String> builtins) {
        this.platform = platform;
        this.builtins = Set.copyOf(builtins);
    }

    /** The result for each file, in their order. */
    List<CheckedFile> check(List<ManifestSource> sources) {
        boolean alone = sources.size() == 1;
        AnalysisCheck analyses = new AnalysisCheck(sources);
        List<CheckedFile> files = new ArrayList<>();
        for (ManifestSource source : sources) {
            boolean lists = ManifestFile.mayListPlugins(source.text());
            boolean concerns = lists || (alone && !analyses.hasAnalyses());
            files.add(
                    concerns
                            ? checkList(source)
                            : new CheckedFile(CheckResult.empty(source, platform), Optional.empty()));
        }
        Map<ManifestSource, AnalysisFindings> found = analyses.findings(plugins(files));
        List<CheckedFile> checked = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            CheckedFile file = files.get(i);
            AnalysisFindings ofFile = found.getOrDefault(sources.get(i), AnalysisFindings.NONE);
            checked.add(new CheckedFile(file.result().withAnalyses(ofFile), file.manifest()));
        }
        return checked;
    }

    private CheckedFile checkList(ManifestSource source) {
        CheckResult empty = CheckResult.empty(source, platform);
        try {
            ManifestFile read = ManifestFile.check(source.name(), source.text(), platform, builtins);
            return new CheckedFile(empty.withPlugins(read), Optional.of(read));
        } catch (ConfigException e) {
            return new CheckedFile(empty.withFaults(e), Optional.empty());
        }
    }

    /** The names in all lists; empty where there is no list, or one that could not be read as a whole. */
    private static Optional<Set<String>> plugins(List<CheckedFile> files) {
        Set<String> names = new HashSet<>();
        boolean isKnown = false;
        for (CheckedFile file : files) {
            if (file.manifest().isPresent()) {
                isKnown = true;
                file.result().plugins().stream().map(PluginSpec::name).forEach(names::add);
            } else if (!file.result().faults().isEmpty()) {
                return Optional.empty();
            }
        }
        return isKnown ? Optional.of(names) : Optional.empty();
    }
}
