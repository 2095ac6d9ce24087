package dev.assay.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The report for a program: one JSON object, whose fields are all there in each report. Its shape is in
 * docs/configuration.md; fields are added to it, and none changes its meaning. For several files it is
 * {@code {"valid":false,"files":[]}}, with one such object for each.
 */
final class JsonReport {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonReport() {}

    static String of(List<CheckResult> results) {
        ObjectNode report = results.size() == 1 ? one(results.get(0)) : several(results);
        return report.toPrettyString() + System.lineSeparator();
    }

    private static ObjectNode several(List<CheckResult> results) {
        ObjectNode report = NODES.objectNode();
        report.put("valid", results.stream().allMatch(result -> result.count() == 0));
        ArrayNode files = report.putArray("files");
        results.forEach(result -> files.add(one(result)));
        return report;
    }

    /** The report for one file. */
    static ObjectNode one(CheckResult result) {
        ObjectNode report = NODES.objectNode();
        report.put("source", result.source());
        report.put("platform", result.platform().toString());
        report.put("valid", result.count() == 0);
        ArrayNode faults = report.putArray("faults");
        result.allFaults().forEach(fault -> {
            ObjectNode node = faults.addObject();
            node.put("entry", fault.entry());
            node.put("field", fault.field());
            node.put("line", fault.line());
            node.put("key", fault.text());
            node.put("problem", fault.problem());
            node.put("remedy", fault.remedy());
        });
        report.set("warnings", texts(result.allWarnings()));
        report.set("missingSecrets", texts(result.missingSecrets()));
        ArrayNode plugins = report.putArray("plugins");
        result.plugins().forEach(plugin -> {
            ObjectNode node = plugins.addObject();
            node.put("name", plugin.name());
            node.put("location", plugin.location().shown());
            node.put("sha256", plugin.sha256().orElse(""));
            plugin.required().ifPresent(required -> node.put("required", required));
        });
        ArrayNode analyses = report.putArray("analyses");
        result.analyses().analyses().forEach(analysis -> {
            ObjectNode node = analyses.addObject();
            node.put("kind", analysis.kind());
            node.put("name", analysis.name());
            node.put("metrics", analysis.metrics());
            node.put("builtIn", analysis.builtIn());
        });
        report.set("notChecked", texts(result.notChecked()));
        report.set("settings", texts(result.settings()));
        ArrayNode executables = report.putArray("executables");
        result.executables().forEach(executable -> {
            ObjectNode node = executables.addObject();
            node.put("plugin", executable.plugin());
            node.put("fault", executable.faulty());
            node.put("message", executable.sentence());
            node.put("sha256", executable.sha256().orElse(""));
        });
        return report;
    }

    private static ArrayNode texts(List<String> texts) {
        ArrayNode array = NODES.arrayNode();
        texts.forEach(array::add);
        return array;
    }
}
