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
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * A provider as Argo's RPC client presents it ({@code metricproviders/plugin/rpc/rpc.go} and {@code plugin.go}): where
 * an answer has a place for an error, the failure of a call is put there, and each error gets Argo's prefix.
 */
public final class ArgoClient implements MetricProvider {
    private static final Logger LOG = Logger.getLogger(ArgoClient.class);

    private final MetricProvider provider;
    private final InstantSource clock;

    public ArgoClient(MetricProvider provider, InstantSource clock) {
        this.provider = provider;
        this.clock = clock;
    }

    @Override
    public Uni<Void> initialize() {
        return provider.initialize().onFailure().transform(f -> new ProviderException(reason(f, "InitPlugin")));
    }

    @Override
    public Uni<Measurement> run(AnalysisRun analysisRun, Metric metric) {
        return measurement(provider.run(analysisRun, metric), "Run", "run");
    }

    @Override
    public Uni<Measurement> resume(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return measurement(provider.resume(analysisRun, metric, measurement), "Resume", "resume");
    }

    @Override
    public Uni<Measurement> terminate(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return measurement(provider.terminate(analysisRun, metric, measurement), "Terminate", "terminate");
    }

    @Override
    public Uni<Void> garbageCollect(AnalysisRun analysisRun, Metric metric, int limit) {
        return provider.garbageCollect(analysisRun, metric, limit)
                .onFailure()
                .transform(f ->
                        new ProviderException("failed to garbage collect via plugin: " + reason(f, "GarbageCollect")));
    }

    @Override
    public Uni<String> type() {
        return provider.type().onFailure().recoverWithItem(f -> reason(f, "Type"));
    }

    @Override
    public Uni<Map<String, String>> metadata(Metric metric) {
        return provider.metadata(metric)
                .map(ArgoClient::prefixError)
                .onFailure()
                .recoverWithItem(f -> Map.of("error", reason(f, "GetMetadata")));
    }

    private Uni<Measurement> measurement(Uni<Measurement> answer, String method, String verb) {
        Function<Measurement, Measurement> prefixed =
                measurement -> measurement.phase().equals(Phase.ERROR)
                        ? measurement.withMessage("failed to " + verb + " via plugin: " + measurement.message())
                        : measurement;
        return answer.map(prefixed)
                .onFailure()
                .recoverWithItem(f -> Measurement.error(reason(f, method), null, clock.instant()));
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

    private static String reason(Throwable failure, String method) {
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
