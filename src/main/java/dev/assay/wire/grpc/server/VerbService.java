package dev.assay.wire.grpc.server;

import dev.assay.metric.Measurement;
import dev.assay.metric.MetricProvider;
import dev.assay.metric.ProviderException;
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
import dev.assay.wire.grpc.MeasurementProto;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The seven verbs, answered by a provider. A failure of the provider is an answer: an Error measurement as
 * {@code MarkMeasurementError} in Argo's {@code utils/metric/metric.go} makes it, an error text, or the metadata key
 * {@code error}. The answer to Type has no field for an error, so its call fails.
 */
final class VerbService implements MetricProviderGrpc.AsyncService {
    private final MetricProvider provider;
    private final InstantSource clock;

    VerbService(MetricProvider provider, InstantSource clock) {
        this.provider = provider;
        this.clock = clock;
    }

    @Override
    public void init(InitRequest request, StreamObserver<InitResponse> answer) {
        send(
                answer,
                () -> provider.initialize().replaceWith(InitResponse.getDefaultInstance()),
                failure -> InitResponse.newBuilder().setError(failure).build());
    }

    @Override
    public void run(RunRequest request, StreamObserver<dev.assay.proto.plugin.v1.Measurement> answer) {
        measure(
                answer,
                () -> provider.run(
                        ReceivedJson.analysisRun(request.getAnalysisRun()), ReceivedJson.metric(request.getMetric())));
    }

    @Override
    public void resume(MeasurementRequest request, StreamObserver<dev.assay.proto.plugin.v1.Measurement> answer) {
        measure(
                answer,
                () -> provider.resume(
                        ReceivedJson.analysisRun(request.getAnalysisRun()),
                        ReceivedJson.metric(request.getMetric()),
                        MeasurementProto.fromProto(request.getMeasurement())));
    }

    @Override
    public void terminate(MeasurementRequest request, StreamObserver<dev.assay.proto.plugin.v1.Measurement> answer) {
        measure(
                answer,
                () -> provider.terminate(
                        ReceivedJson.analysisRun(request.getAnalysisRun()),
                        ReceivedJson.metric(request.getMetric()),
                        MeasurementProto.fromProto(request.getMeasurement())));
    }

    @Override
    public void garbageCollect(GarbageCollectRequest request, StreamObserver<GarbageCollectResponse> answer) {
        send(
                answer,
                () -> provider.garbageCollect(
                                ReceivedJson.analysisRun(request.getAnalysisRun()),
                                ReceivedJson.metric(request.getMetric()),
                                request.getLimit())
                        .replaceWith(GarbageCollectResponse.getDefaultInstance()),
                failure -> GarbageCollectResponse.newBuilder().setError(failure).build());
    }

    @Override
    public void type(TypeRequest request, StreamObserver<TypeResponse> answer) {
        sendOr(
                answer,
                () -> answered(provider.type())
                        .map(type -> TypeResponse.newBuilder().setType(type).build()),
                failure -> Uni.createFrom()
                        .failure(Status.UNKNOWN.withDescription(failure).asRuntimeException()));
    }

    @Override
    public void getMetadata(GetMetadataRequest request, StreamObserver<GetMetadataResponse> answer) {
        send(
                answer,
                () -> answered(provider.metadata(ReceivedJson.metric(request.getMetric())))
                        .map(map -> GetMetadataResponse.newBuilder()
                                .putAllMetadata(map)
                                .build()),
                failure -> GetMetadataResponse.newBuilder()
                        .putMetadata("error", failure)
                        .build());
    }

    private void measure(
            StreamObserver<dev.assay.proto.plugin.v1.Measurement> answer, Supplier<Uni<Measurement>> measurement) {
        Instant start = clock.instant();
        send(
                answer,
                () -> answered(measurement.get()).map(MeasurementProto::toProto),
                failure -> MeasurementProto.toProto(Measurement.error(failure, start, clock.instant())));
    }

    private static <T> void send(StreamObserver<T> answer, Supplier<Uni<T>> verb, Function<String, T> ofFailure) {
        sendOr(answer, verb, failure -> Uni.createFrom().item(ofFailure.apply(failure)));
    }

    /** Cancelling the call cancels the verb. */
    private static <T> void sendOr(
            StreamObserver<T> answer, Supplier<Uni<T>> verb, Function<String, Uni<T>> ofFailure) {
        var subscription = Uni.createFrom()
                .deferred(verb::get)
                .onFailure()
                .recoverWithUni(failure -> ofFailure.apply(text(failure)))
                .subscribe()
                .with(
                        item -> {
                            answer.onNext(item);
                            answer.onCompleted();
                        },
                        failure -> answer.onError(Status.fromThrowable(failure).asException()));
        if (answer instanceof ServerCallStreamObserver<T> call) {
            call.setOnCancelHandler(subscription::cancel);
        }
    }

    private static <T> Uni<T> answered(Uni<T> answer) {
        return answer.onItem().ifNull().failWith(() -> new ProviderException("the plugin returned nothing"));
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getName() : message;
    }
}
