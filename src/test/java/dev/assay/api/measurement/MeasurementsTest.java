package dev.assay.api.measurement;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.assay.host.status.PluginState;
import dev.assay.measure.FakePluginHost;
import dev.assay.measure.FakeProvider;
import dev.assay.measure.RunManifests;
import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class MeasurementsTest {
    private static final String MEASUREMENTS = "/api/v1/measurements";
    private static final String YAML = """
            kind: AnalysisTemplate
            spec:
              args:
                - name: service
              metrics:
                - name: up
                  provider:
                    plugin:
                      assay/sample-scrape:
                        metric: 'up{{args.service}}'
            """;

    @Inject
    FakePluginHost host;

    @TestHTTPResource
    URI uri;

    @BeforeEach
    void reset() {
        host.reset();
    }

    @Test
    void an_unknown_plugin_is_the_error_of_its_metric_alone() {
        post(RunManifests.run("", RunManifests.metric("a", "{\"plugin\":{\"no/one\":{}}}"), RunManifests.plugin("b")))
                .body("phase", equalTo("Error"))
                .body("metricResults.name", contains("a", "b"))
                .body("metricResults.phase", contains("Error", "Successful"))
                .body("metricResults[0].measurements[0].message", containsString("no/one"))
                .body("metricResults[0].measurements[0].message", containsString(FakePluginHost.SCRAPE))
                .body("metricResults[0].measurements[0].finishedAt", endsWith("Z"))
                .body("message", containsString("Metric \"a\" assessed Error: \"Error Message: tried to measure a"));
    }

    @Test
    void a_built_in_provider_is_an_error_that_names_the_plugin_that_would_do() {
        post(RunManifests.run("", RunManifests.metric("a", "{\"prometheus\":{\"query\":\"up\"}}")))
                .body("phase", equalTo("Error"))
                .body("metricResults[0].message", containsString("built-in provider prometheus"))
                .body("metricResults[0].message", endsWith("with " + FakePluginHost.PROMETHEUS));
    }

    @Test
    void a_failure_within_assay_is_the_error_of_its_metric_alone() {
        host.scrape().onRun = metric -> {
            if (metric.name().equals("a")) {
                throw new IllegalStateException("secret inside");
            }
            return FakeProvider.item(FakeProvider.phase(Phase.SUCCESSFUL));
        };
        post(RunManifests.run("", RunManifests.plugin("a"), RunManifests.plugin("b")))
                .body("metricResults.phase", contains("Error", "Successful"))
                .body("metricResults[0].message", containsString("bug in Assay"));
    }

    @Test
    void arguments_that_cannot_be_resolved_are_the_error_of_the_run() {
        given().contentType("application/yaml")
                .body(YAML.getBytes(UTF_8))
                .post(MEASUREMENTS)
                .then()
                .statusCode(200)
                .body("phase", equalTo("Error"))
                .body("message", equalTo("Unable to resolve metric arguments: args.service was not resolved"))
                .body("metricResults", empty());
        assertThat(host.scrape().calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/yaml",
                "application/yaml; charset=utf-8",
                "text/yaml",
                "application/x-yaml",
                "application/x-www-form-urlencoded"
            })
    void a_template_in_yaml_is_measured_with_the_arguments_given(String type) throws Exception {
        host.scrape().onRun = metric -> Uni.createFrom()
                .item(new Measurement(
                        Phase.SUCCESSFUL,
                        "",
                        null,
                        null,
                        metric.plugin().orElseThrow().config().path("metric").asText(),
                        Map.of(),
                        null));
        HttpRequest request = HttpRequest.newBuilder(uri.resolve(MEASUREMENTS + "?arg=service=-a%3Db"))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(YAML))
                .build();
        HttpResponse<String> response =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(JsonPath.from(response.body()).getString("metricResults[0].measurements[0].value"))
                .isEqualTo("up-a=b");
    }

    @Test
    void several_documents_are_measured_as_one_run_and_what_is_passed_over_is_a_warning() {
        String documents = """
                kind: AnalysisTemplate
                metadata: {name: one}
                spec:
                  metrics: [%s]
                  templates: [{templateName: two, clusterScope: true}]
                ---
                kind: List
                items:
                - {kind: Service, metadata: {name: shop}}
                - kind: ClusterAnalysisTemplate
                  metadata: {name: two}
                  spec: {metrics: [%s]}
                """.formatted(RunManifests.plugin("a"), RunManifests.plugin("b"));
        given().contentType("application/yaml")
                .body(documents.getBytes(UTF_8))
                .post(MEASUREMENTS)
                .then()
                .statusCode(200)
                .header("Warning", containsString("passed over Service shop (line 7), which is no analysis"))
                .body("metricResults.name", contains("a", "b"));
        given().contentType("application/yaml")
                .body(documents.replace("\"name\":\"b\"", "\"name\":\"a\"").getBytes(UTF_8))
                .post(MEASUREMENTS)
                .then()
                .statusCode(422)
                .body(
                        "detail",
                        equalTo(
                                "tried to merge 2 templates, but two metrics have the same name 'a' in AnalysisTemplate one"
                                        + " (line 1) and in ClusterAnalysisTemplate two (line 7); change one of them"));
    }

    @Test
    void a_result_has_the_shape_of_argo() {
        Instant time = Instant.parse("2026-01-02T03:04:05Z");
        host.scrape().onRun = metric -> Uni.createFrom()
                .item(new Measurement(Phase.FAILED, "too high", time, time, "7", Map.of("k", "v"), null));
        host.scrape().onMetadata = metric -> Uni.createFrom().item(Map.of("query", "up"));
        post(RunManifests.run("", RunManifests.plugin("a")))
                .body("phase", equalTo("Failed"))
                .body(
                        "message",
                        equalTo("Metric \"a\" assessed Failed due to failed (1) > failureLimit (0): \"Error Message:"
                                + " too high\""))
                .body("metricResults", hasSize(1))
                .body("metricResults[0].name", equalTo("a"))
                .body("metricResults[0].phase", equalTo("Failed"))
                .body("metricResults[0].metadata.query", equalTo("up"))
                .body("metricResults[0].failed", is(1))
                .body("metricResults[0].dryRun", nullValue())
                .body("metricResults[0].measurements", hasSize(1))
                .body("metricResults[0].measurements[0].phase", equalTo("Failed"))
                .body("metricResults[0].measurements[0].value", equalTo("7"))
                .body("metricResults[0].measurements[0].message", equalTo("too high"))
                .body("metricResults[0].measurements[0].metadata.k", equalTo("v"))
                .body("metricResults[0].measurements[0].startedAt", equalTo("2026-01-02T03:04:05Z"))
                .body("metricResults[0].measurements[0].finishedAt", equalTo("2026-01-02T03:04:05Z"));
        assertThat(host.scrape().calls).containsExactly("run a", "metadata a");
        assertThat(host.scrape().runs.get(0).name()).isEqualTo("r");
    }

    @Test
    void the_members_of_a_result_have_the_order_of_argo() {
        Instant time = Instant.parse("2026-01-02T03:04:05Z");
        host.scrape().onMetadata = metric -> Uni.createFrom().item(Map.of("b", "2", "a", "1"));
        host.scrape().onRun = metric ->
                Uni.createFrom().item(new Measurement(new Phase(metric.name()), "", time, time, "7", Map.of(), null));
        String[] phases = {"Successful", "Failed", "Inconclusive", "Error", "Pending"};
        String answer = post(RunManifests.run(
                        "\"dryRun\":[{\"metricName\":\"Failed\"}],",
                        Stream.of(phases).map(RunManifests::plugin).toArray(String[]::new)))
                .extract()
                .asString();
        String[] counters = {
            "\"count\":1,\"successful\":1,\"consecutiveSuccess\":1,",
            "\"count\":1,\"failed\":1,\"dryRun\":true,",
            "\"count\":1,\"inconclusive\":1,",
            "\"error\":1,\"consecutiveError\":1,",
            ""
        };
        for (int i = 0; i < phases.length; i++) {
            assertThat(answer)
                    .contains("{\"name\":\"" + phases[i] + "\",\"phase\":\"" + phases[i]
                            + "\",\"measurements\":[{\"phase\":\""
                            + phases[i] + "\",\"startedAt\":\"2026-01-02T03:04:05Z\","
                            + "\"finishedAt\":\"2026-01-02T03:04:05Z\",\"value\":\"7\"}]," + counters[i]
                            + "\"metadata\":{\"a\":\"1\",\"b\":\"2\"}}");
        }
        assertThat(answer)
                .matches("\\{\"phase\":\"Error\",\"message\":\"[^}]*\",\"metricResults\":\\[.*],"
                        + "\"startedAt\":\"[-0-9]{10}T[0-9:]{8}Z\"}");
    }

    @Test
    void a_metric_in_dry_run_does_not_count() {
        host.scrape().onRun = metric ->
                FakeProvider.item(FakeProvider.phase(metric.name().equals("a") ? Phase.FAILED : Phase.SUCCESSFUL));
        post(RunManifests.run(
                        "\"dryRun\":[{\"metricName\":\"a\"}],", RunManifests.plugin("a"), RunManifests.plugin("b")))
                .body("phase", equalTo("Successful"))
                .body("metricResults.phase", contains("Failed", "Successful"))
                .body("metricResults[0].dryRun", is(true))
                .body("metricResults[1].dryRun", nullValue());
    }

    @Test
    void a_terminated_run_runs_nothing() {
        post(RunManifests.run("\"terminate\":true,", RunManifests.plugin("a")))
                .body("phase", equalTo("Successful"))
                .body("message", equalTo("Run Terminated"))
                .body("metricResults", empty());
        assertThat(host.scrape().calls).isEmpty();
    }

    @Test
    void a_measurement_left_running_is_shown_as_it_is_when_nobody_waits() {
        host.scrape().onRun = metric -> FakeProvider.item(FakeProvider.phase(Phase.RUNNING));
        post(RunManifests.run("", RunManifests.plugin("a")))
                .body("phase", equalTo("Running"))
                .body("message", nullValue())
                .body("completedAt", nullValue())
                .body("metricResults[0].measurements[0].finishedAt", nullValue());
        assertThat(host.scrape().calls).containsExactly("run a", "metadata a");
    }

    @Test
    void a_measurement_left_running_is_followed_when_the_caller_waits() {
        host.scrape().onRun = metric -> FakeProvider.item(FakeProvider.phase(Phase.RUNNING));
        given().contentType("application/json")
                .queryParam("wait", "PT1M")
                .body(RunManifests.run("", RunManifests.plugin("a")))
                .post(MEASUREMENTS)
                .then()
                .statusCode(200)
                .body("phase", equalTo("Successful"));
        assertThat(host.scrape().calls).containsExactly("run a", "resume a", "metadata a");
    }

    @Test
    void a_plugin_that_is_down_is_not_asked_for_metadata_too() {
        host.add(FakePluginHost.status(FakePluginHost.SCRAPE, PluginState.BACKING_OFF, "exited with code 1"));
        host.scrape().onRun = metric -> FakeProvider.item(FakeProvider.phase(Phase.ERROR));
        post(RunManifests.run("", RunManifests.plugin("a"))).body("phase", equalTo("Error"));
        assertThat(host.scrape().calls).containsExactly("run a");
    }

    private static ValidatableResponse post(String body) {
        return given().contentType("application/json")
                .body(body)
                .post(MEASUREMENTS)
                .then()
                .statusCode(200)
                .contentType("application/json");
    }
}
