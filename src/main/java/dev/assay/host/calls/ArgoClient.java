package dev.assay.host.calls;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.CallException;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.MetricProvider;
import dev.assay.metric.Phase;
import dev.assay.metric.ProviderException;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * A plugin as Argo's RPC client presents it ({@code metricproviders/plugin/rpc/rpc.go} and {@code plugin.go}). Where an
 * answer has a place for an error, the failure of a call is put there. Each error gets Argo's prefix. Thread-safe.
 */
public final class ArgoClient implements MetricProvider {
    private static final Logger LOG = Logger.getLogger(ArgoClient.class);

    private final MetricProvider plugin;
    private final InstantSource clock;

    /** @param plugin fails with {@link CallException} where it gives no answer */
    public ArgoClient(MetricProvider plugin, InstantSource clock) {
        this.plugin = plugin;
        this.clock = clock;
    }

    @Override
    public Uni<Void> initialize() {
        return plugin.initialize().onFailure().transform(f -> new ProviderException(message("InitPlugin", f)));
    }

    @Override
    public Uni<Measurement> run(AnalysisRun analysisRun, Metric metric) {
        return asArgo("Run", "run", plugin.run(analysisRun, metric));
    }

    @Override
    public Uni<Measurement> resume(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return asArgo("Resume", "resume", plugin.resume(analysisRun, metric, measurement));
    }

    @Override
    public Uni<Measurement> terminate(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return asArgo("Terminate", "terminate", plugin.terminate(analysisRun, metric, measurement));
    }

    @Override
    public Uni<Void> garbageCollect(AnalysisRun analysisRun, Metric metric, int limit) {
        return plugin.garbageCollect(analysisRun, metric, limit)
                .onFailure()
                .transform(f ->
                        new ProviderException("failed to garbage collect via plugin: " + message("GarbageCollect", f)));
    }

    @Override
    public Uni<String> type() {
        return plugin.type().onFailure().recoverWithItem(f -> message("Type", f));
    }

    @Override
    public Uni<Map<String, String>> metadata(Metric metric) {
        return plugin.metadata(metric)
                .map(ArgoClient::prefixError)
                .onFailure()
                .recoverWithItem(f -> Map.of("error", message("GetMetadata", f)));
    }

    /**
     * @param method of Argo's RPC client
     * @param verb in Argo's prefix of an error that the plugin reports
     */
    private Uni<Measurement> asArgo(String method, String verb, Uni<Measurement> call) {
        return call.map(measurement -> measurement.phase().equals(Phase.ERROR)
                        ? measurement.withMessage("failed to " + verb + " via plugin: " + measurement.message())
                        : measurement)
                .onFailure()
                .recoverWithItem(f -> Measurement.error(message(method, f), null, clock.instant()));
    }

    private static Map<String, String> prefixError(Map<String, String> metadata) {
        String error = metadata.getOrDefault("error", "");
        if (error.isEmpty()) {
            return metadata;
        }
        Map<String, String> prefixed = new HashMap<>(metadata);
        prefixed.put("error", "failed to get metadata via plugin: " + error);
        return prefixed;
    }

    private static String message(String method, Throwable failure) {
        if (failure instanceof ProviderException) {
            return String.valueOf(failure.getMessage());
        }
        if (!(failure instanceof CallException)) {
            LOG.errorf(failure, "A call of %s failed in a way that Assay did not foresee", method);
            return method + " rpc call error: Assay failed (" + failure + "); this is a bug in Assay, please report it";
        }
        return method + " rpc call error: " + failure.getMessage();
    }
}
