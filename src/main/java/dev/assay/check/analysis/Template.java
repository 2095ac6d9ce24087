package dev.assay.check.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.metric.Argument;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A template or a run as its checks see it. */
final class Template {
    private final Manifest manifest;
    private final List<WrittenMetric> metrics = new ArrayList<>();
    private final Set<String> usedArguments = new LinkedHashSet<>();
    private final List<Argument> arguments;
    private final List<Reference> references;

    /** @param manifest whose fields have the types of Argo */
    Template(Manifest manifest) {
        this.manifest = manifest;
        JsonNode spec = manifest.json().path("spec");
        for (int i = 0; i < spec.path("metrics").size(); i++) {
            if (spec.path("metrics").get(i) instanceof ObjectNode json) {
                metrics.add(new WrittenMetric(manifest, "spec.metrics[" + i + "]", json));
                usedArguments.addAll(ArgumentTags.arguments(json));
            }
        }
        this.arguments = Argument.all(spec.path("args"));
        this.references = Reference.all(spec.path("templates"), "spec.templates");
    }

    /** A metric, and the place where it is written. */
    record WrittenMetric(Manifest manifest, String path, ObjectNode json) {
        String name() {
            return json.path("name").asText("");
        }
    }

    /** The name of another template, and the place where it is written. */
    record Reference(String path, String name, boolean isOfCluster) {
        /** For instance {@code AnalysisTemplate success-rate}. */
        String shown() {
            return (isOfCluster ? Kind.CLUSTER_TEMPLATE : Kind.TEMPLATE).shown() + " " + name;
        }

        /** The references of a list such as {@code spec.templates}. */
        static List<Reference> all(JsonNode list, String path) {
            List<Reference> references = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                String name = list.path(i).path("templateName").asText("");
                boolean ofCluster = list.path(i).path("clusterScope").asBoolean(false);
                references.add(new Reference(path + "[" + i + "]", name, ofCluster));
            }
            return references;
        }
    }

    Manifest manifest() {
        return manifest;
    }

    List<WrittenMetric> metrics() {
        return metrics;
    }

    /** The names of the arguments that its metrics use. */
    Set<String> usedArguments() {
        return usedArguments;
    }

    List<Argument> arguments() {
        return arguments;
    }

    List<Reference> references() {
        return references;
    }
}
