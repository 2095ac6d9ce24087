package dev.assay.wire.grpc.server;

import dev.assay.metric.MetricProvider;
import dev.assay.proto.plugin.v1.GarbageCollectRequest;
import dev.assay.proto.plugin.v1.GarbageCollectResponse;
import dev.assay.proto.plugin.v1.GetMetadataRequest;
import dev.assay.proto.plugin.v1.GetMetadataResponse;
import dev.assay.proto.plugin.v1.InitRequest;
import dev.assay.proto.plugin.v1.InitResponse;
import dev.assay.proto.plugin.v1.Measurement;
import dev.assay.proto.plugin.v1.MeasurementRequest;
import dev.assay.proto.plugin.v1.MetricProviderGrpc;
import dev.assay.proto.plugin.v1.RunRequest;
import dev.assay.proto.plugin.v1.TypeRequest;
import dev.assay.proto.plugin.v1.TypeResponse;
import dev.assay.wire.ProviderAnswers;
import dev.assay.wire.grpc.MeasurementProto;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.smallrye.mutiny.Uni;

/** The seven verbs, answered by a provider. A call fails where its answer has no field for an error, as that of Type. */
final class VerbService implements MetricProviderGrpc.AsyncService {
    private final ProviderAnswers answers;

    VerbService(ProviderAnswers answers) {
        this.answers = answers;
    }

    @Override
    public void init(InitRequest request, StreamObserver<InitResponse> answer) {
        send(answer, answers.error(MetricProvider::initialize).map(error -> InitResponse.newBuilder()
                .setError(error)
                .build()));
    }

    @Override
    public void run(RunRequest request, StreamObserver<Measurement> answer) {
        measured(
                answer,
                answers.measurement(provider -> provider.run(
                        ReceivedJson.analysisRun(request.getAnalysisRun()), ReceivedJson.metric(request.getMetric()))));
    }

    @Override
    public void resume(MeasurementRequest request, StreamObserver<Measurement> answer) {
        measured(
                answer,
                answers.measurement(provider -> provider.resume(
                        ReceivedJson.analysisRun(request.getAnalysisRun()),
                        ReceivedJson.metric(request.getMetric()),
                        MeasurementProto.fromProto(request.getMeasurement()))));
    }

    @Override
    public void terminate(MeasurementRequest request, StreamObserver<Measurement> answer) {
        measured(
                answer,
                answers.measurement(provider -> provider.terminate(
                        ReceivedJson.analysisRun(request.getAnalysisRun()),
                        ReceivedJson.metric(request.getMetric()),
                        MeasurementProto.fromProto(request.getMeasurement()))));
    }

    @Override
    public void garbageCollect(GarbageCollectRequest request, StreamObserver<GarbageCollectResponse> answer) {
        send(
                answer,
                answers.error(provider -> provider.garbageCollect(
                                ReceivedJson.analysisRun(request.getAnalysisRun()),
                                ReceivedJson.metric(request.getMetric()),
                                request.getLimit()))
                        .map(error -> GarbageCollectResponse.newBuilder()
                                .setError(error)
                                .build()));
    }

    @Override
    public void type(TypeRequest request, StreamObserver<TypeResponse> answer) {
        send(answer, answers.type().map(type -> TypeResponse.newBuilder()
                .setType(type)
                .build()));
    }

    @Override
    public void getMetadata(GetMetadataRequest request, StreamObserver<GetMetadataResponse> answer) {
        send(
                answer,
                answers.metadata(provider -> provider.metadata(ReceivedJson.metric(request.getMetric())))
                        .map(map -> GetMetadataResponse.newBuilder()
                                .putAllMetadata(map)
                                .build()));
    }

    private static void measured(StreamObserver<Measurement> answer, Uni<dev.assay.metric.Measurement> measurement) {
        send(answer, measurement.map(MeasurementProto::toProto));
    }

    /** Cancelling the call cancels the verb. */
    private static <T> void send(StreamObserver<T> answer, Uni<T> verb) {
        var subscription = verb.subscribe()
                .with(
                        item -> {
                            answer.onNext(item);
                            answer.onCompleted();
                        },
                        failure -> answer.onError(Status.UNKNOWN
                                .withDescription(failure.getMessage())
                                .asException()));
        if (answer instanceof ServerCallStreamObserver<T> call) {
            call.setOnCancelHandler(subscription::cancel);
        }
    }
}
