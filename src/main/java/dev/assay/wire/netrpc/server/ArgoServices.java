package dev.assay.wire.netrpc.server;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.MetricProvider;
import dev.assay.wire.ProviderAnswers;
import dev.assay.wire.gob.GobValue;
import dev.assay.wire.netrpc.ArgoReplies;
import dev.assay.wire.netrpc.ArgoTypes;
import dev.assay.wire.netrpc.GobBody;
import dev.assay.wire.netrpc.NetRpcValues;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Argo's service {@code Plugin}: the seven verbs of a provider (argo-rollouts {@code metricproviders/plugin/rpc/rpc.go}). */
final class ArgoServices implements RpcServices {
    /** The name under which a host asks for it. */
    static final String DISPENSED = "RpcMetricProviderPlugin";

    private final ArgoTypes types;
    private final ArgoReplies replies;
    private final ProviderAnswers answers;
    private final Map<String, RpcMethod> methods = Map.of(
            "Plugin.InitPlugin", unused -> initialize(),
            "Plugin.Run", this::run,
            "Plugin.Resume", this::resume,
            "Plugin.Terminate", this::terminate,
            "Plugin.GarbageCollect", this::garbageCollect,
            "Plugin.Type", unused -> type(),
            "Plugin.GetMetadata", this::metadata);

    ArgoServices(Served served) {
        this.types = served.types();
        this.replies = served.replies();
        this.answers = served.answers();
    }

    @Override
    public Map<String, RpcMethod> methods() {
        return methods;
    }

    private Uni<GobBody> initialize() {
        return answers.error(MetricProvider::initialize).map(replies::error);
    }

    private Uni<GobBody> run(GobValue argument) {
        Map<String, GobValue> fields = fields(argument, "RunArgs");
        AnalysisRun analysisRun = analysisRun(fields);
        Metric metric = metric(fields);
        return answers.measurement(provider -> provider.run(analysisRun, metric))
                .map(replies::measurement);
    }

    private Uni<GobBody> resume(GobValue argument) {
        return goOn(argument, MetricProvider::resume);
    }

    private Uni<GobBody> terminate(GobValue argument) {
        return goOn(argument, MetricProvider::terminate);
    }

    /** A verb on a measurement that is not finished. */
    private interface Verb {
        Uni<Measurement> call(MetricProvider provider, AnalysisRun analysisRun, Metric metric, Measurement measurement);
    }

    private Uni<GobBody> goOn(GobValue argument, Verb verb) {
        Map<String, GobValue> fields = fields(argument, "TerminateAndResumeArgs");
        AnalysisRun analysisRun = analysisRun(fields);
        Metric metric = metric(fields);
        Measurement measurement = measurement(fields);
        return answers.measurement(provider -> verb.call(provider, analysisRun, metric, measurement))
                .map(replies::measurement);
    }

    private Uni<GobBody> garbageCollect(GobValue argument) {
        Map<String, GobValue> fields = fields(argument, "GarbageCollectArgs");
        AnalysisRun analysisRun = analysisRun(fields);
        Metric metric = metric(fields);
        int limit = NetRpcValues.limit(fields.get("Limit"));
        return answers.error(provider -> provider.garbageCollect(analysisRun, metric, limit))
                .map(replies::error);
    }

    private Uni<GobBody> type() {
        return answers.type().map(replies::text);
    }

    private Uni<GobBody> metadata(GobValue argument) {
        Metric metric = metric(fields(argument, "GetMetadataArgs"));
        return answers.metadata(provider -> provider.metadata(metric)).map(replies::texts);
    }

    private AnalysisRun analysisRun(Map<String, GobValue> fields) {
        return types.analysisRun(fields.get("AnalysisRun"));
    }

    private Metric metric(Map<String, GobValue> fields) {
        return types.metric(fields.get("Metric"));
    }

    private Measurement measurement(Map<String, GobValue> fields) {
        @Nullable GobValue measurement = fields.get("Measurement");
        return measurement == null ? Measurement.EMPTY : types.measurement(measurement);
    }

    /** The fields of an argument in an interface, which must be registered under this name. */
    private static Map<String, GobValue> fields(GobValue argument, String name) {
        if (argument instanceof GobValue.Dynamic dynamic
                && dynamic.registeredName().equals(name)
                && dynamic.value() instanceof GobValue.Struct struct) {
            return struct.fields();
        }
        throw new RpcFailure("invalid args: " + NetRpcValues.kind(argument) + " instead of an interface with " + name);
    }
}
