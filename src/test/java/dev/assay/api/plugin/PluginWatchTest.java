package dev.assay.api.plugin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import dev.assay.api.SseReader;
import dev.assay.api.SseReader.Event;
import dev.assay.host.ConfigurationFault;
import dev.assay.host.status.PluginState;
import dev.assay.measure.FakePluginHost;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PluginWatchTest {
    @Inject
    FakePluginHost host;

    @TestHTTPResource("/api/v1/plugins?watch=true")
    URI watch;

    @BeforeEach
    void reset() {
        host.reset();
    }

    @AfterEach
    void nobody_watches_any_more() {
        host.endViews();
        await().until(() -> host.watchers() == 0);
    }

    @Test
    void the_first_event_is_the_whole_list_and_each_change_is_another() throws Exception {
        try (SseReader reader = SseReader.open(watch)) {
            assertThat(reader.status()).isEqualTo(200);
            assertThat(reader.header("Content-Type")).startsWith("text/event-stream");
            Event first = reader.next().orElseThrow();
            assertThat(first.name()).isEqualTo("plugins");
            assertThat(first.data().path("plugins")).hasSize(2);
            assertThat(first.text("/plugins/1/name")).isEqualTo(FakePluginHost.SCRAPE);

            host.add(FakePluginHost.status(FakePluginHost.SCRAPE, PluginState.BACKING_OFF, "exited with code 1"));
            host.changed();
            Event changed = reader.next("plugin");
            assertThat(changed.text("/name")).isEqualTo(FakePluginHost.SCRAPE);
            assertThat(changed.text("/state")).isEqualTo("BackingOff");

            host.remove(FakePluginHost.SCRAPE);
            host.changed();
            Event removed = reader.next("removed");
            assertThat(removed.data()).hasToString("{\"name\":\"assay/sample-scrape\"}");

            host.fault = Optional.of(
                    new ConfigurationFault("it is empty; restore it", Instant.parse("2026-01-02T03:04:05.678Z")));
            host.changed();
            Event fault = reader.next("configuration");
            assertThat(fault.text("/configurationFault/message")).isEqualTo("it is empty; restore it");

            host.fault = Optional.empty();
            host.changed();
            assertThat(reader.next("configuration").data()).hasToString("{\"configurationFault\":null}");
        }
    }

    @Test
    void the_numbers_of_all_plugins_come_on_their_own() throws Exception {
        try (SseReader reader = SseReader.open(watch)) {
            assertThat(reader.next().orElseThrow().name()).isEqualTo("plugins");
            Event numbers = reader.next("statistics");
            assertThat(numbers.data().path("plugins").isArray()).isTrue();
            assertThat(Instant.parse(numbers.text("/time"))).isNotNull();
        }
    }

    @Test
    void the_stream_ends_with_the_views_and_a_new_one_begins_with_the_list() throws Exception {
        try (SseReader reader = SseReader.open(watch)) {
            assertThat(reader.next()).isPresent();
            host.endViews();
            while (reader.next().isPresent()) {
                // Numbers may still come.
            }
        }
        try (SseReader again = SseReader.open(watch)) {
            assertThat(again.next().orElseThrow().name()).isEqualTo("plugins");
        }
    }

    @Test
    void one_who_leaves_does_not_watch_any_more() throws Exception {
        try (SseReader reader = SseReader.open(watch)) {
            assertThat(reader.next()).isPresent();
            assertThat(host.watchers()).isEqualTo(1);
        }
        await().until(() -> host.watchers() == 0);
    }

    @Test
    void one_who_never_reads_gets_the_newest_state_when_it_reads_at_last() throws Exception {
        for (int i = 0; i < 200; i++) {
            host.add(FakePluginHost.status("acme/p" + i, PluginState.READY, ""));
        }
        try (Socket deaf = new Socket()) {
            deaf.setReceiveBufferSize(4096);
            deaf.connect(new InetSocketAddress(watch.getHost(), watch.getPort()));
            deaf.getOutputStream()
                    .write("GET /api/v1/plugins?watch=true HTTP/1.1\r\nHost: a\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            await().until(() -> host.watchers() == 1);
            String reason = "x".repeat(2000);
            for (int round = 0; round <= 1000; round++) {
                for (int i = 0; i < 200; i += 50) {
                    host.add(FakePluginHost.status("acme/p" + i, PluginState.BACKING_OFF, round + reason));
                }
                host.changed();
            }
            assertThat(received(deaf, "\"1000" + reason)).isLessThan(4_000_000);
        }
    }

    /** The number of bytes until this text has come. */
    private static long received(Socket socket, String text) throws IOException {
        socket.setSoTimeout(20_000);
        StringBuilder end = new StringBuilder();
        byte[] part = new byte[64 * 1024];
        long count = 0;
        while (end.indexOf(text) < 0) {
            int read = socket.getInputStream().read(part);
            assertThat(read).isPositive();
            count += read;
            end.append(new String(part, 0, read, StandardCharsets.ISO_8859_1));
            end.delete(0, Math.max(0, end.length() - 2 * part.length));
        }
        return count;
    }

    @Test
    void a_watch_without_an_event_stream_and_an_event_stream_without_a_watch_are_refused() {
        given().accept("application/json")
                .get("/api/v1/plugins?watch=true")
                .then()
                .statusCode(400)
                .body("detail", containsString("text/event-stream"));
        given().accept("text/event-stream")
                .get("/api/v1/plugins")
                .then()
                .statusCode(400)
                .body("detail", containsString("give watch=true"));
        given().get("/api/v1/plugins?watch=maybe").then().statusCode(400).body("detail", containsString("watch=maybe"));
        given().get("/api/v1/plugins?watch=false").then().statusCode(200);
    }
}
