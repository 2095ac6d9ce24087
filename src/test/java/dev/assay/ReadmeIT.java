package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.testing.ManagementPort;
import dev.assay.testing.PackagedProgram;
import dev.assay.testing.RealPart;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sends every request of the README, as it stands there, to the packaged application on its embedded default. */
@QuarkusIntegrationTest
@QuarkusTestResource(value = ManagementPort.class, restrictToAnnotatedClass = true)
class ReadmeIT {
    private static final Pattern SHELL_BLOCK = Pattern.compile("```shell\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ADDRESS = Pattern.compile("localhost:8080");
    private static final Pattern MANAGEMENT = Pattern.compile("localhost:9000");

    @TestHTTPResource("/")
    URL url;

    URI management;

    @BeforeEach
    void await_readiness() throws InterruptedException {
        RealPart.require("curl");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> status(management.resolve("/q/health/ready")) == 200);
    }

    @Test
    void every_request_of_the_readme_is_tried_here() throws Exception {
        assertThat(curls()).hasSize(8);
    }

    @Test
    void the_first_measurement_is_successful_with_the_uptime_as_its_value() throws Exception {
        JsonNode status = json(run("name: first-light"));

        assertThat(status.at("/phase").asText()).isEqualTo("Successful");
        assertThat(status.at("/metricResults/0/name").asText()).isEqualTo("uptime");
        assertThat(status.at("/metricResults/0/phase").asText()).isEqualTo("Successful");
        assertThat(status.at("/metricResults/0/measurements/0/value").asDouble())
                .isPositive();
    }

    @Test
    void a_template_is_measured_with_the_argument_of_the_query() throws Exception {
        JsonNode status = json(run("name: one-series"));

        assertThat(status.at("/phase").asText()).isEqualTo("Successful");
        assertThat(status.at("/metricResults/0/measurements/0/value").asDouble())
                .isBetween(0.0, 1.0);
    }

    @Test
    void an_event_stream_has_each_result_and_then_the_whole() throws Exception {
        String events = run("text/event-stream");

        assertThat(events.indexOf("metricResult")).isNotNegative().isLessThan(events.indexOf("event:status"));
        assertThat(events).contains("\"phase\":\"Successful\"");
    }

    @Test
    void one_verb_answers_as_argos_client_would_have_it() throws Exception {
        List<JsonNode> answers = jsons(run("sample-scrape/run"));

        assertThat(answers).hasSize(2);
        assertThat(answers.get(0).at("/phase").asText()).isEqualTo("Successful");
        assertThat(answers.get(0).at("/value").asDouble()).isPositive();
        assertThat(answers.get(1)).hasToString("{\"type\":\"RPCPlugin\"}");
    }

    @Test
    void the_plugins_are_listed_with_their_state() throws Exception {
        List<JsonNode> answers = jsons(run("curl -s localhost:8080/api/v1/plugins\n"));

        assertThat(answers.get(0).path("plugins")).hasSize(2).allSatisfy(plugin -> {
            assertThat(plugin.at("/state").asText()).isEqualTo("Ready");
            assertThat(plugin.at("/protocol").asText()).isEqualTo("grpc");
            assertThat(plugin.at("/pid").asLong()).isPositive();
        });
        assertThat(answers.get(1).at("/name").asText()).isEqualTo("assay/sample-prometheus");
    }

    @Test
    void a_restart_answers_with_the_plugin() throws Exception {
        JsonNode plugin = json(run("sample-prometheus/restart"));

        assertThat(plugin.at("/name").asText()).isEqualTo("assay/sample-prometheus");
        assertThat(plugin.at("/state").asText()).isEqualTo("Ready");
    }

    @Test
    void health_and_metrics_answer_on_the_management_port_alone_and_openapi_to_callers() throws Exception {
        assertThat(status(URI.create(url + "q/openapi"))).isEqualTo(200);
        for (String path : List.of("/q/health/live", "/q/health/started", "/q/health/ready", "/q/metrics")) {
            assertThat(status(management.resolve(path))).as(path).isEqualTo(200);
            assertThat(status(URI.create(url + path.substring(1))))
                    .as("callers' port: " + path)
                    .isEqualTo(404);
        }
    }

    @Test
    void the_interface_is_described_in_json_and_yaml() throws Exception {
        JsonNode json = json(body("q/openapi.json"));
        assertThat(json.at("/info/title").asText()).isEqualTo("Assay");
        assertThat(json.at("/paths/~1api~1v1~1measurements/post").isObject()).isTrue();

        assertThat(body("q/openapi")).startsWith("---\nopenapi: 3").contains("\n  /api/v1/measurements:\n");
    }

    @Test
    void the_gate_of_a_pipeline_is_successful_with_the_plugins_of_a_fresh_clone() throws Exception {
        assumeTrue(Files.exists(PackagedProgram.jar()), "only a native executable was built");
        assertThat(run("run src/example/analysis/gate.yaml")).contains("AnalysisRun gate: Successful after ");
    }

    /** Runs the one block of the README that has this text in it. */
    private String run(String marker) throws Exception {
        String block = blocks().stream()
                .filter(text -> text.contains(marker))
                .reduce((a, b) -> {
                    throw new AssertionError("two blocks of the README have " + marker);
                })
                .orElseThrow(() -> new AssertionError("no block of the README has " + marker));
        String here = MANAGEMENT
                .matcher(ADDRESS.matcher(block).replaceAll(url.getHost() + ":" + url.getPort()))
                .replaceAll(management.getAuthority());
        Process shell = new ProcessBuilder("sh", "-ec", here)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        shell.getOutputStream().close();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(output).isZero();
        return output;
    }

    private static List<String> blocks() throws IOException {
        return SHELL_BLOCK
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    private static List<String> curls() throws IOException {
        return Pattern.compile("^curl .*$", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static int status(URI address) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private String body(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    /** JSON texts one behind the other. */
    private static List<JsonNode> jsons(String text) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> all = new ArrayList<>();
        try (JsonParser parser = mapper.createParser(text)) {
            for (JsonNode next = mapper.readTree(parser); next != null; next = mapper.readTree(parser)) {
                all.add(next);
            }
        }
        return all;
    }
}
