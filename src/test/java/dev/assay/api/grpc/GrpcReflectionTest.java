package dev.assay.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GrpcReflectionTest extends GrpcFixture {
    @Test
    void a_caller_without_the_proto_learns_what_is_served() throws Exception {
        CompletableFuture<List<String>> services = new CompletableFuture<>();
        StreamObserver<ServerReflectionRequest> requests =
                ServerReflectionGrpc.newStub(channel).serverReflectionInfo(names(services));
        requests.onNext(
                ServerReflectionRequest.newBuilder().setListServices("*").build());
        assertThat(services.get(30, TimeUnit.SECONDS))
                .contains("assay.v1.MetricService", "assay.v1.AnalysisRunService");
        requests.onCompleted();
    }

    private static StreamObserver<ServerReflectionResponse> names(CompletableFuture<List<String>> services) {
        return new StreamObserver<>() {
            @Override
            public void onNext(ServerReflectionResponse response) {
                services.complete(response.getListServicesResponse().getServiceList().stream()
                        .map(ServiceResponse::getName)
                        .toList());
            }

            @Override
            public void onError(Throwable failure) {
                services.completeExceptionally(failure);
            }

            @Override
            public void onCompleted() {
                services.completeExceptionally(new AssertionError("No answer"));
            }
        };
    }
}
