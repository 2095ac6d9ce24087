package dev.assay.check.analysis;

import dev.assay.analysis.TemplateReference;
import dev.assay.check.analysis.TemplateSet.Merged;
import dev.assay.metric.Argument;
import dev.assay.metric.Metric;
import dev.assay.text.ForeignText;
import dev.assay.text.SpellingSuggestion;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The analyses of a Rollout or an Experiment: the templates that they name, and the arguments that they give. */
final class ReferenceCheck {
    private final TemplateSet templates;
    private final RuleCheck rules;
    private final FindingCollector findings;
    private final MergeCheck merges;
    private final StepCheck steps;
    private final SiteFieldCheck fields;

    ReferenceCheck(TemplateSet templates, RuleCheck rules, FindingCollector findings) {
        this.templates = templates;
        this.rules = rules;
        this.findings = findings;
        this.merges = new MergeCheck(templates, findings);
        this.steps = new StepCheck(findings);
        this.fields = new SiteFieldCheck(findings);
    }

    /** The templates that the Rollouts and Experiments among these start, directly or over others. */
    Set<Template> started(List<Manifest> manifests) {
        return manifests.stream()
                .filter(manifest -> !manifest.kind().hasMetrics())
                .flatMap(manifest -> AnalysisSite.all(manifest).stream()
                        .flatMap(site -> templates.merged(site.references(), manifest).templates().stream()))
                .collect(Collectors.toSet());
    }

    void check(Manifest manifest) {
        AnalysisSite.all(manifest).forEach(site -> check(manifest, site));
    }

    /** The templates that a template names itself. */
    void check(Template template) {
        template.references().forEach(reference -> checkNamed(template.manifest(), reference));
        Merged merged = templates.merged(template);
        merged.missing().forEach(reference -> missing(template.manifest(), reference));
        merged.circular().forEach((other, reference) -> circular(other.manifest(), reference));
        if (template.manifest().kind().isTemplate()) {
            merges.check(template);
        }
    }

    private void check(Manifest manifest, AnalysisSite site) {
        fields.check(manifest, site);
        site.references().forEach(reference -> checkNamed(manifest, reference));
        Merged merged = templates.merged(site.references(), manifest);
        merged.missing().forEach(reference -> missing(manifest, reference));
        merges.check(manifest, site, merged);
        rules.check(manifest, site, merged);
        if (merged.missing().isEmpty() && !merged.templates().isEmpty()) {
            checkArguments(manifest, site, merged);
        }
        if (site.starter() == AnalysisSite.Starter.STEP) {
            steps.check(manifest, site, merged);
        } else if (site.isWaitedFor()) {
            merged.metrics().stream()
                    .filter(metric -> MetricCheck.isEndless(new Metric(metric.json())))
                    .forEach(metric -> steps.endless(manifest, site, metric));
        }
    }

    private void checkNamed(Manifest manifest, TemplateReference reference) {
        if (reference.name().isEmpty()) {
            findings.fault(manifest, reference.path(), "names no template", "write its templateName");
        }
    }

    private void missing(Manifest manifest, TemplateReference reference) {
        if (!reference.name().isEmpty()) {
            findings.notChecked(
                    manifest,
                    "the " + ForeignText.oneLine(reference.kind() + " " + reference.name(), 200)
                            + ", which is not in these files");
        }
    }

    private void circular(Manifest manifest, TemplateReference reference) {
        findings.fault(
                manifest,
                reference.path(),
                "names the " + ForeignText.oneLine(reference.kind() + " " + reference.name(), 200)
                        + ", which names this one, directly or over others",
                "remove one of these references");
    }

    private void checkArguments(Manifest manifest, AnalysisSite site, Merged merged) {
        List<Argument> given = Argument.all(site.json().path("args"));
        Set<String> names = given.stream().map(Argument::name).collect(Collectors.toSet());
        Set<String> declared = merged.arguments().stream().map(Argument::name).collect(Collectors.toSet());
        Set<String> valued = merged.arguments().stream()
                .filter(argument -> argument.value() != null || argument.valueFrom() != null)
                .map(Argument::name)
                .collect(Collectors.toSet());
        declared.stream()
                .filter(name -> !valued.contains(name) && !names.contains(name))
                .sorted()
                .forEach(name -> findings.fault(
                        manifest,
                        site.path() + ".args",
                        "gives no value for the argument " + ForeignText.excerpt(name) + ", which its templates need",
                        "add it to args"));
        for (int i = 0; i < given.size() && !findings.hasAllWarnings(manifest); i++) {
            String name = given.get(i).name();
            if (!declared.contains(name)) {
                findings.warn(
                        manifest,
                        site.path() + ".args[" + i + "]",
                        "gives the argument " + ForeignText.excerpt(name) + ", which its templates do not declare"
                                + SpellingSuggestion.to(name, declared)
                                        .map(near -> "; probably " + near + " is meant")
                                        .orElse(""));
            }
        }
    }
}
