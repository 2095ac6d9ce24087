package dev.assay.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
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
                    .end(StreamRequests.isStream(exchange) + " "
                            + exchange.request().getHeader("Accept"));
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
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path))
                .header("Accept", accept)
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body())
                .isEqualTo(told);
    }
}
