package dev.assay.wire.grpc.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.metric.Metric;
import dev.assay.text.DocumentException;
import dev.assay.text.Json;

/** Reads the JSON text in requests of the contract. Throws {@link CallException}. */
final class ReceivedJson {
    private ReceivedJson() {}

    static AnalysisRun analysisRun(String text) {
        return text.isEmpty() ? AnalysisRun.EMPTY : new AnalysisRun(object("analysis_run", text));
    }

    static Metric metric(String text) {
        return text.isEmpty() ? Metric.EMPTY : new Metric(object("metric", text));
    }

    private static ObjectNode object(String field, String text) {
        try {
            return Json.object(text);
        } catch (DocumentException e) {
            throw new CallException(
                    Remedy.BUG,
                    "tried to read the field " + field + " of the request, but " + e.reason() + "; correct the host",
                    e);
        }
    }
}
