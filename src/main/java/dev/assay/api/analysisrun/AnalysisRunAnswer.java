package dev.assay.api.analysisrun;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.measure.run.AnalysisRunJson;
import dev.assay.measure.run.RunView;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;

/** A run, which {@link AnalysisRunJson} writes as Kubernetes' API does. */
@RegisterForReflection
@Schema(
        name = "AnalysisRun",
        description =
                "AnalysisRun of argoproj.io/v1alpha1. In a list its spec has terminate alone, and its metrics have no"
                        + " measurements.",
        type = SchemaType.OBJECT,
        requiredProperties = {"apiVersion", "kind", "metadata", "spec", "status"},
        properties = {
            @SchemaProperty(name = "apiVersion", type = SchemaType.STRING),
            @SchemaProperty(name = "kind", type = SchemaType.STRING),
            @SchemaProperty(name = "metadata", implementation = AnalysisRunSchemas.Metadata.class),
            @SchemaProperty(
                    name = "spec",
                    type = SchemaType.OBJECT,
                    description = "As it was given, with its arguments."),
            @SchemaProperty(name = "status", implementation = AnalysisRunSchemas.Status.class)
        })
record AnalysisRunAnswer(@Schema(hidden = true) @JsonValue ObjectNode json) {
    static AnalysisRunAnswer of(RunView run) {
        return new AnalysisRunAnswer(AnalysisRunJson.write(run));
    }
}
