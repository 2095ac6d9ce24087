package dev.assay.api.grpc;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.api.Parameters;
import dev.assay.manifest.Yaml;
import dev.assay.measure.PluginCallRequest;
import dev.assay.measure.Problems;
import dev.assay.measure.RefusedException;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Argument;
import dev.assay.metric.CallException;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.proto.v1.MeasureRequest;
import dev.assay.text.DocumentException;
import dev.assay.text.Json;
import dev.assay.wire.grpc.MeasurementProto;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Reads messages of {@code assay.v1}. */
final class ProtoReader {
    private ProtoReader() {}

    /** @throws RefusedException when it is neither JSON nor YAML */
    static ObjectNode manifest(MeasureRequest request) {
        if (request.getManifest().isBlank()) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            return request.getManifest().stripLeading().startsWith("{")
                    ? Json.object(request.getManifest())
                    : Yaml.object(request.getManifest().getBytes(StandardCharsets.UTF_8));
        } catch (DocumentException e) {
            throw Problems.unreadable(e);
        }
    }

    static List<Argument> arguments(MeasureRequest request) {
        return request.getArgumentsMap().entrySet().stream()
                .map(argument -> new Argument(argument.getKey(), argument.getValue(), null))
                .toList();
    }

    /** @throws RefusedException when it is below zero, or longer than allowed */
    static Duration waiting(MeasureRequest request, Duration longest) {
        com.google.protobuf.Duration text = request.getWait();
        try {
            Duration wait = Duration.ofSeconds(text.getSeconds(), text.getNanos());
            return Parameters.bounded(wait.toString(), wait, longest);
        } catch (ArithmeticException e) {
            throw Problems.parameter("tried to read wait, but it is beyond every duration; give one such as 30s");
        }
    }

    /** @throws RefusedException when a text is no JSON object */
    static PluginCallRequest verb(String analysisRun, String metric, Measurement measurement, int limit) {
        return new PluginCallRequest(
                new AnalysisRun(object("analysis_run", analysisRun)),
                new Metric(object("metric", metric)),
                measurement,
                limit);
    }

    /** @throws RefusedException when a time is out of range */
    static Measurement measurement(dev.assay.proto.plugin.v1.Measurement message) {
        try {
            return MeasurementProto.fromProto(message);
        } catch (CallException e) {
            throw Problems.unreadable("tried to read measurement, but a time of it is out of range; give it as seconds"
                    + " since 1970 and nanoseconds");
        }
    }

    private static ObjectNode object(String field, String text) {
        if (text.isBlank()) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            return Json.object(text);
        } catch (DocumentException e) {
            throw Problems.unreadable(field + ": " + e.getMessage());
        }
    }
}
