package dev.assay.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.check.analysis.AnalysisCheck;
import dev.assay.check.analysis.AnalysisFindings;
import dev.assay.check.analysis.ListedPlugins;
import dev.assay.check.analysis.ManifestSource;
import dev.assay.config.ConfigException;
import dev.assay.config.Location;
import dev.assay.config.Platform;
import dev.assay.config.PluginSpec;
import dev.assay.config.entry.ManifestFile;
import dev.assay.text.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks the texts of files together. It touches neither files nor network. Immutable, from any thread. */
final class ManifestCheck {
    private final Platform platform;
    private final Map<String, JsonNode> builtins;

    /**
     * @param platform the machine that the plugins are for
     * @param builtins the plugins that come with Assay: their JSON Schemas by name
     */
    ManifestCheck(Platform platform, Map<String, String> builtins) {
        this.platform = platform;
        Map<String, JsonNode> schemas = new HashMap<>();
        builtins.forEach((name, schema) -> schemas.put(name, Json.object(schema)));
        this.builtins = Map.copyOf(schemas);
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
        Map<ManifestSource, AnalysisFindings> found = analyses.findings(plugins(files, sources));
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
            ManifestFile read = ManifestFile.check(source.name(), source.text(), platform, builtins.keySet());
            return new CheckedFile(empty.withPlugins(read), Optional.of(read));
        } catch (ConfigException e) {
            return new CheckedFile(empty.withFaults(e), Optional.empty());
        }
    }

    /** The plugins of all lists; empty where there is no list, or one that could not be read as a whole. */
    private Optional<ListedPlugins> plugins(List<CheckedFile> files, List<ManifestSource> sources) {
        Set<String> names = new HashSet<>();
        List<ListedPlugins.Schema> schemas = new ArrayList<>();
        boolean isKnown = false;
        for (int i = 0; i < files.size(); i++) {
            CheckedFile file = files.get(i);
            if (file.manifest().isPresent()) {
                isKnown = true;
                file.result().plugins().stream().map(PluginSpec::name).forEach(names::add);
                schemas.addAll(ofBuiltins(sources.get(i), file.result().plugins()));
                // Those in the entries come last, and win.
                schemas.addAll(ListedPlugins.schemas(
                        sources.get(i), file.manifest().get().list().text()));
            } else if (!file.result().faults().isEmpty()) {
                return Optional.empty();
            }
        }
        return isKnown ? Optional.of(new ListedPlugins(names, schemas)) : Optional.empty();
    }

    private List<ListedPlugins.Schema> ofBuiltins(ManifestSource source, List<PluginSpec> plugins) {
        List<ListedPlugins.Schema> schemas = new ArrayList<>();
        for (PluginSpec plugin : plugins) {
            if (plugin.location() instanceof Location.Builtin builtin && builtins.containsKey(builtin.name())) {
                schemas.add(new ListedPlugins.Schema(source, plugin.name(), builtins.get(builtin.name())));
            }
        }
        return schemas;
    }
}
