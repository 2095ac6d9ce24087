package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.api.SseReader;
import dev.assay.api.SseReader.Event;
import dev.assay.testing.FaultyPlugin;
import dev.assay.testing.FaultyPlugin.Mode;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.PackagedApplication;
import dev.assay.testing.PackagedProgram;
import dev.assay.text.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** AnalysisRuns on a packaged Assay and processes of plugins. */
class AnalysisRunsIT {
    private static final int MOST = 40;
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String SHORT = "{\"name\":\"short\",\"provider\":{\"plugin\":{\"test/0\":{}}}}";
    private static final String OPEN = "{\"name\":\"long-NAME\",\"provider\":{\"plugin\":{\"test/0\":{}}}}";

    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private PackagedApplication application;
    private URI runs;

    @BeforeEach
    void start() throws Exception {
        application = PackagedApplication.start(
                PackagedProgram.file(),
                folder,
                Map.of("test/0", "file://" + FaultyPlugin.script(folder, Mode.STAYS_RUNNING)),
                List.of("-Dassay.analysis-runs.max-runs=" + MOST, "-Dassay.stop.delay=100ms"));
        runs = application.address().resolve("/api/v1/analysisruns");
        application.await(Pattern.compile("1 of 1 plugins Ready"));
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void a_run_is_watched_to_its_end() throws Exception {
        String metric = SHORT.replace("\"provider\"", "\"interval\":\"200ms\",\"count\":5,\"provider\"");
        assertThat(create("a", metric).statusCode()).isEqualTo(201);
        Event last = lastOf("a");
        assertThat(last.text("/status/phase")).isEqualTo("Successful");
        assertThat(last.data().at("/status/metricResults/0/measurements")).hasSize(5);
        assertThat(last.text("/status/metricResults/0/measurements/0/value")).isEqualTo("42");
        application.await(Pattern.compile("AnalysisRun a measured short with plugin test/0: Successful, value 42"));
    }

    @Test
    void a_measurement_in_progress_is_terminated_in_the_process_of_the_plugin() throws Exception {
        createOpen("a");
        assertThat(send("POST", "/a/terminate", "").statusCode()).isEqualTo(200);
        assertThat(lastOf("a").text("/status/message")).isEqualTo("Run Terminated");
        assertThat(folder.resolve("long-a")).exists();

        createOpen("b");
        assertThat(send("DELETE", "/b", "").statusCode()).isEqualTo(202);
        await().atMost(LONG).until(() -> send("GET", "/b", "").statusCode() == 404);
        assertThat(folder.resolve("long-b")).exists();
    }

    @Test
    void a_run_goes_on_when_the_process_of_its_plugin_is_replaced_or_killed() throws Exception {
        String metric = SHORT.replace(
                "\"provider\"",
                "\"interval\":\"100ms\",\"consecutiveErrorLimit\":100,\"failureLimit\":100,\"provider\"");
        assertThat(create("a", metric).statusCode()).isEqualTo(201);
        awaitCount("a", 3);
        URI restart = runs.resolve("plugins/test/0/restart");
        assertThat(client.send(
                                HttpRequest.newBuilder(restart)
                                        .POST(BodyPublishers.noBody())
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(202);
        await().atMost(LONG).until(() -> client.send(
                        HttpRequest.newBuilder(runs.resolve("plugins/test/0")).build(), BodyHandlers.ofString())
                .body()
                .contains("\"generation\":2"));
        int before = run("a").at("/status/metricResults/0/count").asInt();
        awaitCount("a", before + 3);
        assertThat(run("a").at("/status/metricResults/0/error").asInt()).isZero();

        application.children().forEach(ProcessHandle::destroyForcibly);
        int killedAt = run("a").at("/status/metricResults/0/count").asInt();
        awaitCount("a", killedAt + 3);
        assertThat(run("a").at("/status/phase").asText()).isEqualTo("Running");
    }

    @Test
    void runs_under_way_fill_the_places_and_those_that_have_ended_give_way() throws Exception {
        for (int i = 0; i < 3 * MOST; i++) {
            assertThat(create("many", SHORT).statusCode()).isEqualTo(201);
            if (i % MOST == MOST - 1) {
                await().atMost(LONG).until(() -> list("?phase=Successful").size() == MOST);
            }
        }
        for (int i = 0; i < MOST; i++) {
            assertThat(create("open", OPEN.replace("NAME", "o")).statusCode()).isEqualTo(201);
        }
        HttpResponse<String> full = create("open", SHORT);
        assertThat(full.statusCode()).isEqualTo(503);
        assertThat(full.headers().firstValue("Retry-After")).isPresent();
        assertThat(full.body()).contains("assay.analysis-runs.max-runs");
        assertThat(list("?phase=Running")).hasSize(MOST);
        assertThat(list("?limit=7")).hasSize(7);
    }

    @Test
    void a_stop_terminates_what_is_in_progress_and_tells_those_who_watch() throws Exception {
        createOpen("a");
        try (SseReader one = SseReader.open(URI.create(runs + "/a?watch=true"));
                SseReader all = SseReader.open(URI.create(runs + "?watch=true"))) {
            assertThat(one.next().orElseThrow().text("/status/phase")).isEqualTo("Running");
            assertThat(all.next().orElseThrow().name()).isEqualTo("analysisruns");
            long begun = System.nanoTime();
            application.terminate();
            assertThat(last(one).text("/status/message")).isEqualTo("Run Terminated");
            assertThat(last(all).text("/status/phase")).isEqualTo("Successful");
            assertThat(application.exitCode()).isIn(0, 143);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(12));
        }
        assertThat(folder.resolve("long-a")).exists();
        assertThat(application.remainingLog())
                .anySatisfy(line -> assertThat(line).contains("1 AnalysisRuns that are under way are terminated"));
    }

    private void createOpen(String name) throws Exception {
        assertThat(create(name, OPEN.replace("NAME", name)).statusCode()).isEqualTo(201);
        await().atMost(LONG)
                .until(() ->
                        !run(name).at("/status/metricResults/0/measurements/0").isMissingNode());
    }

    private void awaitCount(String name, int count) {
        await().atMost(LONG)
                .until(() -> run(name).at("/status/metricResults/0/count").asInt() >= count);
    }

    private Event lastOf(String name) throws Exception {
        try (SseReader reader = SseReader.open(URI.create(runs + "/" + name + "?watch=true"))) {
            return last(reader);
        }
    }

    private static Event last(SseReader reader) throws Exception {
        Optional<Event> event = reader.next();
        Event last = event.orElseThrow();
        while (event.isPresent()) {
            last = event.get();
            event = reader.next();
        }
        return last;
    }

    private ObjectNode run(String name) throws Exception {
        return Json.object(send("GET", "/" + name, "").body());
    }

    private JsonNode list(String query) throws Exception {
        return Json.object(send("GET", query, "").body()).path("items");
    }

    private HttpResponse<String> create(String name, String metric) throws Exception {
        return send(
                "POST",
                "",
                "{\"kind\":\"AnalysisRun\",\"metadata\":{\"name\":\"" + name + "\"},\"spec\":{\"metrics\":[" + metric
                        + "]}}");
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(runs + path))
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
