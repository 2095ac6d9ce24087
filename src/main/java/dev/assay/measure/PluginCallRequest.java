package dev.assay.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.MeasurementJson;
import dev.assay.metric.Metric;
import dev.assay.text.DocumentException;

/** What a verb is called with; what is absent is Go's zero value. */
public record PluginCallRequest(AnalysisRun analysisRun, Metric metric, Measurement measurement, int limit) {

    /**
     * Reads {@code {"analysisRun":{},"metric":{},"measurement":{},"limit":10}}.
     *
     * @throws RefusedException when a member has the wrong type
     */
    public static PluginCallRequest read(ObjectNode body) {
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
        throw Problems.unreadable("tried to read " + member + ", but it is no object; give one, or leave it out");
    }

    private static Measurement measurement(ObjectNode json) {
        try {
            return MeasurementJson.read(json);
        } catch (DocumentException e) {
            throw Problems.unreadable(e);
        }
    }

    private static int limit(JsonNode limit) {
        if (limit.isMissingNode() || limit.isNull()) {
            return 0;
        }
        if (limit.isIntegralNumber() && limit.canConvertToInt()) {
            return limit.intValue();
        }
        throw Problems.unreadable(
                "tried to read limit, but " + limit + " is no whole number of 32 bits; give one, or leave it out");
    }
}
