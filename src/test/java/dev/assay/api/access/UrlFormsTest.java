package dev.assay.api.access;

import static dev.assay.measure.FakePluginHost.SCRAPE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.measure.FakePluginHost;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However a path is written, what is checked is what is done: over HTTP/1.1 and HTTP/2, with the path as it stands. */
@QuarkusTest
@TestProfile(KnownCallersProfile.class)
class UrlFormsTest {
    private static final String METRIC = "{\"metric\":{\"name\":\"m\"}}";

    /** Paths of a plugin that the caller may not use, in forms that a router and a check could see differently. */
    private static final List<String> FORBIDDEN = List.of(
            "/api/v1/plugins/assay/sample-prometheus/run",
            "/api/v1/plugins/assay/sample-prometheus/run/",
            "/api/v1/plugins/assay%2Fsample-prometheus/run",
            "/api/v1/plugins/assay%2fsample-prometheus/run",
            "/api/v1/plugins/assay%252Fsample-prometheus/run",
            "//api/v1/plugins/assay/sample-prometheus/run",
            "/api//v1/plugins/assay/sample-prometheus/run",
            "/api/v1/plugins//assay/sample-prometheus/run",
            "/api/v1/plugins/assay/sample-prometheus//run",
            "/api/v1/plugins/assay/sample-scrape/../sample-prometheus/run",
            "/api/v1/plugins/assay/sample-scrape/%2e%2e/sample-prometheus/run",
            "/api/v1/plugins/assay/sample-scrape/%2E./sample-prometheus/run",
            "/api/v1/plugins/assay/sample-scrape/..;/sample-prometheus/run",
            "/api/v1/plugins/assay/sample-scrape/..%2Fsample-prometheus/run",
            "/api/v1/plugins/assay/sample-scrape/run/../../sample-prometheus/run",
            "/api/v1/plugins/assay/./sample-prometheus/run",
            "/api/v1/plugins/assay/sample-prometheus;/run",
            "/api/v1/plugins/assay/sample-prometheus;x=/sample-scrape/run",
            "/api/v1/plugins/assay;x/sample-prometheus/run",
            "/api/v1;x/plugins/assay/sample-prometheus/run",
            "/api/v1/plugins/assay/sample-prometheus/run;x",
            "/api/v1/plugins/assay/%73ample-prometheus/run",
            "/api/v1/plugins/%61ssay/sample%2Dprometheus/r%75n",
            "/api/v1/plugin%73/assay/sample-prometheus/run",
            "/API/v1/plugins/assay/sample-prometheus/run",
            "/api/v1/plugins/assay/sample-prometheus/RUN",
            "/api/v1/plugins/assay/Sample-Prometheus/run",
            "/api/v1/plugins/assay/sample-prometheus/run%00",
            "/api/v1/plugins/assay/sample-prometheus%00/run",
            "/api/v1/plugins/assay/sample-prometheus%20/run",
            "/api/v1/plugins/assay/sample-prometheus/run?x=/api/v1/plugins/assay/sample-scrape/run",
            "/api/v1/plugins/assay/sample-prometheus/run%3Fx",
            "/api/v1/plugins/assay/sample-prometheus/run%23x",
            "/api/v1/plugins/assay\\sample-prometheus/run",
            "/api/v1/plugins/assay/sample-scrape\\..\\sample-prometheus/run",
            "/q/openapi/../../api/v1/plugins/assay/sample-prometheus/run",
            "/q/openapi/..;/..;/api/v1/plugins/assay/sample-prometheus/run",
            "/q/openapi/%2e%2e/%2e%2e/api/v1/plugins/assay/sample-prometheus/run",
            "/grpc.health.v1.Health/../api/v1/plugins/assay/sample-prometheus/run",
            "/grpc.health.v1.Health/%2e%2e/api/v1/plugins/assay/sample-prometheus/run",
            "/assay.v1.MetricService/../api/v1/plugins/assay/sample-prometheus/run",
            "/assay.v1.MetricService/%2e%2e/api/v1/plugins/assay/sample-prometheus/run",
            "/assay.v1.AnalysisRunService/../api/v1/plugins/assay/sample-prometheus/run",
            "/./api/v1/plugins/assay/sample-prometheus/run",
            "/../api/v1/plugins/assay/sample-prometheus/run",
            "http://other/api/v1/plugins/assay/sample-prometheus/run");

    /** Paths of the plugin that the caller may use. */
    private static final List<String> PERMITTED = List.of(
            "/api/v1/plugins/assay/sample-scrape/run",
            "/api/v1/plugins/assay/sample-scrape/run/",
            "/api/v1/plugins/assay%2Fsample-scrape/run",
            "/api/v1/plugins/assay%2fsample-scrape/run",
            "/api/v1/plugins/%61ssay/sample-scrape/run");

    @Inject
    FakePluginHost host;

    @Inject
    FakeReviews api;

    @Inject
    Vertx vertx;

    @TestHTTPResource
    URI uri;

    private final String token = "good-" + UUID.randomUUID();
    private HttpClient client;

    @BeforeEach
    void reset() {
        host.reset();
        api.reset();
        api.granted.add("post /api/v1/plugins/" + SCRAPE + "/run");
    }

    @AfterEach
    void close() {
        client.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpVersion.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void no_form_of_a_path_opens_another_plugin(HttpVersion version) throws Exception {
        client = client(version);
        for (String path : FORBIDDEN) {
            assertThat(send(HttpMethod.POST, path)).as(path).isBetween(400, 499);
            assertThat(calls()).as(path).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpVersion.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void each_form_of_the_own_path_that_is_routed_is_permitted(HttpVersion version) throws Exception {
        client = client(version);
        for (String path : PERMITTED) {
            assertThat(send(HttpMethod.POST, path)).as(path).isEqualTo(200);
        }
        assertThat(host.scrape().calls).hasSize(PERMITTED.size());
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpVersion.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void no_method_stands_for_another(HttpVersion version) throws Exception {
        client = client(version);
        String path = "/api/v1/plugins/" + SCRAPE;
        for (String method : List.of("GET", "HEAD", "PUT", "DELETE", "PATCH", "get", "TRACE", "X")) {
            assertThat(send(HttpMethod.valueOf(method), path)).as(method).isBetween(400, 499);
        }
        assertThat(send(HttpMethod.GET, path + "/run")).isEqualTo(403);
    }

    private int calls() {
        return host.scrape().calls.size() + host.prometheus().calls.size();
    }

    private HttpClient client(HttpVersion version) {
        return vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(version).setHttp2ClearTextUpgrade(false));
    }

    private int send(HttpMethod method, String path) throws Exception {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setHost(uri.getHost())
                .setPort(uri.getPort())
                .setURI(path)
                .putHeader("Content-Type", "application/json")
                .putHeader("X-HTTP-Method-Override", "POST")
                .putHeader("X-Original-URL", "/api/v1/plugins/" + SCRAPE + "/run")
                .putHeader("X-Forwarded-Prefix", "/api")
                .putHeader("Authorization", "Bearer " + token);
        return client.request(options)
                .compose(request -> request.send(METRIC))
                .map(answer -> answer.statusCode())
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }
}
