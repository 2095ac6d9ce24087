package dev.assay.api.measurement;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.api.ApiDescription;
import dev.assay.metric.Measurement;
import dev.assay.metric.MeasurementJson;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;

/** A measurement, which {@link MeasurementJson} writes exactly as Go does. */
@RegisterForReflection
@Schema(
        name = "Measurement",
        description = "Measurement of argoproj.io/v1alpha1; what is empty is left out, apart from the phase.",
        type = SchemaType.OBJECT,
        requiredProperties = "phase",
        properties = {
            @SchemaProperty(name = "phase", ref = ApiDescription.PHASE),
            @SchemaProperty(name = "message", type = SchemaType.STRING),
            @SchemaProperty(name = "startedAt", type = SchemaType.STRING, format = "date-time"),
            @SchemaProperty(name = "finishedAt", type = SchemaType.STRING, format = "date-time"),
            @SchemaProperty(name = "value", type = SchemaType.STRING, examples = "12.5"),
            @SchemaProperty(name = "metadata", type = SchemaType.OBJECT, additionalProperties = String.class),
            @SchemaProperty(
                    name = "resumeAt",
                    type = SchemaType.STRING,
                    format = "date-time",
                    description = "When a measurement left Running wants to be resumed.")
        })
public record MeasurementAnswer(
        @Schema(hidden = true) @JsonValue ObjectNode json) {
    public static MeasurementAnswer of(Measurement measurement) {
        return new MeasurementAnswer(MeasurementJson.write(measurement));
    }
}
