package dev.assay.wire.grpc.client;

import dev.assay.log.PluginLog;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.ProviderException;
import dev.assay.proto.goplugin.Empty;
import dev.assay.proto.goplugin.GRPCControllerGrpc;
import dev.assay.proto.plugin.v1.GarbageCollectResponse;
import dev.assay.proto.plugin.v1.GetMetadataResponse;
import dev.assay.proto.plugin.v1.InitRequest;
import dev.assay.proto.plugin.v1.InitResponse;
import dev.assay.proto.plugin.v1.MetricProviderGrpc;
import dev.assay.proto.plugin.v1.TypeRequest;
import dev.assay.proto.plugin.v1.TypeResponse;
import dev.assay.wire.Addresses;
import dev.assay.wire.PluginConnection;
import dev.assay.wire.grpc.MeasurementProto;
import dev.assay.wire.grpc.UnaryCall;
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
import java.util.concurrent.ScheduledExecutorService;

/** A channel to one plugin process, and the seven verbs over it. */
final class GrpcConnection implements PluginConnection {
    private final ManagedChannel channel;
    private final GrpcCallErrors errors;
    private final ConnectionLoss loss;
    private final HealthCheck health;
    private final AnswerMeter answers;
    private final CallOptions counted;

    /**
     * Starts connecting at once.
     *
     * @param breach closes the connection when it is told of one
     * @param maxAnswerBytes of all answers that have begun and not ended
     */
    GrpcConnection(ManagedChannel channel, SocketAddress address, Breach breach, long maxAnswerBytes) {
        String text = Addresses.text(address);
        this.channel = channel;
        this.loss = new ConnectionLoss(channel, text);
        this.errors = new GrpcCallErrors(text, loss::isLost, breach);
        this.answers = new AnswerMeter(maxAnswerBytes, breach::by);
        this.counted = CallOptions.DEFAULT.withStreamTracerFactory(answers);
        this.health = new HealthCheck(channel, counted, errors);
        breach.told().thenAccept(this::end);
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
        return Uni.createFrom()
                .deferred(() -> call("Run", MetricProviderGrpc.getRunMethod(), GrpcRequests.run(analysisRun, metric))
                        .map(MeasurementProto::fromProto));
    }

    @Override
    public Uni<Measurement> resume(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return Uni.createFrom().deferred(() -> call(
                        "Resume",
                        MetricProviderGrpc.getResumeMethod(),
                        GrpcRequests.measurement(analysisRun, metric, measurement))
                .map(MeasurementProto::fromProto));
    }

    @Override
    public Uni<Measurement> terminate(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return Uni.createFrom().deferred(() -> call(
                        "Terminate",
                        MetricProviderGrpc.getTerminateMethod(),
                        GrpcRequests.measurement(analysisRun, metric, measurement))
                .map(MeasurementProto::fromProto));
    }

    @Override
    public Uni<Void> garbageCollect(AnalysisRun analysisRun, Metric metric, int limit) {
        return Uni.createFrom().deferred(() -> call(
                        "GarbageCollect",
                        MetricProviderGrpc.getGarbageCollectMethod(),
                        GrpcRequests.garbageCollect(analysisRun, metric, limit))
                .map(GarbageCollectResponse::getError)
                .chain(GrpcConnection::failIfError));
    }

    @Override
    public Uni<String> type() {
        return call("Type", MetricProviderGrpc.getTypeMethod(), TypeRequest.getDefaultInstance())
                .map(TypeResponse::getType);
    }

    @Override
    public Uni<Map<String, String>> metadata(Metric metric) {
        return Uni.createFrom().deferred(() -> call(
                        "GetMetadata", MetricProviderGrpc.getGetMetadataMethod(), GrpcRequests.metadata(metric))
                .map(GetMetadataResponse::getMetadataMap));
    }

    @Override
    public Uni<Void> ping() {
        return health.once();
    }

    /** @see HealthCheck#untilServing */
    Uni<Void> untilServing(Duration timeout, ScheduledExecutorService timer) {
        return health.untilServing(timeout, timer);
    }

    @Override
    public long answers() {
        return answers.count();
    }

    @Override
    public Uni<Void> quit() {
        MethodDescriptor<Empty, Empty> shutdown = GRPCControllerGrpc.getShutdownMethod();
        return UnaryCall.of(channel, shutdown, CallOptions.DEFAULT, Empty.getDefaultInstance())
                .replaceWithVoid()
                .onFailure(GrpcConnection::isAgreement)
                .recoverWithNull()
                .onFailure()
                .transform(e -> errors.ofVerb("Shutdown", shutdown.getFullMethodName(), e));
    }

    @Override
    public CompletionStage<String> closed() {
        return loss.closed();
    }

    @Override
    public void close() {
        end("Assay closed the connection");
    }

    private void end(String why) {
        loss.closedBy(why);
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

    private static Uni<Void> failIfError(String error) {
        return error.isEmpty() ? Uni.createFrom().voidItem() : Uni.createFrom().failure(new ProviderException(error));
    }

    /** The plugin has no such service, or ended before its answer was written. */
    private static boolean isAgreement(Throwable failure) {
        return failure instanceof StatusRuntimeException e
                && (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED
                        || e.getStatus().getCode() == Status.Code.UNAVAILABLE
                        || e.getStatus().getCode() == Status.Code.CANCELLED);
    }
}
