package dev.assay.api.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.RequestRefusedException.Kind;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.MeasurementJson;
import dev.assay.metric.Metric;
import dev.assay.text.DocumentException;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The values with which a verb is called; an absent one is Go's zero value. */
@Schema(name = "Call")
record PluginCallRequest(
        @Schema(type = SchemaType.OBJECT, implementation = Map.class)
        AnalysisRun analysisRun,

        @Schema(type = SchemaType.OBJECT, implementation = Map.class)
        Metric metric,

        @Schema(ref = "Measurement") Measurement measurement,

        @Schema(description = "How many finished measurements are to be kept.")
        int limit) {

    /**
     * Reads {@code {"analysisRun":{},"metric":{},"measurement":{},"limit":10}}.
     *
     * @throws RequestRefusedException when a member has the wrong type
     */
    static PluginCallRequest read(ObjectNode body) {
        return new PluginCallRequest(
                new AnalysisRun(object(body, "analysisRun")),
                new Metric(object(body, "metric")),
                measurement(object(body, "measurement")),
                limit(body.path("limit")));
    }

    private static ObjectNode object(ObjectNode body, String member) {
        JsonNode value = body.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (value instanceof ObjectNode object) {
            return object;
        }
        throw unreadable("tried to read " + member + ", but it is no object; give one, or leave it out");
    }

    private static Measurement measurement(ObjectNode json) {
        try {
            return MeasurementJson.read(json);
        } catch (DocumentException e) {
            throw unreadable(String.valueOf(e.getMessage()));
        }
    }

    private static int limit(JsonNode limit) {
        if (limit.isMissingNode() || limit.isNull()) {
            return 0;
        }
        if (limit.isIntegralNumber() && limit.canConvertToInt()) {
            return limit.intValue();
        }
        throw unreadable(
                "tried to read limit, but " + limit + " is no whole number of 32 bits; give one, or leave it out");
    }

    private static RequestRefusedException unreadable(String message) {
        return new RequestRefusedException(Kind.UNREADABLE_BODY, message);
    }
}
