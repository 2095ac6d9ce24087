package dev.assay.api.log;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import dev.assay.api.SseReader;
import dev.assay.log.KeptLine;
import dev.assay.log.LogQuery;
import dev.assay.measure.FakePluginHost;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LogsTest {
    private static final String LOGS = "/api/v1/plugins/assay/sample-scrape/logs";
    private static final KeptLine LINE = new KeptLine(
            Instant.parse("2026-01-02T03:04:05.678Z"),
            Level.WARN,
            12,
            3,
            "prom",
            "<b>slow</b>\\u001b[31m",
            Map.of("took", "2 s"));

    @Inject
    FakePluginHost host;

    @TestHTTPResource(LOGS + "?follow=true")
    URI follow;

    @BeforeEach
    void reset() {
        host.reset();
        host.logs = Multi.createFrom().items(LINE, LINE);
    }

    @Test
    void a_caller_that_accepts_anything_gets_text() {
        String line = "2026-01-02T03:04:05.678Z WARN  [12] prom: <b>slow</b>\\u001b[31m took=\"2 s\"\n";
        given().get(LOGS)
                .then()
                .statusCode(200)
                .contentType(startsWith("text/plain"))
                .body(equalTo(line + line));
        given().accept("text/plain").get(LOGS).then().body(equalTo(line + line));
    }

    @Test
    void lines_of_json_have_every_part() {
        String line =
                "{\"time\":\"2026-01-02T03:04:05.678Z\",\"level\":\"WARN\",\"pid\":12,\"generation\":3,\"logger\":\"prom\","
                        + "\"message\":\"<b>slow</b>\\\\u001b[31m\",\"fields\":{\"took\":\"2 s\"}}\n";
        String body = given().accept("application/x-ndjson")
                .get(LOGS)
                .then()
                .statusCode(200)
                .contentType(startsWith("application/x-ndjson"))
                .extract()
                .asString();
        assertThat(body).isEqualTo(line + line);
    }

    @Test
    void followed_lines_are_events_until_the_lines_end() throws Exception {
        BroadcastProcessor<KeptLine> lines = BroadcastProcessor.create();
        AtomicBoolean followed = new AtomicBoolean();
        host.logs = lines.onSubscription().invoke(() -> followed.set(true));
        try (SseReader reader = SseReader.open(follow, "Accept", "text/event-stream")) {
            assertThat(reader.status()).isEqualTo(200);
            await().untilTrue(followed);
            lines.onNext(LINE);
            SseReader.Event event = reader.next().orElseThrow();
            assertThat(event.name()).isEqualTo("line");
            assertThat(event.text("/message")).isEqualTo("<b>slow</b>\\u001b[31m");
            assertThat(event.text("/generation")).isEqualTo("3");
            lines.onComplete();
            assertThat(reader.next()).isEmpty();
        }
    }

    @Test
    void the_parameters_choose_the_lines() {
        given().urlEncodingEnabled(false)
                .get(LOGS + "?tail=5&level=Warn&since=2026-01-02T03:04:05%2B01:00")
                .then()
                .statusCode(200);
        assertThat(host.lastQuery)
                .contains(new LogQuery(
                        OptionalInt.of(5), Optional.of(Instant.parse("2026-01-02T02:04:05Z")), Level.WARN, false));
        Instant before = Instant.now();
        given().get(LOGS + "?since=1h30m").then().statusCode(200);
        assertThat(host.lastQuery.orElseThrow().since().orElseThrow())
                .isBetween(before.minus(Duration.ofMinutes(90)), Instant.now().minus(Duration.ofMinutes(90)));
        assertThat(host.lastQuery.orElseThrow().level()).isEqualTo(Level.TRACE);
    }

    @Test
    void a_parameter_that_cannot_be_read_is_refused_with_what_to_give() {
        refused("tail=-1", "give one such as 100");
        refused("tail=many", "give one such as 100");
        refused("tail=3000000000", "give one such as 100");
        refused("tail=4294967295", "give one such as 100");
        refused("since=yesterday", "give one such as 10m");
        refused("level=loud", "trace, debug, info, warn and error");
        refused("follow=1", "neither true nor false");
        refused("unheard=1", "follow, level, since, tail");
    }

    private static void refused(String query, String advice) {
        given().get(LOGS + "?" + query).then().statusCode(400).body("detail", containsString(advice));
    }

    @Test
    void the_logs_of_an_unknown_plugin_name_those_that_exist() {
        given().get("/api/v1/plugins/no/one/logs").then().statusCode(404).body("plugins", hasSize(2));
    }
}
