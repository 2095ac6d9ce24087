package dev.assay.check.analysis;

import dev.assay.config.ConfigFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects what is found, by file. For one thread. */
final class FindingCollector {
    /** Faults, and warnings, that are told of one file: each costs a walk through it. */
    private static final int MOST = 500;

    private final Map<ManifestSource, Set<ConfigFault>> faults = new LinkedHashMap<>();
    private final Map<ManifestSource, Set<String>> warnings = new LinkedHashMap<>();
    private final Map<ManifestSource, Set<String>> notChecked = new LinkedHashMap<>();
    private final Map<ManifestSource, List<CheckedAnalysis>> analyses = new LinkedHashMap<>();

    void add(ManifestSource source, ConfigFault fault) {
        Set<ConfigFault> all = faults.computeIfAbsent(source, s -> new LinkedHashSet<>());
        if (all.size() < MOST) {
            all.add(fault);
        } else if (!all.contains(fault)) {
            all.add(new ConfigFault("manifest", "", "has more than " + MOST + " faults", "correct these first"));
        }
    }

    /** Whether no further fault of the file is told. */
    boolean hasAllFaults(Manifest manifest) {
        return faults.getOrDefault(manifest.source(), Set.of()).size() > MOST;
    }

    /** Whether no further warning about the file is told. */
    boolean hasAllWarnings(Manifest manifest) {
        return warnings.getOrDefault(manifest.source(), Set.of()).size() > MOST;
    }

    /** @param path of the field, for instance {@code spec.args[0]} */
    void fault(Manifest manifest, String path, String problem, String remedy) {
        if (hasAllFaults(manifest)) {
            return;
        }
        int line = NodePath.line(manifest.node(), path);
        add(manifest.source(), new ConfigFault(manifest.shown(), path, line, "", problem, remedy));
    }

    void warn(Manifest manifest, String path, String sentence) {
        if (hasAllWarnings(manifest)) {
            return;
        }
        int line = NodePath.line(manifest.node(), path);
        String warning = new ConfigFault(manifest.shown(), path, line, "", "", "").where() + " " + sentence;
        Set<String> all = warnings.computeIfAbsent(manifest.source(), s -> new LinkedHashSet<>());
        if (all.size() < MOST) {
            all.add(warning);
        } else if (!all.contains(warning)) {
            all.add("there are more than " + MOST + " warnings, and only these are told");
        }
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
