package dev.assay.wire.grpc.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.metric.Metric;

/** Reads the JSON text in requests of the contract. Throws {@link CallException}. */
final class ReceivedJson {
    private static final ObjectReader JSON = JsonMapper.builder()
            // As in Go, a number keeps the digits it has.
            .enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .reader();

    private ReceivedJson() {}

    static AnalysisRun analysisRun(String text) {
        return text.isEmpty() ? AnalysisRun.EMPTY : new AnalysisRun(object("analysis_run", text));
    }

    static Metric metric(String text) {
        return text.isEmpty() ? Metric.EMPTY : new Metric(object("metric", text));
    }

    private static ObjectNode object(String field, String text) {
        try {
            if (JSON.readTree(text) instanceof ObjectNode object) {
                return object;
            }
            throw refused(field, "it is no JSON object", null);
        } catch (JsonProcessingException e) {
            throw refused(field, e.getOriginalMessage(), e);
        }
    }

    private static CallException refused(String field, String why, @org.jspecify.annotations.Nullable Throwable cause) {
        return new CallException(
                Remedy.BUG,
                "tried to read the field " + field + " of the request, but " + why + "; correct the host",
                cause);
    }
}
