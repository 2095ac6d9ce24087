package dev.assay.api.grpc;

import dev.assay.host.PluginHost;
import dev.assay.measure.Measurer;
import dev.assay.measure.Plan;
import dev.assay.measure.Planner;
import dev.assay.measure.PluginLookup;
import dev.assay.measure.RunLimits;
import dev.assay.metric.Caller;
import dev.assay.metric.MetricProvider;
import dev.assay.metric.ProviderException;
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
import dev.assay.wire.grpc.MeasurementProto;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.function.Function;
import java.util.function.Supplier;

/** The service over gRPC: the same verbs as over HTTP, and the same sentences. */
@GrpcService
final class GrpcMetricService implements MetricService {
    /** Characters of a manifest; a larger one is read on a worker thread, as over HTTP. */
    private static final int LARGE = 64 * 1024;

    private final PluginHost host;
    private final PluginLookup plugins;
    private final Planner planner;
    private final Measurer measurer;
    private final RunLimits limits;
    private final GrpcCallers callers;

    GrpcMetricService(
            PluginHost host,
            PluginLookup plugins,
            Planner planner,
            Measurer measurer,
            RunLimits limits,
            GrpcCallers callers) {
        this.host = host;
        this.plugins = plugins;
        this.planner = planner;
        this.measurer = measurer;
        this.limits = limits;
        this.callers = callers;
    }

    @Override
    public Multi<MeasureResponse> measure(MeasureRequest request) {
        Caller caller = callers.present();
        Uni<Plan> plan = Uni.createFrom()
                .deferred(() -> planner.plan(
                        ProtoReader.manifest(request),
                        request.getArgumentsMap(),
                        ProtoReader.waitLimit(request, limits)));
        boolean large = request.getManifest().length() > LARGE;
        return (large ? plan.runSubscriptionOn(Infrastructure.getDefaultWorkerPool()) : plan)
                .onItem()
                .transformToMulti(planned -> measurer.events(planned, caller))
                .map(ProtoWriter::event)
                .onFailure()
                .transform(GrpcErrors::status);
    }

    @Override
    public Uni<dev.assay.proto.plugin.v1.Measurement> run(RunRequest request) {
        return call(request.getPlugin(), request.getSerializedSize(), plugin -> plugin.run(
                        ProtoReader.analysisRun(request.getAnalysisRun()), ProtoReader.metric(request.getMetric()))
                .map(MeasurementProto::toProto));
    }

    @Override
    public Uni<dev.assay.proto.plugin.v1.Measurement> resume(MeasurementRequest request) {
        return call(request.getPlugin(), request.getSerializedSize(), plugin -> plugin.resume(
                        ProtoReader.analysisRun(request.getAnalysisRun()),
                        ProtoReader.metric(request.getMetric()),
                        ProtoReader.measurement(request.getMeasurement()))
                .map(MeasurementProto::toProto));
    }

    @Override
    public Uni<dev.assay.proto.plugin.v1.Measurement> terminate(MeasurementRequest request) {
        return call(request.getPlugin(), request.getSerializedSize(), plugin -> plugin.terminate(
                        ProtoReader.analysisRun(request.getAnalysisRun()),
                        ProtoReader.metric(request.getMetric()),
                        ProtoReader.measurement(request.getMeasurement()))
                .map(MeasurementProto::toProto));
    }

    @Override
    public Uni<GarbageCollectResponse> garbageCollect(GarbageCollectRequest request) {
        return call(request.getPlugin(), request.getSerializedSize(), plugin -> plugin.garbageCollect(
                        ProtoReader.analysisRun(request.getAnalysisRun()),
                        ProtoReader.metric(request.getMetric()),
                        request.getLimit())
                .map(done -> GarbageCollectResponse.getDefaultInstance())
                .onFailure(ProviderException.class)
                .recoverWithItem(failure -> GarbageCollectResponse.newBuilder()
                        .setError(String.valueOf(failure.getMessage()))
                        .build()));
    }

    @Override
    public Uni<GetMetadataResponse> getMetadata(GetMetadataRequest request) {
        return call(request.getPlugin(), request.getSerializedSize(), plugin -> plugin.metadata(
                        ProtoReader.metric(request.getMetric()))
                .map(metadata -> GetMetadataResponse.newBuilder()
                        .putAllMetadata(metadata)
                        .build()));
    }

    @Override
    public Uni<TypeResponse> type(TypeRequest request) {
        return call(request.getPlugin(), request.getSerializedSize(), plugin -> plugin.type()
                .map(type -> TypeResponse.newBuilder().setType(type).build()));
    }

    @Override
    public Uni<ListPluginsResponse> listPlugins(ListPluginsRequest request) {
        return answer(() -> {
            ListPluginsResponse.Builder response = ListPluginsResponse.newBuilder();
            host.plugins().forEach(plugin -> response.addPlugins(ProtoWriter.plugin(plugin)));
            host.configurationFault().map(ProtoWriter::fault).ifPresent(response::setConfigurationFault);
            return Uni.createFrom().item(response.build());
        });
    }

    @Override
    public Uni<PluginStatus> getPlugin(GetPluginRequest request) {
        return answer(() -> Uni.createFrom().item(ProtoWriter.plugin(plugins.status(request.getPlugin()))));
    }

    private <T> Uni<T> call(String plugin, int size, Function<MetricProvider, Uni<T>> call) {
        Caller caller = callers.present();
        Uni<T> answer = answer(() -> call.apply(plugins.provider(plugin, caller)));
        return size > LARGE ? answer.runSubscriptionOn(Infrastructure.getDefaultWorkerPool()) : answer;
    }

    private static <T> Uni<T> answer(Supplier<Uni<T>> answer) {
        return Uni.createFrom().<T>deferred(answer::get).onFailure().transform(GrpcErrors::status);
    }
}
