package dev.assay.check.analysis;

import dev.assay.config.ConfigFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects what is found, by file. For one thread. */
final class Findings {
    private final Map<ManifestSource, Set<ConfigFault>> faults = new LinkedHashMap<>();
    private final Map<ManifestSource, Set<String>> warnings = new LinkedHashMap<>();
    private final Map<ManifestSource, Set<String>> notChecked = new LinkedHashMap<>();
    private final Map<ManifestSource, List<CheckedAnalysis>> analyses = new LinkedHashMap<>();

    void add(ManifestSource source, ConfigFault fault) {
        faults.computeIfAbsent(source, s -> new LinkedHashSet<>()).add(fault);
    }

    /** @param path of the field, for instance {@code spec.args[0]} */
    void fault(Manifest manifest, String path, String problem, String remedy) {
        int line = NodePath.line(manifest.node(), path);
        add(manifest.source(), new ConfigFault(manifest.shown(), path, line, "", problem, remedy));
    }

    void warn(Manifest manifest, String path, String sentence) {
        int line = NodePath.line(manifest.node(), path);
        warnings.computeIfAbsent(manifest.source(), s -> new LinkedHashSet<>())
                .add(new ConfigFault(manifest.shown(), path, line, "", "", "").where() + " " + sentence);
    }

    /** @param what for instance {@code the AnalysisTemplate x, which is not in these files} */
    void notChecked(Manifest manifest, String what) {
        notChecked
                .computeIfAbsent(manifest.source(), s -> new LinkedHashSet<>())
                .add(what);
    }

    void checked(Manifest manifest, int metrics, int builtIn) {
        analyses.computeIfAbsent(manifest.source(), s -> new ArrayList<>())
                .add(new CheckedAnalysis(manifest.kind().shown(), manifest.name(), metrics, builtIn));
    }

    AnalysisFindings of(ManifestSource source) {
        return new AnalysisFindings(
                analyses.getOrDefault(source, List.of()),
                List.copyOf(faults.getOrDefault(source, Set.of())),
                List.copyOf(warnings.getOrDefault(source, Set.of())),
                List.copyOf(notChecked.getOrDefault(source, Set.of())));
    }
}
