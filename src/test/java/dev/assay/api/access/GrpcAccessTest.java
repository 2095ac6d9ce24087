package dev.assay.api.access;

import static dev.assay.measure.FakePluginHost.PROMETHEUS;
import static dev.assay.measure.FakePluginHost.SCRAPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.cluster.ClusterCall;
import dev.assay.cluster.ClusterException;
import dev.assay.measure.FakePluginHost;
import dev.assay.proto.v1.AnalysisRunServiceGrpc;
import dev.assay.proto.v1.AnalysisRunServiceGrpc.AnalysisRunServiceBlockingStub;
import dev.assay.proto.v1.CreateAnalysisRunRequest;
import dev.assay.proto.v1.DeleteAnalysisRunRequest;
import dev.assay.proto.v1.GetAnalysisRunRequest;
import dev.assay.proto.v1.GetPluginRequest;
import dev.assay.proto.v1.ListPluginsRequest;
import dev.assay.proto.v1.MeasureRequest;
import dev.assay.proto.v1.MetricServiceGrpc;
import dev.assay.proto.v1.MetricServiceGrpc.MetricServiceBlockingStub;
import dev.assay.proto.v1.RunRequest;
import dev.assay.proto.v1.TerminateAnalysisRunRequest;
import dev.assay.proto.v1.WatchAnalysisRunsRequest;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service over gRPC where callers must be known. */
@QuarkusTest
@TestProfile(KnownCallersProfile.class)
class GrpcAccessTest {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    @Inject
    FakePluginHost host;

    @Inject
    FakeReviews api;

    @TestHTTPResource
    URI uri;

    private final String token = "good-" + UUID.randomUUID();
    private ManagedChannel channel;

    @BeforeEach
    void connect() {
        host.reset();
        api.reset();
        channel = ManagedChannelBuilder.forAddress(uri.getHost(), uri.getPort())
                .usePlaintext()
                .build();
    }

    @AfterEach
    void disconnect() {
        channel.shutdownNow();
    }

    @Test
    void who_has_no_token_is_not_known() {
        refused(Status.Code.UNAUTHENTICATED, "the request has no token", () -> MetricServiceGrpc.newBlockingStub(
                        channel)
                .run(run(SCRAPE)));
        refused(Status.Code.UNAUTHENTICATED, "it is bad", () -> stub("bad").run(run(SCRAPE)));
        assertThat(host.scrape().calls).isEmpty();
    }

    @Test
    void the_right_is_that_of_http_and_opens_no_other_plugin() {
        api.granted.add("post /api/v1/plugins/" + SCRAPE + "/run");
        assertThat(stub(token).run(run(SCRAPE)).getPhase()).isEqualTo("Successful");
        assertThat(host.lastCaller)
                .hasValueSatisfying(caller -> assertThat(caller.name()).isEqualTo("user of " + token));
        refused(
                Status.Code.PERMISSION_DENIED,
                "the verb post for the non-resource URL /api/v1/plugins/" + PROMETHEUS + "/run",
                () -> stub(token).run(run(PROMETHEUS)));
        refused(Status.Code.PERMISSION_DENIED, "/run/../x", () -> stub(token).run(run(SCRAPE + "/run/../x")));
        assertThat(host.prometheus().calls).isEmpty();
    }

    @Test
    void seeing_plugins_needs_the_rights_of_http() {
        api.granted.add("view /api/v1/plugins");
        assertThat(stub(token)
                        .listPlugins(ListPluginsRequest.getDefaultInstance())
                        .getPluginsCount())
                .isEqualTo(2);
        GetPluginRequest one = GetPluginRequest.newBuilder().setPlugin(SCRAPE).build();
        refused(Status.Code.PERMISSION_DENIED, "/api/v1/plugins/" + SCRAPE, () -> stub(token)
                .getPlugin(one));
    }

    @Test
    void a_run_needs_the_right_to_each_plugin() {
        api.granted.add("post /api/v1/measurements");
        MeasureRequest request = MeasureRequest.newBuilder()
                .setManifest(
                        "{\"spec\":{\"metrics\":[{\"name\":\"m\",\"provider\":{\"plugin\":{\"" + SCRAPE + "\":{}}}}]}}")
                .build();
        refused(Status.Code.PERMISSION_DENIED, "/api/v1/plugins/" + SCRAPE + "/run", () -> stub(token)
                .measure(request)
                .next());
        assertThat(host.scrape().calls).isEmpty();
        api.granted.add("post /api/v1/plugins/*");
        assertThat(stub(token + 2).measure(request).hasNext()).isTrue();
    }

