package dev.assay.wire.grpc.server;

import dev.assay.wire.grpc.client.GrpcConnection;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;

/** Says that the plugin serves, which it does as long as it can say so. */
public final class HealthService implements HealthGrpc.AsyncService {
    private static final HealthCheckResponse SERVING =
            HealthCheckResponse.newBuilder().setStatus(ServingStatus.SERVING).build();

    @Override
    public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
        String service = request.getService();
        if (service.isEmpty() || service.equals(GrpcConnection.HEALTH_SERVICE)) {
            answer.onNext(SERVING);
            answer.onCompleted();
        } else {
            answer.onError(Status.NOT_FOUND
                    .withDescription("unknown service " + service)
                    .asException());
        }
    }

    /** The stream stays open, as its contract says; the state never changes. */
    @Override
    public void watch(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
        answer.onNext(SERVING);
    }
}
