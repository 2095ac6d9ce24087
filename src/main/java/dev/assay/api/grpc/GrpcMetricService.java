package dev.assay.api.grpc;

import com.google.protobuf.MessageLite;
import dev.assay.api.access.Access;
import dev.assay.api.access.Right;
import dev.assay.api.admission.ParserThreads;
import dev.assay.host.PluginHost;
import dev.assay.host.PluginsView;
import dev.assay.measure.FieldValidation;
import dev.assay.measure.Measurer;
import dev.assay.measure.Plan;
import dev.assay.measure.Planner;
import dev.assay.measure.PluginLookup;
import dev.assay.measure.RunLimits;
import dev.assay.metric.Caller;
import dev.assay.metric.Metric;
import dev.assay.metric.MetricProvider;
import dev.assay.metric.ProviderException;
import dev.assay.proto.v1.GarbageCollectRequest;
import dev.assay.proto.v1.GarbageCollectResponse;
import dev.assay.proto.v1.GetMetadataRequest;
import dev.assay.proto.v1.GetMetadataResponse;
import dev.assay.proto.v1.GetPluginHistoryRequest;
import dev.assay.proto.v1.GetPluginHistoryResponse;
import dev.assay.proto.v1.GetPluginLogsRequest;
import dev.assay.proto.v1.GetPluginRequest;
import dev.assay.proto.v1.ListPluginsRequest;
import dev.assay.proto.v1.ListPluginsResponse;
import dev.assay.proto.v1.MeasureRequest;
import dev.assay.proto.v1.MeasureResponse;
import dev.assay.proto.v1.MeasurementRequest;
import dev.assay.proto.v1.MetricService;
import dev.assay.proto.v1.PluginLogLine;
import dev.assay.proto.v1.PluginStatus;
import dev.assay.proto.v1.RunRequest;
import dev.assay.proto.v1.TypeRequest;
import dev.assay.proto.v1.TypeResponse;
import dev.assay.proto.v1.WatchPluginsRequest;
import dev.assay.proto.v1.WatchPluginsResponse;
import dev.assay.wire.grpc.MeasurementProto;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The service over gRPC: the same verbs as over HTTP, and the same sentences. */
@GrpcService
final class GrpcMetricService implements MetricService {
    private final PluginHost host;
    private final PluginLookup plugins;
    private final Planner planner;
    private final Measurer measurer;
    private final RunLimits limits;
    private final GrpcCallers callers;
    private final ParserThreads threads;
    private final Access access;
    private final GrpcPlans plans;
    private final GrpcStreams streams;

    GrpcMetricService(
            PluginHost host,
            PluginLookup plugins,
            Planner planner,
            Measurer measurer,
            RunLimits limits,
            GrpcCallers callers,
            ParserThreads threads,
            Access access,
            GrpcPlans plans,
            GrpcStreams streams) {
        this.host = host;
        this.plugins = plugins;
        this.planner = planner;
        this.measurer = measurer;
        this.limits = limits;
        this.callers = callers;
        this.threads = threads;
        this.access = access;
        this.plans = plans;
        this.streams = streams;
    }

    @Override
    public Multi<MeasureResponse> measure(MeasureRequest request) {
        Caller caller = callers.present();
        CallMemory memory = CallMemory.current(limits);
        Uni<Plan> plan = plans.plan(
                Right.toMeasure(),
                request,
                request.getManifest(),
                memory,
                () -> planner.plan(
                        ProtoReader.manifest(request.getManifest()),
                        request.getArgumentsMap(),
                        ProtoReader.waitLimit(request, limits),
                        FieldValidation.STRICT));
        return plan.onItem()
                .transformToMulti(run -> measurer.events(run, caller))
                .map(ProtoWriter::event)
                .invoke(memory::answer)
                .onFailure()
                .transform(GrpcErrors::status);
    }

    @Override
    public Uni<dev.assay.proto.plugin.v1.Measurement> run(RunRequest request) {
        return call(request.getPlugin(), "run", request.getRaw(), request, plugin -> plugin.run(
                        ProtoReader.analysisRun(request.getAnalysisRun()),
                        metric(request.getPlugin(), request.getRaw(), request.getMetric()))
                .map(MeasurementProto::toProto));
    }

    @Override
    public Uni<dev.assay.proto.plugin.v1.Measurement> resume(MeasurementRequest request) {
        return call(request.getPlugin(), "resume", request.getRaw(), request, plugin -> plugin.resume(
                        ProtoReader.analysisRun(request.getAnalysisRun()),
                        metric(request.getPlugin(), request.getRaw(), request.getMetric()),
                        ProtoReader.measurement(request.getMeasurement()))
                .map(MeasurementProto::toProto));
    }