    @Test
    void analysis_runs_need_the_rights_of_http() {
        CreateAnalysisRunRequest request = CreateAnalysisRunRequest.newBuilder()
                .setManifest(
                        "{\"spec\":{\"metrics\":[{\"name\":\"m\",\"provider\":{\"plugin\":{\"" + SCRAPE + "\":{}}}}]}}")
                .build();
        refused(Status.Code.PERMISSION_DENIED, "/api/v1/analysisruns", () -> runs(token)
                .createAnalysisRun(request));
        api.granted.add("post /api/v1/analysisruns");
        refused(Status.Code.PERMISSION_DENIED, "/api/v1/plugins/" + SCRAPE + "/run", () -> runs(token + 2)
                .createAnalysisRun(request));
        assertThat(host.scrape().calls).isEmpty();
        api.granted.add("post /api/v1/plugins/*");
        String name = runs(token + 3).createAnalysisRun(request).getRun().getName();
        TerminateAnalysisRunRequest terminate =
                TerminateAnalysisRunRequest.newBuilder().setName(name).build();
        refused(
                Status.Code.PERMISSION_DENIED,
                "the verb post for the non-resource URL /api/v1/analysisruns/" + name + "/terminate",
                () -> runs(token + 3).terminateAnalysisRun(terminate));
        DeleteAnalysisRunRequest delete =
                DeleteAnalysisRunRequest.newBuilder().setName(name).build();
        refused(Status.Code.PERMISSION_DENIED, "the verb delete", () -> runs(token + 3)
                .deleteAnalysisRun(delete));
        refused(Status.Code.PERMISSION_DENIED, "the verb view", () -> runs(token + 3)
                .getAnalysisRun(GetAnalysisRunRequest.newBuilder().setName(name).build()));
        refused(Status.Code.PERMISSION_DENIED, "the verb view", () -> runs(token + 3)
                .watchAnalysisRuns(WatchAnalysisRunsRequest.getDefaultInstance())
                .hasNext());
        refused(Status.Code.UNAUTHENTICATED, "the request has no token", () -> AnalysisRunServiceGrpc.newBlockingStub(
                        channel)
                .deleteAnalysisRun(delete));
        api.granted.add("delete /api/v1/analysisruns/*");
        var removed = runs(token + 4).deleteAnalysisRun(delete);
        assertThat(removed.getRun().getName()).isIn(name, "");
    }

    @Test
    void an_api_server_that_is_away_makes_the_service_unavailable() {
        api.failure = () -> ClusterException.gone(new ClusterCall("create", "tokenreviews", "", "x"), null);
        refused(Status.Code.UNAVAILABLE, "try again in a moment", () -> stub(token)
                .run(run(SCRAPE)));
    }

    @Test
    void the_health_check_is_open() {
        assertThat(HealthGrpc.newBlockingStub(channel)
                        .check(HealthCheckRequest.getDefaultInstance())
                        .getStatusValue())
                .isPositive();
        assertThat(api.asked).isEmpty();
    }

    private AnalysisRunServiceBlockingStub runs(String bearer) {
        return AnalysisRunServiceGrpc.newBlockingStub(channel).withInterceptors(interceptor(bearer));
    }

    private MetricServiceBlockingStub stub(String bearer) {
        return MetricServiceGrpc.newBlockingStub(channel).withInterceptors(interceptor(bearer));
    }

    private static ClientInterceptor interceptor(String bearer) {
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + bearer);
        return MetadataUtils.newAttachHeadersInterceptor(headers);
    }

    private static RunRequest run(String plugin) {
        return RunRequest.newBuilder()
                .setPlugin(plugin)
                .setMetric("{\"name\":\"m\",\"provider\":{\"plugin\":{\"" + plugin + "\":{}}}}")
                .build();
    }

    private static void refused(Status.Code code, String sentence, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(StatusRuntimeException.class, failure -> {
            assertThat(failure.getStatus().getCode()).isEqualTo(code);
            assertThat(failure.getStatus().getDescription()).contains(sentence);
        });
    }
}
