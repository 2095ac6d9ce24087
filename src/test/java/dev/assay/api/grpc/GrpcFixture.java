package dev.assay.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.measure.FakePluginHost;
import dev.assay.proto.v1.MetricServiceGrpc;
import dev.assay.proto.v1.MetricServiceGrpc.MetricServiceBlockingStub;
import dev.assay.proto.v1.TypeRequest;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A caller of the service over gRPC, and the fake host behind it. */
abstract class GrpcFixture {
    private static final int TIMEOUT_SECONDS = 30;

    @Inject
    FakePluginHost host;

    @TestHTTPResource
    URI uri;

    ManagedChannel channel;

    @BeforeEach
    void connect() {
        host.reset();
        channel = ManagedChannelBuilder.forAddress(uri.getHost(), uri.getPort())
                .usePlaintext()
                .build();
    }

    @AfterEach
    void disconnect() throws InterruptedException {
        channel.shutdownNow();
        assertThat(channel.awaitTermination(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    MetricServiceBlockingStub stub() {
        return MetricServiceGrpc.newBlockingStub(channel).withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    /** The answer to an ordinary call. */
    String type() {
        return stub().type(TypeRequest.newBuilder()
                        .setPlugin(FakePluginHost.SCRAPE)
                        .build())
                .getType();
    }
}
