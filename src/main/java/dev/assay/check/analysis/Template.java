package dev.assay.check.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.analysis.TemplateIndex;
import dev.assay.analysis.TemplateReference;
import dev.assay.metric.Argument;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A template or a run as its checks see it. */
final class Template implements TemplateIndex.Template {
    private final Manifest manifest;
    private final List<WrittenMetric> metrics = new ArrayList<>();
    private final Set<String> usedArguments = new LinkedHashSet<>();
    private final List<Argument> arguments;
    private final List<TemplateReference> references;

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
        this.references = TemplateReference.all(spec.path("templates"), "spec.templates");
    }

    /** A metric, and the place where it is written. */
    record WrittenMetric(Manifest manifest, String path, ObjectNode json) {
        String name() {
            return json.path("name").asText("");
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

    @Override
    public boolean isOfCluster() {
        return manifest.kind() == AnalysisKind.CLUSTER_TEMPLATE;
    }

    @Override
    public String name() {
        return manifest.name();
    }

    @Override
    public String namespace() {
        return manifest.namespace();
    }

    @Override
    public Object source() {
        return manifest.source();
    }

    @Override
    public List<TemplateReference> references() {
        return references;
    }
}
