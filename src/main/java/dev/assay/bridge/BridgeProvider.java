package dev.assay.bridge;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.MetricProvider;
import dev.assay.metric.ProviderException;
import dev.assay.proto.v1.GarbageCollectRequest;
import dev.assay.proto.v1.GarbageCollectResponse;
import dev.assay.proto.v1.GetMetadataRequest;
import dev.assay.proto.v1.GetMetadataResponse;
import dev.assay.proto.v1.MeasurementRequest;
import dev.assay.proto.v1.MetricServiceGrpc;
import dev.assay.proto.v1.RunRequest;
import dev.assay.proto.v1.TypeRequest;
import dev.assay.proto.v1.TypeResponse;
import dev.assay.wire.grpc.MeasurementProto;
import io.grpc.MethodDescriptor;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plugin that Assay hosts, with its answers as they are: Argo's own client adds its prefixes to them. A call without an
 * answer fails with {@link dev.assay.metric.CallException}, and Argo makes an Error of it. Thread-safe.
 */
final class BridgeProvider implements MetricProvider {
    /** Argo asks for the type where it logs, and a log line must not wait. */
    private static final Duration TYPE_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration TYPE_WAIT = Duration.ofSeconds(1);

    private final String plugin;
    private final AssayClient assay;
    private volatile @Nullable String lastType;

    BridgeProvider(String plugin, AssayClient assay) {
        this.plugin = plugin;
        this.assay = assay;
    }

    /** Never fails, so that Argo keeps a bridge whose Assay is not there yet. */
    @Override
    public Uni<Void> initialize() {
        return assay.start();
    }

    @Override
    public Uni<Measurement> run(AnalysisRun analysisRun, Metric metric) {
        return assay.call("run a metric", MetricServiceGrpc.getRunMethod(), () -> RunRequest.newBuilder()
                        .setPlugin(plugin)
                        .setAnalysisRun(analysisRun.text())
                        .setMetric(metric.text())
                        .setRaw(true)
                        .build())
                .map(MeasurementProto::fromProto);
    }

    @Override
    public Uni<Measurement> resume(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return goOn("resume a measurement", MetricServiceGrpc.getResumeMethod(), analysisRun, metric, measurement);
    }

    @Override
    public Uni<Measurement> terminate(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return goOn(
                "terminate a measurement", MetricServiceGrpc.getTerminateMethod(), analysisRun, metric, measurement);
    }

    @Override
    public Uni<Void> garbageCollect(AnalysisRun analysisRun, Metric metric, int limit) {
        return assay.call(
                        "garbage-collect",
                        MetricServiceGrpc.getGarbageCollectMethod(),
                        () -> GarbageCollectRequest.newBuilder()
                                .setPlugin(plugin)
                                .setAnalysisRun(analysisRun.text())
                                .setMetric(metric.text())
                                .setLimit(limit)
                                .setRaw(true)
                                .build())
                .map(GarbageCollectResponse::getError)
                .chain(error -> error.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : Uni.createFrom().failure(new ProviderException(error)));
    }

    /** While Assay does not answer, the type that it told last. */
    @Override
    public Uni<String> type() {
        return assay.call(
                        "ask for the type",
                        MetricServiceGrpc.getTypeMethod(),
                        () -> TypeRequest.newBuilder()
                                .setPlugin(plugin)
                                .setRaw(true)
                                .build(),
                        TYPE_TIMEOUT,
                        TYPE_WAIT)
                .map(TypeResponse::getType)
                .invoke(type -> lastType = type)
                .onFailure()
                .recoverWithUni(failure -> {
                    String last = lastType;
                    return last == null
                            ? Uni.createFrom().failure(failure)
                            : Uni.createFrom().item(last);
                });
    }

    @Override
    public Uni<Map<String, String>> metadata(Metric metric) {
        return assay.call(
                        "ask for metadata",
                        MetricServiceGrpc.getGetMetadataMethod(),
                        () -> GetMetadataRequest.newBuilder()
                                .setPlugin(plugin)
                                .setMetric(metric.text())
                                .setRaw(true)
                                .build())
                .map(GetMetadataResponse::getMetadataMap);
    }

    private Uni<Measurement> goOn(
            String action,
            MethodDescriptor<MeasurementRequest, dev.assay.proto.plugin.v1.Measurement> method,
            AnalysisRun analysisRun,
            Metric metric,
            Measurement measurement) {
        return assay.call(action, method, () -> MeasurementRequest.newBuilder()
                        .setPlugin(plugin)
                        .setAnalysisRun(analysisRun.text())
                        .setMetric(metric.text())
                        .setMeasurement(MeasurementProto.toProto(measurement))
                        .setRaw(true)
                        .build())
                .map(MeasurementProto::fromProto);
    }
}
