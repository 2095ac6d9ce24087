package dev.assay.check.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.check.analysis.PluginSchema.Cause;
import dev.assay.check.analysis.PluginSchema.Fault;
import dev.assay.check.analysis.Template.WrittenMetric;
import dev.assay.config.ConfigFault;
import dev.assay.metric.Metric;
import dev.assay.text.ForeignText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The plugin's part of each metric, by the schema in the plugin's entry. For one thread. */
final class PluginPartCheck {
    /** Values times schemas that they are compared with: of one part, and of all. */
    private static final long MOST_OF_ONE = 100_000;

    private static final long MOST = 2_000_000;

    private final FindingCollector findings;
    private final Map<String, PluginSchema> schemas = new HashMap<>();
    private long left = MOST;

    PluginPartCheck(FindingCollector findings, List<ListedPlugins.Schema> published) {
        this.findings = findings;
        published.forEach(this::add);
    }

    private void add(ListedPlugins.Schema published) {
        try {
            schemas.put(published.plugin(), new PluginSchema(published.json()));
        } catch (IllegalArgumentException e) {
            findings.add(
                    published.source(),
                    new ConfigFault(
                            "metricProviderPlugins (" + ForeignText.excerpt(published.plugin()) + ")",
                            "schema",
                            String.valueOf(e.getMessage()),
                            "write a JSON Schema of the plugin's part of a metric"));
        }
    }

    /** @param filled the metric with its arguments */
    void check(WrittenMetric metric, Metric filled, PlaceholderArguments placeholders) {
        for (Metric.PluginEntry plugin : filled.plugins()) {
            @Nullable PluginSchema schema = schemas.get(plugin.name());
            JsonNode written = metric.json().path("provider").path("plugin").path(plugin.name());
            if (schema != null && !written.isMissingNode()) {
                check(metric, plugin, written, schema, placeholders);
            }
        }
    }

    private void check(
            WrittenMetric metric,
            Metric.PluginEntry plugin,
            JsonNode written,
            PluginSchema schema,
            PlaceholderArguments placeholders) {
        String path = metric.path() + ".provider.plugin." + plugin.name();
        long cost = schema.cost(plugin.config());
        left -= cost;
        if (cost > MOST_OF_ONE || left < 0) {
            findings.notChecked(metric.manifest(), path + " by the schema of the plugin, since they are too large");
            return;
        }
        List<Fault> faults;
        try {
            faults = schema.faults(plugin.config());
        } catch (ArithmeticException e) {
            findings.notChecked(
                    metric.manifest(),
                    path + " by the schema of the plugin, since a number in one of them is too large or too small");
            return;
        }
        boolean isOpen = hasOpenText(written, placeholders);
        for (Fault fault : faults) {
            JsonNode there = written.at(fault.at());
            boolean isSure = fault.cause() == Cause.SHAPE
                    || !(fault.cause() == Cause.WHOLE ? isOpen : hasOpenText(there, placeholders));
            boolean isWritten = !there.isMissingNode() && (fault.property().isEmpty() || there.has(fault.property()));
            if (isSure && isWritten) {
                findings.fault(
                        metric.manifest(),
                        path + fault.path() + (fault.property().isEmpty() ? "" : "." + fault.property()),
                        "does not fit the schema of the plugin: " + fault.problem(),
                        "correct the metric, or the schema in the plugin's entry");
            }
        }
    }

    private static boolean hasOpenText(JsonNode json, PlaceholderArguments placeholders) {
        if (json.isTextual()) {
            return placeholders.isOpen(json.textValue());
        }
        for (JsonNode child : json) {
            if (hasOpenText(child, placeholders)) {
                return true;
            }
        }
        return false;
    }
}
