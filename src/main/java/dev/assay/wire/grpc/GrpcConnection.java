package dev.assay.wire.grpc;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.ProviderException;
import dev.assay.proto.goplugin.Empty;
import dev.assay.proto.goplugin.GRPCControllerGrpc;
import dev.assay.proto.plugin.v1.GarbageCollectRequest;
import dev.assay.proto.plugin.v1.GarbageCollectResponse;
import dev.assay.proto.plugin.v1.GetMetadataRequest;
import dev.assay.proto.plugin.v1.GetMetadataResponse;
import dev.assay.proto.plugin.v1.InitRequest;
import dev.assay.proto.plugin.v1.InitResponse;
import dev.assay.proto.plugin.v1.MeasurementRequest;
import dev.assay.proto.plugin.v1.MetricProviderGrpc;
import dev.assay.proto.plugin.v1.RunRequest;
import dev.assay.proto.plugin.v1.TypeRequest;
import dev.assay.proto.plugin.v1.TypeResponse;
import dev.assay.wire.Addresses;
import dev.assay.wire.PluginConnection;
import dev.assay.wire.PluginLog;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.smallrye.mutiny.Uni;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A channel to one plugin process, and the seven verbs over it. */
final class GrpcConnection implements PluginConnection {
    /** The name under which go-plugin checks a plugin's health ({@code grpc_server.go}, {@code GRPCServiceName}). */
    static final String HEALTH_SERVICE = "plugin";

    private final ManagedChannel channel;
    private final CallErrors errors;
    private final ConnectionLoss loss;

    /** Starts connecting at once. */
    GrpcConnection(ManagedChannel channel, SocketAddress address) {
        String text = Addresses.text(address);
        this.channel = channel;
        this.loss = new ConnectionLoss(channel, text);
        this.errors = new CallErrors(text, loss::isLost);
        loss.watch();
    }

    @Override
    public Uni<Void> initialize() {
        return call("Init", MetricProviderGrpc.getInitMethod(), InitRequest.getDefaultInstance())
                .map(InitResponse::getError)
                .chain(GrpcConnection::failIfError);
    }

    @Override
    public Uni<Measurement> run(AnalysisRun analysisRun, Metric metric) {
        return Uni.createFrom().deferred(() -> {
            RunRequest request = RunRequest.newBuilder()
                    .setAnalysisRun(analysisRun.text())
                    .setMetric(metric.text())
                    .setConfig(Messages.config(metric))
                    .build();
            return call("Run", MetricProviderGrpc.getRunMethod(), request).map(Messages::measurement);
        });
    }

    @Override
    public Uni<Measurement> resume(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return Uni.createFrom().deferred(() -> call(
                        "Resume", MetricProviderGrpc.getResumeMethod(), request(analysisRun, metric, measurement))
                .map(Messages::measurement));
    }

    @Override
    public Uni<Measurement> terminate(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return Uni.createFrom().deferred(() -> call(
                        "Terminate", MetricProviderGrpc.getTerminateMethod(), request(analysisRun, metric, measurement))
                .map(Messages::measurement));
    }

    @Override
    public Uni<Void> garbageCollect(AnalysisRun analysisRun, Metric metric, int limit) {
        return Uni.createFrom().deferred(() -> {
            GarbageCollectRequest request = GarbageCollectRequest.newBuilder()
                    .setAnalysisRun(analysisRun.text())
                    .setMetric(metric.text())
                    .setConfig(Messages.config(metric))
                    .setLimit(limit)
                    .build();
            return call("GarbageCollect", MetricProviderGrpc.getGarbageCollectMethod(), request)
                    .map(GarbageCollectResponse::getError)
                    .chain(GrpcConnection::failIfError);
        });
    }

    @Override
    public Uni<String> type() {
        return call("Type", MetricProviderGrpc.getTypeMethod(), TypeRequest.getDefaultInstance())
                .map(TypeResponse::getType);
    }

    @Override
    public Uni<Map<String, String>> metadata(Metric metric) {
        return Uni.createFrom().deferred(() -> {
            GetMetadataRequest request = GetMetadataRequest.newBuilder()
                    .setMetric(metric.text())
                    .setConfig(Messages.config(metric))
                    .build();
            return call("GetMetadata", MetricProviderGrpc.getGetMetadataMethod(), request)
                    .map(GetMetadataResponse::getMetadataMap);
        });
    }

    @Override
    public Uni<Void> ping() {
        return check(CallOptions.DEFAULT, "");
    }

    /** A health check that connects first, and fails when there is no answer in time. */
    Uni<Void> checkWithin(Duration timeout) {
        return Uni.createFrom()
                .deferred(() -> check(
                        CallOptions.DEFAULT.withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS),
                        " within " + timeout.toString().substring(2).toLowerCase(java.util.Locale.ROOT)));
    }

    @Override
    public Uni<Void> quit() {
        return UnaryCall.of(
                        channel,
                        GRPCControllerGrpc.getShutdownMethod(),
                        CallOptions.DEFAULT,
                        Empty.getDefaultInstance())
                .replaceWithVoid()
                .onFailure(GrpcConnection::isAgreement)
                .recoverWithNull()
                .onFailure()
                .transform(e -> errors.ofVerb(
                        "Shutdown", GRPCControllerGrpc.getShutdownMethod().getFullMethodName(), e));
    }

    @Override
    public CompletionStage<String> closed() {
        return loss.closed();
    }

    @Override
    public void close() {
        loss.closedBy("Assay closed the connection");
        channel.shutdownNow();
    }

    /** Reads the plugin's output until the connection ends. To be called once: go-plugin hands it out once. */
    void followOutput(PluginLog log, Executor worker) {
        PluginOutputReader.start(channel, log, worker);
    }

    private <I, O> Uni<O> call(String verb, MethodDescriptor<I, O> method, I request) {
        return UnaryCall.of(channel, method, CallOptions.DEFAULT, request)
                .onFailure()
                .transform(e -> errors.ofVerb(verb, method.getFullMethodName(), e));
    }

    private Uni<Void> check(CallOptions options, String waited) {
        HealthCheckRequest request =
                HealthCheckRequest.newBuilder().setService(HEALTH_SERVICE).build();
        return UnaryCall.of(channel, HealthGrpc.getCheckMethod(), options, request)
                .invoke(answer -> {
                    if (answer.getStatus() != ServingStatus.SERVING) {
                        throw errors.notServing(answer.getStatus().name());
                    }
                })
                .replaceWithVoid()
                .onFailure()
                .transform(e -> errors.ofHealthCheck(e, waited));
    }

    private static MeasurementRequest request(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return MeasurementRequest.newBuilder()
                .setAnalysisRun(analysisRun.text())
                .setMetric(metric.text())
                .setConfig(Messages.config(metric))
                .setMeasurement(Messages.message(measurement))
                .build();
    }

    private static Uni<Void> failIfError(String error) {
        return error.isEmpty() ? Uni.createFrom().voidItem() : Uni.createFrom().failure(new ProviderException(error));
    }

    private static boolean isAgreement(Throwable failure) {
        return failure instanceof StatusRuntimeException e
                && (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED
                        || e.getStatus().getCode() == Status.Code.UNAVAILABLE
                        || e.getStatus().getCode() == Status.Code.CANCELLED);
    }
}
