package dev.assay.check.analysis;

import dev.assay.analysis.Analysis;
import dev.assay.analysis.UnknownField;
import dev.assay.check.analysis.TemplateSet.Merged;
import dev.assay.metric.Metric;
import dev.assay.text.DocumentException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks AnalysisTemplates, ClusterAnalysisTemplates, AnalysisRuns, and the Rollouts and Experiments that name them, by the
 * rules of Argo Rollouts. It reads what it is given, and nothing else. For one thread, and used once.
 */
public final class AnalysisCheck {
    private static final Pattern TYPED = Pattern.compile("read (\\S+) as (.+)");

    /** Argo's own providers gain fields with each version. */
    private static final Pattern OF_BUILT_IN =
            Pattern.compile("^spec\\.metrics\\[\\d+]\\.provider\\.(?!plugin\\b)\\w+\\.");

    private final FindingCollector findings = new FindingCollector();
    private final RuleCheck rules = new RuleCheck(findings);
    private final List<ManifestSource> sources;
    private final List<Manifest> manifests = new ArrayList<>();
    private boolean hasAnalyses;

    /** @param sources all files, since one may name the templates of another */
    public AnalysisCheck(List<ManifestSource> sources) {
        this.sources = List.copyOf(sources);
        for (ManifestSource source : sources) {
            ManifestReader reader = new ManifestReader(source);
            if (reader.hasAny()) {
                hasAnalyses = true;
                manifests.addAll(reader.manifests());
                reader.faults().forEach(fault -> findings.add(source, fault));
            }
        }
    }

    /** Whether a file has objects that are checked here. A file that is no YAML has none. */
    public boolean hasAnalyses() {
        return hasAnalyses;
    }

    /**
     * Checks all files together.
     *
     * @param plugins those in the ConfigMap of these files; empty where they have none
     * @return the result for each file
     */
    public Map<ManifestSource, AnalysisFindings> findings(Optional<ListedPlugins> plugins) {
        check(new MetricCheck(findings, plugins));
        Map<ManifestSource, AnalysisFindings> results = new LinkedHashMap<>();
        sources.forEach(source -> results.put(source, findings.of(source)));
        return results;
    }

    private void check(MetricCheck metrics) {
        List<Template> templates = new ArrayList<>();
        for (Manifest manifest : manifests) {
            if (manifest.kind().hasMetrics() && hasFieldsOfArgo(manifest)) {
                templates.add(new Template(manifest));
            }
        }
        TemplateSet set = new TemplateSet(templates);
        ReferenceCheck references = new ReferenceCheck(set, rules, findings);
        Set<Template> started = references.started(manifests);
        templates.forEach(template -> check(template, set, references, metrics, started.contains(template)));
        manifests.stream().filter(m -> !m.kind().hasMetrics()).forEach(manifest -> {
            references.check(manifest);
            findings.checked(manifest, 0, 0);
        });
    }

    /** Whether the fields have the types that Argo gives them, so that the other checks may read them. */
    private boolean hasFieldsOfArgo(Manifest manifest) {
        for (UnknownField field : Analysis.unknownFields(manifest.json())) {
            boolean isOfNewerArgo =
                    field.meant().isEmpty() && OF_BUILT_IN.matcher(field.path()).find();
            if (field.isRefused(true) && !isOfNewerArgo) {
                findings.fault(
                        manifest,
                        field.path(),
                        "is unknown",
                        field.meant().map(near -> "write " + near).orElse("remove it"));
            } else {
                findings.warn(manifest, field.path(), "is unknown");
            }
        }
        try {
            Analysis.checkTypes(manifest.json());
            return true;
        } catch (DocumentException e) {
            Matcher typed = TYPED.matcher(e.attempt());
            String path = typed.matches() ? typed.group(1) : "";
            String wanted = typed.matches() ? ", not " + typed.group(2) : "";
            findings.fault(manifest, path, e.reason().replaceFirst("^found", "is") + wanted, e.remedy());
            return false;
        }
    }

    private void check(
            Template template, TemplateSet set, ReferenceCheck references, MetricCheck metrics, boolean isStarted) {
        Merged merged = set.merged(template);
        Manifest manifest = template.manifest();
        if (merged.metrics().isEmpty() && merged.missing().isEmpty()) {
            findings.fault(manifest, "spec.metrics", "has no metrics", "write at least one");
        }
        references.check(template);
        metrics.check(template.metrics(), new PlaceholderArguments(merged.arguments()), isStarted);
        new ArgumentCheck(set, findings).check(template);
        rules.check(manifest, merged);
        long builtIn = template.metrics().stream()
                .filter(metric -> new Metric(metric.json()).plugins().isEmpty())
                .count();
        findings.checked(manifest, template.metrics().size(), (int) builtIn);
    }
}
