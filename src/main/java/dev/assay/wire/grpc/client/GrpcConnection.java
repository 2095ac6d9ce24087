package dev.assay.wire.grpc.client;

import dev.assay.log.PluginLog;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.CallException;
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
import dev.assay.wire.grpc.MeasurementProto;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.CallOptions;
import io.grpc.Deadline;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.smallrye.mutiny.Uni;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A channel to one plugin process, and the seven verbs over it. */
public final class GrpcConnection implements PluginConnection {
    /** The name under which go-plugin checks a plugin's health ({@code grpc_server.go}, {@code GRPCServiceName}). */
    public static final String HEALTH_SERVICE = "plugin";

    /** Between two health checks of a plugin that does not serve yet. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final ManagedChannel channel;
    private final GrpcCallErrors errors;
    private final ConnectionLoss loss;
    private final AnswerCounter answers = new AnswerCounter();
    private final CallOptions counted = CallOptions.DEFAULT.withStreamTracerFactory(answers);

    /** Starts connecting at once. */
    GrpcConnection(ManagedChannel channel, SocketAddress address) {
        String text = Addresses.text(address);
        this.channel = channel;
        this.loss = new ConnectionLoss(channel, text);
        this.errors = new GrpcCallErrors(text, loss::isLost);
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
                    .setConfig(MeasurementProto.config(metric))
                    .build();
            return call("Run", MetricProviderGrpc.getRunMethod(), request).map(MeasurementProto::measurement);
        });
    }

    @Override
    public Uni<Measurement> resume(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return Uni.createFrom().deferred(() -> call(
                        "Resume", MetricProviderGrpc.getResumeMethod(), request(analysisRun, metric, measurement))
                .map(MeasurementProto::measurement));
    }

    @Override
    public Uni<Measurement> terminate(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return Uni.createFrom().deferred(() -> call(
                        "Terminate", MetricProviderGrpc.getTerminateMethod(), request(analysisRun, metric, measurement))
                .map(MeasurementProto::measurement));
    }

    @Override
    public Uni<Void> garbageCollect(AnalysisRun analysisRun, Metric metric, int limit) {
        return Uni.createFrom().deferred(() -> {
            GarbageCollectRequest request = GarbageCollectRequest.newBuilder()
                    .setAnalysisRun(analysisRun.text())
                    .setMetric(metric.text())
                    .setConfig(MeasurementProto.config(metric))
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
                    .setConfig(MeasurementProto.config(metric))
                    .build();
            return call("GetMetadata", MetricProviderGrpc.getGetMetadataMethod(), request)
                    .map(GetMetadataResponse::getMetadataMap);
        });
    }

    @Override
    public Uni<Void> ping() {
        return check(counted).onFailure().transform(e -> errors.ofHealthCheck(e, ""));
    }

    /**
     * A health check that connects first, and is made again while the plugin says that it does not serve yet: it may tell
     * its health after it printed its handshake. Fails when the plugin does not serve in time.
     *
     * @param timer for the pause between two checks
     */
    Uni<Void> checkWithin(Duration timeout, ScheduledExecutorService timer) {
        return Uni.createFrom().deferred(() -> {
            Deadline deadline = Deadline.after(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return check(counted.withDeadline(deadline))
                    .onFailure(GrpcConnection::maySoonServe)
                    .call(() -> Uni.createFrom()
                            .voidItem()
                            .onItem()
                            .delayIt()
                            .onExecutor(timer)
                            .by(PAUSE))
                    .onFailure()
                    .retry()
                    .until(e -> maySoonServe(e) && deadline.timeRemaining(TimeUnit.NANOSECONDS) > PAUSE.toNanos())
                    .onFailure()
                    .transform(e -> errors.ofHealthCheck(
                            e, " within " + timeout.toString().substring(2).toLowerCase(Locale.ROOT)));
        });
    }

    @Override
    public long answers() {
        return answers.count();
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
        GrpcOutputReader.start(channel, log, worker);
    }

    private <I, O> Uni<O> call(String verb, MethodDescriptor<I, O> method, I request) {
        return UnaryCall.of(channel, method, counted, request)
                .onFailure()
                .transform(e -> errors.ofVerb(verb, method.getFullMethodName(), e));
    }

    /** Fails with what gRPC or {@link GrpcCallErrors#notServing} say. */
    private Uni<Void> check(CallOptions options) {
        HealthCheckRequest request =
                HealthCheckRequest.newBuilder().setService(HEALTH_SERVICE).build();
        return UnaryCall.of(channel, HealthGrpc.getCheckMethod(), options, request)
                .invoke(answer -> {
                    if (answer.getStatus() != ServingStatus.SERVING) {
                        throw errors.notServing(answer.getStatus().name());
                    }
                })
                .replaceWithVoid();
    }

    /** The plugin knows of no such service, or not of its state, as yet. */
    private static boolean maySoonServe(Throwable failure) {
        return failure instanceof CallException
                || (failure instanceof StatusRuntimeException e && e.getStatus().getCode() == Status.Code.NOT_FOUND);
    }

    private static MeasurementRequest request(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return MeasurementRequest.newBuilder()
                .setAnalysisRun(analysisRun.text())
                .setMetric(metric.text())
                .setConfig(MeasurementProto.config(metric))
                .setMeasurement(MeasurementProto.message(measurement))
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
