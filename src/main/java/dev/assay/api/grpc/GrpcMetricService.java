package dev.assay.api.grpc;

import dev.assay.api.Plugins;
import dev.assay.measure.Measurer;
import dev.assay.measure.Plan;
import dev.assay.measure.Planner;
import dev.assay.measure.PluginCallRequest;
import dev.assay.measure.PluginCalls;
import dev.assay.metric.Measurement;
import dev.assay.metric.MetricProvider;
import dev.assay.proto.v1.GarbageCollectRequest;
import dev.assay.proto.v1.GarbageCollectResponse;
import dev.assay.proto.v1.GetMetadataRequest;
import dev.assay.proto.v1.GetMetadataResponse;
import dev.assay.proto.v1.GetPluginRequest;
import dev.assay.proto.v1.ListPluginsRequest;
import dev.assay.proto.v1.ListPluginsResponse;
import dev.assay.proto.v1.MeasureRequest;
import dev.assay.proto.v1.MeasureResponse;
import dev.assay.proto.v1.MeasurementRequest;
import dev.assay.proto.v1.MetricService;
import dev.assay.proto.v1.PluginStatus;
import dev.assay.proto.v1.RunRequest;
import dev.assay.proto.v1.TypeRequest;
import dev.assay.proto.v1.TypeResponse;
import dev.assay.settings.AssaySettings;
import dev.assay.wire.grpc.MeasurementProto;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.function.Supplier;

/** The HTTP endpoints' twin over gRPC: the same verbs, the same sentences. */
@GrpcService
final class GrpcMetricService implements MetricService {
    /** Characters of a manifest; what is larger is read on a worker thread, as over HTTP. */
    private static final int LARGE = 64 * 1024;

    private final Plugins plugins;
    private final Planner planner;
    private final Measurer measurer;
    private final GrpcErrors errors;
    private final Duration maxWait;

    GrpcMetricService(Plugins plugins, Planner planner, Measurer measurer, GrpcErrors errors, AssaySettings settings) {
        this.plugins = plugins;
        this.planner = planner;
        this.measurer = measurer;
        this.errors = errors;
        this.maxWait = settings.measure().maxWait();
    }

    @Override
    public Multi<MeasureResponse> measure(MeasureRequest request) {
        Uni<Plan> plan = Uni.createFrom()
                .deferred(() -> planner.plan(
                        ProtoReader.manifest(request),
                        ProtoReader.arguments(request),
                        ProtoReader.waiting(request, maxWait)));
        boolean large = request.getManifest().length() > LARGE;
        return (large ? plan.runSubscriptionOn(Infrastructure.getDefaultWorkerPool()) : plan)
                .onItem()
                .transformToMulti(measurer::events)
                .map(ProtoWriter::event)
                .onFailure()
                .transform(errors::status);
    }

    @Override
    public Uni<dev.assay.proto.plugin.v1.Measurement> run(RunRequest request) {
        return call(
                request.getPlugin(),
                request.getSerializedSize(),
                () -> ProtoReader.verb(request.getAnalysisRun(), request.getMetric(), Measurement.EMPTY, 0),
                (provider, verb) ->
                        provider.run(verb.analysisRun(), verb.metric()).map(MeasurementProto::toProto));
    }

    @Override
    public Uni<dev.assay.proto.plugin.v1.Measurement> resume(MeasurementRequest request) {
        return call(
                request.getPlugin(),
                request.getSerializedSize(),
                () -> verb(request),
                (provider, verb) -> provider.resume(verb.analysisRun(), verb.metric(), verb.measurement())
                        .map(MeasurementProto::toProto));
    }

    @Override
    public Uni<dev.assay.proto.plugin.v1.Measurement> terminate(MeasurementRequest request) {
        return call(
                request.getPlugin(),
                request.getSerializedSize(),
                () -> verb(request),
                (provider, verb) -> provider.terminate(verb.analysisRun(), verb.metric(), verb.measurement())
                        .map(MeasurementProto::toProto));
    }

    @Override
    public Uni<GarbageCollectResponse> garbageCollect(GarbageCollectRequest request) {
        return call(
                request.getPlugin(),
                request.getSerializedSize(),
                () -> ProtoReader.verb(
                        request.getAnalysisRun(), request.getMetric(), Measurement.EMPTY, request.getLimit()),
                (provider, verb) -> PluginCalls.garbageCollect(provider, verb)
                        .map(error -> GarbageCollectResponse.newBuilder()
                                .setError(error)
                                .build()));
    }

    @Override
    public Uni<GetMetadataResponse> getMetadata(GetMetadataRequest request) {
        return call(
                request.getPlugin(),
                request.getSerializedSize(),
                () -> ProtoReader.verb("", request.getMetric(), Measurement.EMPTY, 0),
                (provider, verb) -> provider.metadata(verb.metric()).map(metadata -> GetMetadataResponse.newBuilder()
                        .putAllMetadata(metadata)
                        .build()));
    }

    @Override
    public Uni<TypeResponse> type(TypeRequest request) {
        return answer(() -> plugins.provider(request.getPlugin())
                .type()
                .map(type -> TypeResponse.newBuilder().setType(type).build()));
    }

    @Override
    public Uni<ListPluginsResponse> listPlugins(ListPluginsRequest request) {
        return answer(() -> {
            ListPluginsResponse.Builder response = ListPluginsResponse.newBuilder();
            plugins.all().forEach(plugin -> response.addPlugins(ProtoWriter.plugin(plugin)));
            plugins.configurationFault().map(ProtoWriter::fault).ifPresent(response::setConfigurationFault);
            return Uni.createFrom().item(response.build());
        });
    }

    @Override
    public Uni<PluginStatus> getPlugin(GetPluginRequest request) {
        return answer(() -> Uni.createFrom().item(ProtoWriter.plugin(plugins.status(request.getPlugin()))));
    }

    private <T> Uni<T> call(String plugin, int size, Supplier<PluginCallRequest> request, Call<T> call) {
        Uni<T> answer = answer(() -> call.on(plugins.provider(plugin), request.get()));
        return size > LARGE ? answer.runSubscriptionOn(Infrastructure.getDefaultWorkerPool()) : answer;
    }

    private <T> Uni<T> answer(Supplier<Uni<T>> answer) {
        return Uni.createFrom().<T>deferred(answer::get).onFailure().transform(errors::status);
    }

    private static PluginCallRequest verb(MeasurementRequest request) {
        return ProtoReader.verb(
                request.getAnalysisRun(), request.getMetric(), ProtoReader.measurement(request.getMeasurement()), 0);
    }

    private interface Call<T> {
        Uni<T> on(MetricProvider provider, PluginCallRequest request);
    }
}
