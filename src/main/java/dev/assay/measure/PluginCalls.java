package dev.assay.measure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.metric.Measurement;
import dev.assay.metric.MeasurementJson;
import dev.assay.metric.MetricProvider;
import dev.assay.metric.ProviderException;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.TreeMap;

/** Calls one verb of a plugin and writes its answer as Go's JSON would. */
public final class PluginCalls {
    private PluginCalls() {}

    public static Uni<ObjectNode> call(MetricProvider provider, PluginCallKind verb, PluginCallRequest request) {
        return switch (verb) {
            case RUN -> measurement(provider.run(request.analysisRun(), request.metric()));
            case RESUME -> measurement(provider.resume(request.analysisRun(), request.metric(), request.measurement()));
            case TERMINATE ->
                measurement(provider.terminate(request.analysisRun(), request.metric(), request.measurement()));
            case GARBAGE_COLLECT -> garbageCollect(provider, request).map(PluginCalls::error);
            case METADATA -> provider.metadata(request.metric()).map(PluginCalls::metadata);
            case TYPE -> provider.type().map(type -> object().put("type", type));
        };
    }

    /** Gives what the plugin complained about, or the empty string. */
    public static Uni<String> garbageCollect(MetricProvider provider, PluginCallRequest request) {
        return provider.garbageCollect(request.analysisRun(), request.metric(), request.limit())
                .map(done -> "")
                .onFailure(ProviderException.class)
                .recoverWithItem(PluginCalls::message);
    }

    private static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? "" : message;
    }

    private static Uni<ObjectNode> measurement(Uni<Measurement> measurement) {
        return measurement.map(MeasurementJson::write);
    }

    private static ObjectNode error(String error) {
        return error.isEmpty() ? object() : object().put("error", error);
    }

    private static ObjectNode metadata(Map<String, String> metadata) {
        ObjectNode json = object();
        new TreeMap<>(metadata).forEach(json::put);
        return json;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
