package dev.assay.check.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.text.SpellingSuggestion;
import java.util.Map;
import java.util.Set;

/**
 * The fields of an analysis in a Rollout or an Experiment, by {@code RolloutAnalysis} and {@code ExperimentAnalysisTemplateRef}.
 * Kubernetes drops those that it does not know, and the analysis lacks them then.
 */
final class SiteFieldCheck {
    private static final Set<String> OF_ROLLOUT =
            Set.of("templates", "args", "dryRun", "measurementRetention", "analysisRunMetadata");
    private static final Set<String> OF_BACKGROUND =
            Set.of("templates", "args", "dryRun", "measurementRetention", "analysisRunMetadata", "startingStep");
    private static final Set<String> OF_EXPERIMENT =
            Set.of("name", "templateName", "clusterScope", "args", "requiredForCompletion");

    /** The fields of the elements of lists. */
    private static final Map<String, Set<String>> OF_ELEMENTS = Map.of(
            "templates", Set.of("templateName", "clusterScope"),
            "args", Set.of("name", "value", "valueFrom"),
            "dryRun", Set.of("metricName"),
            "measurementRetention", Set.of("metricName", "limit"));

    /** Under {@code valueFrom} in a Rollout, which reads no Secret. */
    private static final Set<String> OF_VALUES = Set.of("podTemplateHashValue", "fieldRef");

    private static final Set<String> OF_VALUES_OF_EXPERIMENT = Set.of("secretKeyRef", "fieldRef");

    private static final Map<String, String> REMEDIES = Map.of(
            "secretKeyRef", "write the secretKeyRef in the template, a Rollout reads no Secret",
            "templateName", "write it as an element of templates");

    private final FindingCollector findings;

    SiteFieldCheck(FindingCollector findings) {
        this.findings = findings;
    }

    void check(Manifest manifest, AnalysisSite site) {
        fields(manifest, site.path(), site.json(), known(site));
        known(site).stream()
                .filter(OF_ELEMENTS::containsKey)
                .sorted()
                .forEach(field -> elements(manifest, site.path(), site.json(), field));
        if (site.starter() == AnalysisSite.Starter.EXPERIMENT) {
            AnalysisSite.Rules rules = site.rules();
            RuleCheck.FIELDS.forEach(field -> elements(manifest, rules.path(), rules.json(), field));
        }
        for (int i = 0; i < site.json().path("args").size(); i++) {
            argument(
                    manifest,
                    site.path() + ".args[" + i + "]",
                    site.json().path("args").path(i));
        }
    }

    private void elements(Manifest manifest, String path, JsonNode json, String field) {
        for (int i = 0; i < json.path(field).size(); i++) {
            fields(
                    manifest,
                    path + "." + field + "[" + i + "]",
                    json.path(field).path(i),
                    OF_ELEMENTS.getOrDefault(field, Set.of()));
        }
    }

    private static Set<String> known(AnalysisSite site) {
        return switch (site.starter()) {
            case BACKGROUND -> OF_BACKGROUND;
            case STEP -> OF_ROLLOUT;
            case EXPERIMENT -> OF_EXPERIMENT;
        };
    }

    private void argument(Manifest manifest, String path, JsonNode argument) {
        fields(
                manifest,
                path + ".valueFrom",
                argument.path("valueFrom"),
                manifest.kind() == AnalysisKind.EXPERIMENT ? OF_VALUES_OF_EXPERIMENT : OF_VALUES);
        JsonNode value = argument.path("value");
        if (value.isNumber() || value.isBoolean()) {
            findings.fault(
                    manifest,
                    path + ".value",
                    "is " + (value.isNumber() ? "a number" : "a truth value") + ", not a string",
                    "put it in quotes");
        }
    }

    private void fields(Manifest manifest, String path, JsonNode json, Set<String> known) {
        json.fieldNames().forEachRemaining(field -> {
            boolean isOfKustomize = field.startsWith("$");
            if (!known.contains(field) && !isOfKustomize && !findings.hasAllFaults(manifest)) {
                findings.fault(
                        manifest,
                        path + "." + field,
                        "is unknown",
                        SpellingSuggestion.to(field, known)
                                .map(near -> "write " + near)
                                .orElse(REMEDIES.getOrDefault(field, "remove it")));
            }
        });
    }
}
