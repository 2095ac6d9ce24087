package dev.assay.wire.grpc.server;

import dev.assay.wire.grpc.HealthNames;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;

/** Answers health checks: the plugin serves for as long as it answers. */
final class HealthService implements HealthGrpc.AsyncService {
    private static final HealthCheckResponse SERVING =
            HealthCheckResponse.newBuilder().setStatus(ServingStatus.SERVING).build();

    @Override
    public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
        String service = request.getService();
        if (service.isEmpty() || service.equals(HealthNames.PLUGIN)) {
            answer.onNext(SERVING);
            answer.onCompleted();
        } else {
            answer.onError(Status.NOT_FOUND
                    .withDescription("unknown service " + service)
                    .asException());
        }
    }

    /** The stream stays open, as {@code health.proto} demands; the state never changes. */
    @Override
    public void watch(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
        answer.onNext(SERVING);
    }
}
