package dev.assay.api.analysisrun;

import dev.assay.api.ApiDescription;
import dev.assay.api.measurement.MeasurementAnswer;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;

/** The parts of an AnalysisRun in the OpenAPI description; {@link dev.assay.measure.run.AnalysisRunJson} writes them. */
final class AnalysisRunSchemas {
    private AnalysisRunSchemas() {}

    @Schema(
            name = "AnalysisRunMetadata",
            type = SchemaType.OBJECT,
            requiredProperties = {"name", "creationTimestamp"},
            properties = {
                @SchemaProperty(name = "name", type = SchemaType.STRING, examples = "success-rate"),
                @SchemaProperty(name = "namespace", type = SchemaType.STRING),
                @SchemaProperty(name = "labels", type = SchemaType.OBJECT, additionalProperties = String.class),
                @SchemaProperty(name = "annotations", type = SchemaType.OBJECT, additionalProperties = String.class),
                @SchemaProperty(name = "creationTimestamp", type = SchemaType.STRING, format = "date-time")
            })
    interface Metadata {}

    @Schema(
            name = "AnalysisRunStatus",
            description = "AnalysisRunStatus of argoproj.io/v1alpha1; what is empty is left out.",
            type = SchemaType.OBJECT,
            requiredProperties = {"phase", "runSummary"},
            properties = {
                @SchemaProperty(
                        name = "phase",
                        type = SchemaType.STRING,
                        description = "Empty before the first look at the run; else one of the phases of Argo."),
                @SchemaProperty(name = "message", type = SchemaType.STRING),
                @SchemaProperty(name = "metricResults", type = SchemaType.ARRAY, implementation = Metric.class),
                @SchemaProperty(name = "startedAt", type = SchemaType.STRING, format = "date-time"),
                @SchemaProperty(name = "runSummary", implementation = Summary.class),
                @SchemaProperty(name = "dryRunSummary", implementation = Summary.class),
                @SchemaProperty(name = "completedAt", type = SchemaType.STRING, format = "date-time")
            })
    interface Status {}

    @Schema(
            name = "AnalysisRunMetric",
            description = "MetricResult of argoproj.io/v1alpha1.",
            type = SchemaType.OBJECT,
            requiredProperties = {"name", "phase"},
            properties = {
                @SchemaProperty(name = "name", type = SchemaType.STRING),
                @SchemaProperty(name = "phase", ref = ApiDescription.PHASE),
                @SchemaProperty(
                        name = "measurements",
                        type = SchemaType.ARRAY,
                        implementation = MeasurementAnswer.class,
                        description = "The newest ones, oldest first; left out in a list."),
                @SchemaProperty(name = "message", type = SchemaType.STRING),
                @SchemaProperty(name = "count", type = SchemaType.INTEGER),
                @SchemaProperty(name = "successful", type = SchemaType.INTEGER),
                @SchemaProperty(name = "failed", type = SchemaType.INTEGER),
                @SchemaProperty(name = "inconclusive", type = SchemaType.INTEGER),
                @SchemaProperty(name = "error", type = SchemaType.INTEGER),
                @SchemaProperty(name = "consecutiveError", type = SchemaType.INTEGER),
                @SchemaProperty(name = "dryRun", type = SchemaType.BOOLEAN),
                @SchemaProperty(name = "metadata", type = SchemaType.OBJECT, additionalProperties = String.class),
                @SchemaProperty(name = "consecutiveSuccess", type = SchemaType.INTEGER)
            })
    interface Metric {}

    @Schema(
            name = "AnalysisRunSummary",
            description = "How many metrics have ended, and how.",
            type = SchemaType.OBJECT,
            properties = {
                @SchemaProperty(name = "count", type = SchemaType.INTEGER),
                @SchemaProperty(name = "successful", type = SchemaType.INTEGER),
                @SchemaProperty(name = "failed", type = SchemaType.INTEGER),
                @SchemaProperty(name = "inconclusive", type = SchemaType.INTEGER),
                @SchemaProperty(name = "error", type = SchemaType.INTEGER)
            })
    interface Summary {}
}
