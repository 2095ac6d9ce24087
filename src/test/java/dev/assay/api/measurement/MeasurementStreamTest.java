package dev.assay.api.measurement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.measure.FakePluginHost;
import dev.assay.measure.FakeProvider;
import dev.assay.measure.RunManifests;
import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import dev.assay.text.Json;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MeasurementStreamTest {
    private static final int READ_TIMEOUT_MILLIS = 30_000;

    @Inject
    FakePluginHost host;

    @TestHTTPResource
    URI uri;

    private final Map<String, UniEmitter<? super Measurement>> pending = new ConcurrentHashMap<>();
    private final Set<String> cancelled = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void answer_only_when_told() {
        host.reset();
        host.scrape().onRun = metric -> Uni.createFrom()
                .<Measurement>emitter(emitter -> pending.put(metric.name(), emitter))
                .onCancellation()
                .invoke(() -> cancelled.add(metric.name()));
    }

    @Test
    void every_metric_has_begun_before_any_is_answered_and_results_come_as_they_complete() throws IOException {
        try (Socket socket = post("text/event-stream");
                BufferedReader lines = lines(socket)) {
            await().until(() -> pending.size() == 3);
            complete("b", Phase.FAILED);
            assertThat(event(lines)).isEqualTo("metricResult b Failed");
            complete("c", Phase.SUCCESSFUL);
            assertThat(event(lines)).isEqualTo("metricResult c Successful");
            complete("a", Phase.SUCCESSFUL);
            assertThat(event(lines)).isEqualTo("metricResult a Successful");
            assertThat(event(lines)).isEqualTo("status a,b,c Failed");
        }
    }

    @Test
    void a_caller_of_events_who_leaves_gives_up_what_is_in_flight() throws IOException {
        try (Socket socket = post("text/event-stream")) {
            await().until(() -> pending.size() == 3);
            assertThat(socket.isConnected()).isTrue();
        }
        await().until(() -> cancelled.size() == 3);
    }

    @Test
    void a_caller_of_the_whole_who_leaves_gives_up_what_is_in_flight() throws IOException {
        try (Socket socket = post("application/json")) {
            await().until(() -> pending.size() == 3);
            assertThat(socket.isConnected()).isTrue();
        }
        await().until(() -> cancelled.size() == 3);
    }

    private void complete(String metric, Phase phase) {
        pending.get(metric).complete(FakeProvider.phase(phase));
    }

    private Socket post(String accept) throws IOException {
        String body =
                RunManifests.run("", RunManifests.plugin("a"), RunManifests.plugin("b"), RunManifests.plugin("c"));
        Socket socket = new Socket(uri.getHost(), uri.getPort());
        socket.setSoTimeout(READ_TIMEOUT_MILLIS);
        socket.getOutputStream()
                .write(("POST /api/v1/measurements HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAccept: "
                                + accept + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                        .getBytes(UTF_8));
        return socket;
    }

    private static BufferedReader lines(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    /** The next event as its name, the names of its metrics and its phase. */
    private static String event(BufferedReader lines) throws IOException {
        String name = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("event:")) {
                name = line.substring("event:".length()).strip();
            } else if (line.startsWith("data:")) {
                var json = Json.object(line.substring("data:".length()));
                String metrics = json.has("metricResults")
                        ? String.join(",", json.get("metricResults").findValuesAsText("name"))
                        : json.path("name").asText();
                return name + " " + metrics + " " + json.path("phase").asText();
            }
        }
        throw new IOException("The stream ended");
    }
}
