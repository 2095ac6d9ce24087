package dev.assay.check.analysis;

import dev.assay.check.analysis.Template.WrittenMetric;
import dev.assay.check.analysis.TemplateSet.Merged;
import dev.assay.metric.Argument;
import dev.assay.text.ForeignText;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The templates of an analysis that a Rollout waits for. Argo validates each of them by itself, with its own arguments only,
 * before the Rollout starts: {@code ValidateAnalysisTemplateWithType} in {@code validation_references.go}. The values that the
 * Rollout gives do not count there.
 */
final class StepCheck {
    private final FindingCollector findings;

    StepCheck(FindingCollector findings) {
        this.findings = findings;
    }

    void check(Manifest manifest, AnalysisSite site, Merged merged) {
        merged.templates().forEach(template -> check(manifest, site, template));
    }

    private void check(Manifest manifest, AnalysisSite site, Template template) {
        Set<String> declared = template.arguments().stream().map(Argument::name).collect(Collectors.toSet());
        template.usedArguments().stream()
                .filter(name -> !declared.contains(name))
                .forEach(name -> findings.fault(
                        manifest,
                        site.path(),
                        "waits for " + template.manifest().shown() + ", which uses the argument "
                                + ForeignText.excerpt(name)
                                + " and does not declare it itself, as Argo Rollouts wants for a step",
                        "declare it in that template too"));
        template.arguments().stream()
                .filter(argument -> argument.value() != null && argument.valueFrom() != null)
                .forEach(argument -> findings.fault(
                        manifest,
                        site.path(),
                        "waits for " + template.manifest().shown() + ", whose argument "
                                + ForeignText.excerpt(argument.name()) + " has both value and valueFrom",
                        "remove one of the two"));
        PlaceholderArguments placeholders = new PlaceholderArguments(template.arguments());
        template.metrics().forEach(metric -> checkEnd(manifest, site, metric, placeholders));
    }

    /** As {@code EffectiveCount} has it, for which a limit of successes is no end. */
    private void checkEnd(
            Manifest manifest, AnalysisSite site, WrittenMetric metric, PlaceholderArguments placeholders) {
        boolean isEndless = placeholders
                .filled(metric.json())
                .filter(filled -> filled.limit("count", 0) == 0)
                .filter(filled -> !filled.json().path("interval").asText("").isEmpty())
                .isPresent();
        if (!isEndless) {
            return;
        }
        if (placeholders.isOpen(metric.json().path("count").asText(""))) {
            findings.fault(
                    manifest,
                    site.path(),
                    "waits for " + shown(metric)
                            + ", whose count has no value in its template, and Argo Rollouts takes it"
                            + " for endless, whatever value the step gives",
                    "give the argument of the count a value in the template");
        } else {
            endless(manifest, site, metric);
        }
    }

    void endless(Manifest manifest, AnalysisSite site, WrittenMetric metric) {
        findings.fault(
                manifest,
                site.path(),
                "waits for " + shown(metric) + ", which has an interval and no count, and so never ends",
                "give the metric a count");
    }

    private static String shown(WrittenMetric metric) {
        return "the metric " + ForeignText.excerpt(metric.name()) + " of "
                + metric.manifest().shown();
    }
}
