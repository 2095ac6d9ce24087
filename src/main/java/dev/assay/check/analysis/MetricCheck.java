package dev.assay.check.analysis;

import dev.assay.analysis.Analysis;
import dev.assay.analysis.AnalysisException;
import dev.assay.check.analysis.Template.WrittenMetric;
import dev.assay.metric.Metric;
import dev.assay.text.ForeignText;
import dev.assay.text.SpellingSuggestion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Each metric of a template or run by itself: Argo's rules, the conditions, the plugin. */
final class MetricCheck {
    private static final String FIRST = "metrics[0]: ";

    /** The providers of Argo Rollouts that judge by themselves ({@code metricproviders/job}, {@code metricproviders/kayenta}). */
    private static final Set<String> WITHOUT_CONDITIONS = Set.of("job", "kayenta");

    private final FindingCollector findings;
    private final ConditionCheck conditions;
    private final PluginPartCheck parts;

    /** The plugins that the ConfigMap of the same files lists; empty where there is none. */
    private final Optional<Set<String>> plugins;

    MetricCheck(FindingCollector findings, Optional<ListedPlugins> plugins) {
        this.findings = findings;
        this.conditions = new ConditionCheck(findings);
        this.plugins = plugins.map(ListedPlugins::names);
        this.parts = new PluginPartCheck(
                findings, plugins.map(ListedPlugins::schemas).orElse(List.of()));
    }

    /** @param isStarted whether one of the files starts them, so that {@link ReferenceCheck} tells where one must have an end */
    void check(List<WrittenMetric> metrics, PlaceholderArguments placeholders, boolean isStarted) {
        Map<String, WrittenMetric> byName = new HashMap<>();
        for (WrittenMetric metric : metrics) {
            WrittenMetric first = byName.putIfAbsent(metric.name(), metric);
            if (first != null) {
                findings.fault(
                        metric.manifest(),
                        metric.path() + ".name",
                        "is the name of " + first.path() + " too",
                        "give each metric a name of its own");
            }
            check(metric, placeholders);
            if (!isStarted && isEndless(new Metric(metric.json()))) {
                findings.warn(
                        metric.manifest(),
                        metric.path(),
                        "has an interval and no count, so it goes on until its limits or somebody end it; that is right for"
                                + " the background analysis of a Rollout, and never ends otherwise");
            }
        }
    }

    private void check(WrittenMetric metric, PlaceholderArguments placeholders) {
        Optional<Metric> filled = placeholders.filled(metric.json());
        filled.ifPresent(value -> checkRules(metric, value, placeholders));
        Metric written = new Metric(metric.json());
        written.plugins().forEach(plugin -> checkPlugin(metric, plugin.name()));
        filled.ifPresent(value -> {
            checkConditions(metric, value, placeholders);
            parts.check(metric, value, placeholders);
        });
    }

    private void checkConditions(WrittenMetric metric, Metric filled, PlaceholderArguments placeholders) {
        List<String> deaf =
                filled.providers().stream().filter(WITHOUT_CONDITIONS::contains).toList();
        if (deaf.isEmpty()) {
            conditions.check(metric, filled, placeholders);
        } else {
            conditions.warnOfUnread(metric, deaf.get(0));
        }
    }

    private void checkRules(WrittenMetric metric, Metric filled, PlaceholderArguments placeholders) {
        try {
            Analysis.validate(List.of(filled));
        } catch (AnalysisException e) {
            String message = String.valueOf(e.getMessage());
            boolean isOfLimits = message.contains("Limit") || message.contains("count");
            if (!isOfLimits || !hasOpenLimit(metric, placeholders)) {
                findings.fault(
                        metric.manifest(),
                        metric.path() + field(message),
                        "is refused by Argo Rollouts: "
                                + (message.startsWith(FIRST) ? message.substring(FIRST.length()) : message),
                        "correct it");
            }
        }
    }

    /** The field that Argo's message speaks of first, with a dot before it; empty for one of the whole metric. */
    private static String field(String message) {
        if (message.contains("interval")) {
            return ".interval";
        }
        if (message.contains("startDelay")) {
            return ".initialDelay";
        }
        if (message.contains("provider")) {
            return ".provider";
        }
        return Metric.LIMITS.stream()
                .filter(limit -> message.startsWith(FIRST + limit))
                .findFirst()
                .map(limit -> "." + limit)
                .orElse("");
    }

    private static boolean hasOpenLimit(WrittenMetric metric, PlaceholderArguments placeholders) {
        return Metric.LIMITS.stream()
                .anyMatch(limit -> placeholders.isOpen(metric.json().path(limit).asText("")));
    }

    private void checkPlugin(WrittenMetric metric, String name) {
        if (plugins.isEmpty()
                || plugins.get().contains(name)
                || name.contains("{{")
                || findings.hasAllFaults(metric.manifest())) {
            return;
        }
        Set<String> known = plugins.get();
        findings.fault(
                metric.manifest(),
                metric.path() + ".provider.plugin." + name,
                "names a plugin that the ConfigMap of these files does not list",
                SpellingSuggestion.to(name, known)
                        .map(near -> "write " + near)
                        .orElse(
                                known.isEmpty()
                                        ? "add it to metricProviderPlugins"
                                        : "write one of " + ForeignText.oneLine(String.join(", ", known), 200)
                                                + ", or add it to metricProviderPlugins"));
    }

    /** Whether nothing but its limits for failures ends the metric. */
    static boolean isEndless(Metric metric) {
        boolean hasInterval = !metric.json().path("interval").asText("").isEmpty();
        return hasInterval && isZero(metric, "count") && isZero(metric, "consecutiveSuccessLimit");
    }

    /** Whether it has no value, or one that counts as 0; what an argument gives may be any. */
    private static boolean isZero(Metric metric, String limit) {
        return !metric.json().path(limit).asText("").contains("{{") && metric.limit(limit, 0) == 0;
    }
}
