package dev.assay.check.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.assay.check.analysis.TemplateSet.Merged;
import dev.assay.metric.Argument;
import dev.assay.text.ForeignText;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Templates that become one run: {@code FlattenTemplates} in {@code utils/analysis/helpers.go}, which refuses each conflict that
 * is found here. A conflict is told where its parts first come together.
 */
final class MergeCheck {
    private final TemplateSet templates;
    private final FindingCollector findings;
    private final Map<Template, Map<Place, Conflict>> known = new HashMap<>();

    MergeCheck(TemplateSet templates, FindingCollector findings) {
        this.templates = templates;
        this.findings = findings;
    }

    /** @param field {@code metrics}, {@code args}, or one of {@link RuleCheck#FIELDS} */
    private record Place(String field, String name) {}

    /**
     * Parts that cannot be in one run.
     *
     * @param parts the objects that have it, of arguments the values
     */
    private record Conflict(Place place, Set<Object> parts) {}

    /** The templates that a template names, with itself. */
    void check(Template template) {
        tell(template.manifest(), "spec", "spec", conflicts(template), template, templates.merged(template));
    }

    /** The templates that a Rollout or an Experiment brings together, with its own rules. */
    void check(Manifest manifest, AnalysisSite site, Merged merged) {
        Map<Place, Conflict> conflicts = conflicts(manifest, site.rules().json(), merged);
        tell(manifest, site.path(), site.rules().path(), conflicts, site, merged);
    }

    private void tell(
            Manifest manifest,
            String path,
            String rulesPath,
            Map<Place, Conflict> conflicts,
            Object by,
            Merged merged) {
        conflicts.values().stream()
                .filter(conflict ->
                        merged.templates().stream().noneMatch(part -> !part.equals(by) && isToldAt(part, conflict)))
                .forEach(conflict -> tell(manifest, path, rulesPath, conflict));
    }

    private boolean isToldAt(Template template, Conflict conflict) {
        @Nullable Conflict told = conflicts(template).get(conflict.place());
        return told != null && told.parts().containsAll(conflict.parts());
    }

    private void tell(Manifest manifest, String path, String rulesPath, Conflict conflict) {
        String name = ForeignText.excerpt(conflict.place().name());
        switch (conflict.place().field()) {
            case "metrics" ->
                findings.fault(
                        manifest, path, "names templates with two metrics of the name " + name, "rename one of them");
            case "args" -> {
                List<Object> values = List.copyOf(conflict.parts());
                findings.fault(
                        manifest,
                        path,
                        "has the argument " + name + " with the values "
                                + ForeignText.excerpt(String.valueOf(values.get(0)))
                                + " and " + ForeignText.excerpt(String.valueOf(values.get(1)))
                                + " in its templates, which Argo Rollouts refuses",
                        "leave one of the values out");
            }
            default ->
                findings.fault(
                        manifest,
                        rulesPath + "." + conflict.place().field(),
                        "has two rules for the metricName " + name + ", which Argo Rollouts refuses",
                        "remove one of them");
        }
    }

    private Map<Place, Conflict> conflicts(Template template) {
        return known.computeIfAbsent(
                template, key -> conflicts(key.manifest(), MissingNode.getInstance(), templates.merged(key)));
    }

    /** @param rules of the manifest, beside those of the templates */
    private static Map<Place, Conflict> conflicts(Manifest manifest, JsonNode rules, Merged merged) {
        Map<Place, Conflict> conflicts = new LinkedHashMap<>();
        Map<String, Set<Object>> metrics = new LinkedHashMap<>();
        // Two metrics within one template are told by MetricCheck.
        merged.metrics()
                .forEach(metric -> add(metrics, metric.name(), metric.manifest().node()));
        addConflicts("metrics", metrics, conflicts);
        Map<String, Set<Object>> values = new LinkedHashMap<>();
        for (Argument argument : merged.arguments()) {
            if (argument.value() != null) {
                add(values, argument.name(), argument.value());
            }
        }
        addConflicts("args", values, conflicts);
        RuleCheck.FIELDS.forEach(field -> addRules(field, manifest, rules.path(field), merged, conflicts));
        return conflicts;
    }

    private static void add(Map<String, Set<Object>> parts, String name, Object part) {
        boolean unused = parts.computeIfAbsent(name, n -> new LinkedHashSet<>()).add(part);
    }

    private static void add(String field, String name, Set<Object> parts, Map<Place, Conflict> conflicts) {
        Place place = new Place(field, name);
        conflicts.put(place, new Conflict(place, parts));
    }

    private static void addConflicts(String field, Map<String, Set<Object>> parts, Map<Place, Conflict> conflicts) {
        parts.forEach((name, all) -> {
            if (all.size() > 1) {
                add(field, name, all, conflicts);
            }
        });
    }

    /** Two rules of one list are a conflict, too. */
    private static void addRules(
            String field, Manifest manifest, JsonNode own, Merged merged, Map<Place, Conflict> conflicts) {
        Map<String, Set<Object>> holders = new LinkedHashMap<>();
        Set<String> twice = new LinkedHashSet<>();
        merged.templates()
                .forEach(template -> addRules(
                        template.manifest(),
                        template.manifest().json().path("spec").path(field),
                        holders,
                        twice));
        addRules(manifest, own, holders, twice);
        twice.forEach(name -> add(field, name, holders.getOrDefault(name, Set.of()), conflicts));
    }

    private static void addRules(Manifest holder, JsonNode rules, Map<String, Set<Object>> holders, Set<String> twice) {
        rules.forEach(rule -> {
            String name = rule.path("metricName").asText("");
            if (holders.containsKey(name)) {
                twice.add(name);
            }
            add(holders, name, holder.node());
        });
    }
}
