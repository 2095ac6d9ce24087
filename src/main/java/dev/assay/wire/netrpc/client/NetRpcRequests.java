package dev.assay.wire.netrpc.client;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.wire.Dialect;
import dev.assay.wire.gob.GobValue;
import dev.assay.wire.netrpc.ArgoTypes;
import dev.assay.wire.netrpc.GobBody;
import dev.assay.wire.netrpc.NetRpcValues;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The requests of go-plugin's own services ({@code rpc_client.go}, {@code rpc_server.go}) and of Argo's plugins
 * (argo-rollouts {@code metricproviders/plugin/rpc/rpc.go}). Runs and metrics are encoded once. Thread-safe.
 */
final class NetRpcRequests {
    private final ArgoTypes types;
    private final Dialect dialect;

    NetRpcRequests(ArgoTypes types, Dialect dialect) {
        this.types = types;
        this.dialect = dialect;
    }

    /** These requests in another dialect. */
    NetRpcRequests in(Dialect other) {
        return new NetRpcRequests(types, other);
    }

    /** The name under which the plugin is dispensed. */
    String dispensed() {
        return switch (dialect) {
            case CURRENT -> "RpcMetricProviderPlugin";
            case BEFORE_1_5 -> "RpcMetricsPlugin";
        };
    }

    /** Gives the id for the broker. */
    RpcRequest<Integer> dispense() {
        return new RpcRequest<>("Dispense", "Dispenser.Dispense", types.text(dispensed()), NetRpcValues::id);
    }

    RpcRequest<Void> ping() {
        return new RpcRequest<>("Ping", "Control.Ping", types.yes(), NetRpcValues::nothing);
    }

    RpcRequest<Void> quit() {
        return new RpcRequest<>("Quit", "Control.Quit", types.yes(), NetRpcValues::nothing);
    }

    /** Gives the error's text, empty for none. */
    RpcRequest<String> initialize() {
        return new RpcRequest<>("InitPlugin", "Plugin.InitPlugin", GobBody.NIL, NetRpcValues::errorString);
    }

    /** The initialisation before Argo 1.5. Gives the error's text, empty for none. */
    RpcRequest<String> initialize(Metric metric) {
        return new RpcRequest<>("InitPlugin", "Plugin.InitPlugin", ofMetric(metric), NetRpcValues::errorString);
    }

    RpcRequest<Measurement> run(AnalysisRun analysisRun, Metric metric) {
        return measure("Run", "RunArgs", both(analysisRun, metric));
    }

    /** @param verb {@code Resume} or {@code Terminate} */
    RpcRequest<Measurement> measure(String verb, AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        Map<String, GobValue> fields = both(analysisRun, metric);
        fields.put("Measurement", encoded(types.encode(measurement)));
        return measure(verb, "TerminateAndResumeArgs", fields);
    }

    /** Gives the error's text, empty for none. */
    RpcRequest<String> garbageCollect(AnalysisRun analysisRun, Metric metric, int limit) {
        Map<String, GobValue> fields = both(analysisRun, metric);
        fields.put("Limit", new GobValue.Int(limit));
        return new RpcRequest<>(
                "GarbageCollect",
                "Plugin.GarbageCollect",
                types.arguments("GarbageCollectArgs", fields),
                NetRpcValues::errorString);
    }

    RpcRequest<String> type() {
        return new RpcRequest<>("Type", "Plugin.Type", GobBody.NIL, NetRpcValues::text);
    }

    RpcRequest<Map<String, String>> metadata(Metric metric) {
        return new RpcRequest<>("GetMetadata", "Plugin.GetMetadata", ofMetric(metric), NetRpcValues::texts);
    }

    private GobBody ofMetric(Metric metric) {
        Map<String, GobValue> fields = Map.of("Metric", body(metric));
        return switch (dialect) {
            case CURRENT -> types.arguments("GetMetadataArgs", fields);
            case BEFORE_1_5 -> types.arguments("InitMetricsPluginAndGetMetadataArgs", "GetMetadataArgs", fields);
        };
    }

    private RpcRequest<Measurement> measure(String verb, String arguments, Map<String, GobValue> fields) {
        return new RpcRequest<>(verb, "Plugin." + verb, types.arguments(arguments, fields), types::measurement);
    }

    private Map<String, GobValue> both(AnalysisRun analysisRun, Metric metric) {
        Map<String, GobValue> fields = new LinkedHashMap<>();
        fields.put("AnalysisRun", encoded(analysisRun.encoded(types::encode)));
        fields.put("Metric", body(metric));
        return fields;
    }

    private GobValue body(Metric metric) {
        return encoded(metric.encoded(types::encode));
    }

    private static GobValue encoded(byte[] body) {
        return new GobValue.Encoded(body);
    }
}
