package dev.assay.check.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.check.analysis.Template.WrittenMetric;
import dev.assay.check.analysis.TemplateSet.Merged;
import dev.assay.metric.Argument;
import dev.assay.text.ForeignText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Templates that become one run: {@code FlattenTemplates} in {@code utils/analysis/helpers.go}, which refuses each conflict that is found here. */
final class MergeCheck {
    private final FindingCollector findings;

    MergeCheck(FindingCollector findings) {
        this.findings = findings;
    }

    /**
     * @param path of the place that brings the templates together
     * @param site the manifest's part there, with rules of its own; missing for a template
     */
    void check(Manifest manifest, String path, JsonNode site, Merged merged) {
        checkMetrics(manifest, path, merged);
        checkArguments(manifest, path, merged);
        RuleCheck.FIELDS.forEach(field -> checkRules(manifest, path, field, site, merged));
    }

    /** Two metrics within one template are told by {@link MetricCheck}. */
    private void checkMetrics(Manifest manifest, String path, Merged merged) {
        Map<String, Manifest> byName = new HashMap<>();
        Set<String> twice = new LinkedHashSet<>();
        for (WrittenMetric metric : merged.metrics()) {
            @Nullable Manifest first = byName.putIfAbsent(metric.name(), metric.manifest());
            if (first != null && !first.equals(metric.manifest())) {
                twice.add(metric.name());
            }
        }
        twice.forEach(name -> findings.fault(
                manifest,
                path,
                "names templates with two metrics of the name " + ForeignText.excerpt(name),
                "rename one of them"));
    }

    private void checkArguments(Manifest manifest, String path, Merged merged) {
        Map<String, String> values = new HashMap<>();
        Set<String> told = new HashSet<>();
        for (Argument argument : merged.arguments()) {
            @Nullable String value = argument.value();
            if (value == null) {
                continue;
            }
            @Nullable String first = values.putIfAbsent(argument.name(), value);
            if (first != null && !first.equals(value) && told.add(argument.name())) {
                findings.fault(
                        manifest,
                        path,
                        "has the argument " + ForeignText.excerpt(argument.name()) + " with the values "
                                + ForeignText.excerpt(first) + " and " + ForeignText.excerpt(value)
                                + " in its templates, which Argo Rollouts refuses",
                        "leave one of the values out");
            }
        }
    }

    private void checkRules(Manifest manifest, String path, String field, JsonNode site, Merged merged) {
        List<JsonNode> lists = new ArrayList<>();
        merged.templates()
                .forEach(template ->
                        lists.add(template.manifest().json().path("spec").path(field)));
        lists.add(site.path(field));
        Set<String> names = new HashSet<>();
        Set<String> twice = new LinkedHashSet<>();
        lists.forEach(list -> list.forEach(rule -> {
            String name = rule.path("metricName").asText("");
            if (!names.add(name)) {
                twice.add(name);
            }
        }));
        twice.forEach(name -> findings.fault(
                manifest,
                path + "." + field,
                "has two rules for the metricName " + ForeignText.excerpt(name) + ", which Argo Rollouts refuses",
                "remove one of them"));
    }
}