    @Override
    public Uni<dev.assay.proto.plugin.v1.Measurement> terminate(MeasurementRequest request) {
        return call(request.getPlugin(), "terminate", request.getRaw(), request, plugin -> plugin.terminate(
                        ProtoReader.analysisRun(request.getAnalysisRun()),
                        metric(request.getPlugin(), request.getRaw(), request.getMetric()),
                        ProtoReader.measurement(request.getMeasurement()))
                .map(MeasurementProto::toProto));
    }

    @Override
    public Uni<GarbageCollectResponse> garbageCollect(GarbageCollectRequest request) {
        return call(request.getPlugin(), "garbage-collect", request.getRaw(), request, plugin -> plugin.garbageCollect(
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
        return call(request.getPlugin(), "metadata", request.getRaw(), request, plugin -> plugin.metadata(
                        ProtoReader.metric(request.getMetric()))
                .map(metadata -> GetMetadataResponse.newBuilder()
                        .putAllMetadata(metadata)
                        .build()));
    }

    @Override
    public Uni<TypeResponse> type(TypeRequest request) {
        return call(request.getPlugin(), "type", request.getRaw(), request, plugin -> plugin.type()
                .map(type -> TypeResponse.newBuilder().setType(type).build()));
    }

    @Override
    public Uni<ListPluginsResponse> listPlugins(ListPluginsRequest request) {
        return permitted(
                Right.toList(),
                Uni.createFrom()
                        .item(() -> ProtoWriter.plugins(new PluginsView(host.plugins(), host.configurationFault())))
                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()));
    }

    @Override
    public Uni<PluginStatus> getPlugin(GetPluginRequest request) {
        return permitted(
                Right.toSee(request.getPlugin()),
                Uni.createFrom().item(() -> ProtoWriter.plugin(plugins.status(request.getPlugin()))));
    }

    @Override
    public Multi<WatchPluginsResponse> watchPlugins(WatchPluginsRequest request) {
        return streams.of(Right.toList(), Multi.createFrom().deferred(() -> {
            AtomicReference<@Nullable PluginsView> former = new AtomicReference<>();
            return host.views()
                    .emitOn(Infrastructure.getDefaultWorkerPool(), 1)
                    .onItem()
                    .transformToMultiAndConcatenate(view -> {
                        PluginsView before = former.getAndSet(view);
                        return before == null
                                ? Multi.createFrom().item(() -> WatchPluginsResponse.newBuilder()
                                        .setPlugins(ProtoWriter.plugins(view))
                                        .build())
                                : Multi.createFrom()
                                        .iterable(view.since(before))
                                        .map(ProtoWriter::change);
                    });
        }));
    }

    @Override
    public Multi<PluginLogLine> getPluginLogs(GetPluginLogsRequest request) {
        return streams.of(
                Right.toSeeLogs(request.getPlugin()),
                Multi.createFrom().deferred(() -> plugins.logs(request.getPlugin(), ProtoReader.logQuery(request))
                        .map(ProtoWriter::line)));
    }

    @Override
    public Uni<GetPluginHistoryResponse> getPluginHistory(GetPluginHistoryRequest request) {
        return permitted(
                Right.toSeeHistory(request.getPlugin()),
                Uni.createFrom().item(() -> ProtoWriter.history(plugins.history(request.getPlugin()))));
    }

    /** The metric of a verb that works on one; a raw request may have any. */
    private static Metric metric(String plugin, boolean raw, String text) {
        Metric metric = ProtoReader.metric(text);
        if (!raw) {
            PluginLookup.requireMetric(plugin, metric);
        }
        return metric;
    }

    /** @param verb as HTTP names it, for the right to it is the same */
    private <T extends MessageLite> Uni<T> call(
            String plugin, String verb, boolean raw, MessageLite request, Function<MetricProvider, Uni<T>> call) {
        Caller caller = callers.present();
        CallMemory memory = CallMemory.current(limits);
        Uni<T> work = Uni.createFrom().deferred(() -> {
            memory.request(request, false);
            MetricProvider provider = raw ? plugins.rawProvider(plugin, caller) : plugins.provider(plugin, caller);
            return call.apply(provider).invoke(memory::answer);
        });
        return permitted(
                Right.toCall(plugin, verb),
                work.runSubscriptionOn(task -> threads.execute(request.getSerializedSize(), task)));
    }

    private <T> Uni<T> permitted(Right right, Uni<T> work) {
        return access.permitted(callers.principal(), right, work).onFailure().transform(GrpcErrors::status);
    }
}
