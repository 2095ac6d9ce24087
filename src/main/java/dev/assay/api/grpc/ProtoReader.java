package dev.assay.api.grpc;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Timestamp;
import dev.assay.log.LogQuery;
import dev.assay.manifest.DocumentSyntax;
import dev.assay.manifest.PlacedObject;
import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.RequestRefusedException.Kind;
import dev.assay.measure.RunLimits;
import dev.assay.measure.run.RunQuery;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.CallException;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.proto.v1.GetPluginLogsRequest;
import dev.assay.proto.v1.ListAnalysisRunsRequest;
import dev.assay.proto.v1.MeasureRequest;
import dev.assay.text.DocumentException;
import dev.assay.text.GoDuration;
import dev.assay.text.Json;
import dev.assay.wire.grpc.MeasurementProto;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jboss.logging.Logger;

/** Reads messages of {@code assay.v1}. */
final class ProtoReader {
    private ProtoReader() {}

    /** @throws RequestRefusedException when it is neither JSON nor YAML */
    static List<PlacedObject> manifest(String text) {
        try {
            return DocumentSyntax.EITHER.objects(text.getBytes(StandardCharsets.UTF_8), "");
        } catch (DocumentException e) {
            throw unreadable(String.valueOf(e.getMessage()));
        }
    }

    static boolean isJson(String manifest) {
        return manifest.stripLeading().startsWith("{");
    }

    /** @throws RequestRefusedException when it is below zero, or longer than allowed */
    static Duration waitLimit(MeasureRequest request, RunLimits limits) {
        com.google.protobuf.Duration wait = request.getWait();
        try {
            Duration waitLimit = Duration.ofSeconds(wait.getSeconds(), wait.getNanos());
            return limits.checkWaitLimit(waitLimit, GoDuration.write(waitLimit));
        } catch (ArithmeticException e) {
            throw new RequestRefusedException(
                    Kind.INVALID_PARAMETER,
                    "tried to read wait, but it is beyond every duration; give one such as 30s");
        }
    }

    /** @throws RequestRefusedException when the text is no JSON object */
    static AnalysisRun analysisRun(String text) {
        return new AnalysisRun(object("analysis_run", text));
    }

    /** @throws RequestRefusedException when the text is no JSON object */
    static Metric metric(String text) {
        return new Metric(object("metric", text));
    }

    /** @throws RequestRefusedException when a time is out of range */
    static Measurement measurement(dev.assay.proto.plugin.v1.Measurement message) {
        try {
            return MeasurementProto.fromProto(message);
        } catch (CallException e) {
            throw unreadable("tried to read measurement, but a time of it is out of range; give it as seconds"
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
            throw unreadable(field + ": " + e.getMessage());
        }
    }

    private static RequestRefusedException unreadable(String message) {
        return new RequestRefusedException(Kind.UNREADABLE_BODY, message);
    }

    /** @throws RequestRefusedException for a phase that Argo does not have, a limit below 1, and what is no place of a list */
    static RunQuery runQuery(ListAnalysisRunsRequest request) {
        return RunQuery.of(
                request.getPhasesList(),
                request.hasLimit() ? String.valueOf(request.getLimit()) : null,
                request.getContinue());
    }

    /** @throws RequestRefusedException where the level is none, or a number is out of range */
    static LogQuery logQuery(GetPluginLogsRequest request) {
        Logger.Level level = request.getLevel().isEmpty()
                ? Logger.Level.TRACE
                : LogQuery.level(request.getLevel())
                        .orElseThrow(() -> new RequestRefusedException(
                                Kind.INVALID_PARAMETER, LogQuery.badLevel(request.getLevel())));
        return new LogQuery(
                request.hasTail() ? OptionalInt.of(tail(request.getTail())) : OptionalInt.empty(),
                request.hasSince() ? Optional.of(since(request.getSince())) : Optional.empty(),
                level,
                request.getFollow());
    }

    private static int tail(int lines) {
        if (lines < 0) {
            throw new RequestRefusedException(
                    Kind.INVALID_PARAMETER,
                    "tried to read tail, but " + lines + " is no number of lines; give one such as 100");
        }
        return lines;
    }

    private static Instant since(Timestamp time) {
        try {
            return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
        } catch (DateTimeException | ArithmeticException e) {
            throw new RequestRefusedException(
                    Kind.INVALID_PARAMETER,
                    "tried to read since, but that time is out of range; give it as seconds since 1970 and nanoseconds");
        }
    }
}
