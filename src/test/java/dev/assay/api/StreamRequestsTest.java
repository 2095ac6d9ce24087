package dev.assay.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamRequestsTest {
    private final Vertx vertx = Vertx.vertx();
    private HttpServer server;

    @BeforeAll
    void start() throws Exception {
        Router router = Router.router(vertx);
        router.route().handler(exchange -> {
            StreamRequests.complete(exchange);
            exchange.response()
                    .putHeader(
                            "Told",
                            StreamRequests.isStream(exchange) + " "
                                    + exchange.request().getHeader("Accept"))
                    .end();
        });
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    @AfterAll
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/plugins?watch=true, */*, true text/event-stream",
        "/api/v1/plugins?watch=%74rue, */*, true text/event-stream",
        "/api/v1/analysisruns?watch=true, */*, true text/event-stream",
        "/api/v1/analysisruns/a.1/?watch=true, */*, true text/event-stream",
        "/api/v1/analysisruns/a/terminate?watch=true, */*, false */*",
        "/api/v1/plugins?watch=false, */*, false application/json",
        "/api/v1/plugins?watch=true, application/json, false application/json",
        "/api/v1/plugins/a/b/logs?follow=true, */*, true text/plain",
        "/api/v1/plugins/a/b/%6Cogs?tail=1&follow=%74rue, text/plain, true text/plain",
        "/api/v1/plugins/a/b/logs?follow=true%20, text/plain, true text/plain",
        "/api/v1/plugins/a/b/logs?tail=1, application/x-ndjson, false application/x-ndjson",
        "/api/v1/plugins/a/b/history?follow=true, text/plain, false text/plain",
    })
    void a_stream_is_known_however_its_request_is_written(String path, String accept, String told) throws Exception {
        assertThat(told("GET", path, accept)).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/plugins, false application/json",
        "/api/v1/analysisruns, false application/json",
        "/api/v1/analysisruns/a?watch=true, false application/json",
        "/api/v1/plugins/a/b/logs, false text/plain",
    })
    void a_question_for_the_head_alone_is_that_of_no_stream(String path, String told) throws Exception {
        assertThat(told("HEAD", path, "*/*")).isEqualTo(told);
    }

    private String told(String method, String path, String accept) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path))
                .method(method, BodyPublishers.noBody())
                .header("Accept", accept)
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .headers()
                .firstValue("Told")
                .orElseThrow();
    }
}
