package dev.assay.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.host.ConfigurationFault;
import dev.assay.host.status.PluginState;
import dev.assay.host.status.RestartOutcome;
import dev.assay.measure.FakePluginHost;
import dev.assay.measure.FakeProvider;
import dev.assay.measure.RunManifests;
import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The published description and the answers of the service agree. */
@QuarkusTest
class OpenApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MEASUREMENTS = "/api/v1/measurements";
    private static final String RUNS = "/api/v1/analysisruns";
    private static final String RUN = "/api/v1/analysisruns/{name}";
    private static final String TERMINATE = "/api/v1/analysisruns/{name}/terminate";
    private static final String LIST = "/api/v1/plugins";
    private static final String PLUGIN = "/api/v1/plugins/{namespace}/{name}";
    private static final String LOGS = "/api/v1/plugins/{namespace}/{name}/logs";
    private static final String VERSION = "/api/v1/version";
    private static final String HISTORY = "/api/v1/plugins/{namespace}/{name}/history";
    private static final String RESTART = "/api/v1/plugins/{namespace}/{name}/restart";
    private static final String VERB = "/api/v1/plugins/{namespace}/{name}/{verb}";
    private static final String EXECUTABLES = "/api/v1/executables";
    private static final String EXECUTABLE = "/api/v1/executables/{sha256}";
    private static final String CHECK = "/api/v1/check";
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

    @Inject
    FakePluginHost host;

    private DescribedApi api;

    @BeforeEach
    void read_the_description() throws Exception {
        host.reset();
        String text = given().accept("application/json").get("/q/openapi").asString();
        api = new DescribedApi(JSON.readTree(text));
    }

    @Test
    void every_endpoint_is_described_and_nothing_else() {
        JsonNode root = api.root();
        assertThat(root.at("/info/title").asText()).isEqualTo("Assay");
        assertThat(root.path("tags").findValuesAsText("name"))
                .containsExactly("measurements", "analysisruns", "plugins", "executables", "assay");
        assertThat(root.path("paths").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        MEASUREMENTS,
                        RUNS,
                        RUN,
                        TERMINATE,
                        LIST,
                        PLUGIN,
                        HISTORY,
                        LOGS,
                        RESTART,
                        VERB,
                        EXECUTABLES,
                        EXECUTABLE,
                        CHECK,
                        VERSION);
        assertThat(api.operation(MEASUREMENTS, "post").path("operationId").asText())
                .isEqualTo("measure");
        assertThat(api.operation(RUNS, "post").path("operationId").asText()).isEqualTo("createAnalysisRun");
        assertThat(api.operation(RUNS, "get").path("operationId").asText()).isEqualTo("listAnalysisRuns");
        assertThat(api.operation(RUN, "get").path("operationId").asText()).isEqualTo("getAnalysisRun");
        assertThat(api.operation(RUN, "delete").path("operationId").asText()).isEqualTo("deleteAnalysisRun");
        assertThat(api.operation(TERMINATE, "post").path("operationId").asText())
                .isEqualTo("terminateAnalysisRun");
        assertThat(api.operation(LIST, "get").path("operationId").asText()).isEqualTo("listPlugins");
        assertThat(api.operation(PLUGIN, "get").path("operationId").asText()).isEqualTo("getPlugin");
        assertThat(api.operation(VERB, "post").path("operationId").asText()).isEqualTo("callPlugin");
        assertThat(api.operation(CHECK, "post").path("operationId").asText()).isEqualTo("check");
        assertThat(api.operation(RESTART, "post").path("operationId").asText()).isEqualTo("restartPlugin");
        assertThat(api.operation(EXECUTABLES, "get").path("operationId").asText())
                .isEqualTo("findExecutables");
        assertThat(api.operation(EXECUTABLE, "get").path("operationId").asText())
                .isEqualTo("getExecutable");
        assertThat(api.operation(EXECUTABLE, "head").path("operationId").asText())
                .isEqualTo("sizeOfExecutable");
    }

    @Test
    void every_parameter_is_described() {
        assertThat(api.parameters(MEASUREMENTS, "post"))
                .containsExactlyInAnyOrder("query arg", "query wait", "query failFast", "query fieldValidation");
        assertThat(api.parameters(RUNS, "post"))
                .containsExactlyInAnyOrder("query arg", "query failFast", "query fieldValidation");
        assertThat(api.parameters(RUNS, "get"))
                .containsExactlyInAnyOrder("query phase", "query limit", "query continue", "query watch");
        assertThat(api.parameters(RUN, "get")).containsExactlyInAnyOrder("path name", "query watch");
        assertThat(api.parameters(RUN, "delete")).containsExactly("path name");
        assertThat(api.parameters(TERMINATE, "post")).containsExactly("path name");
        assertThat(api.parameters(LIST, "get")).containsExactly("query watch");
        assertThat(api.parameters(LOGS, "get"))
                .containsExactlyInAnyOrder(
                        "path namespace", "path name", "query tail", "query since", "query level", "query follow");
        assertThat(api.parameters(HISTORY, "get")).containsExactlyInAnyOrder("path namespace", "path name");
        assertThat(api.parameters(EXECUTABLES, "get")).containsExactlyInAnyOrder("query sha256", "query location");
        assertThat(api.parameters(EXECUTABLE, "get")).containsExactly("path sha256");
        assertThat(api.parameters(PLUGIN, "get")).containsExactlyInAnyOrder("path namespace", "path name");
        assertThat(api.parameters(VERB, "post"))
                .containsExactlyInAnyOrder(
                        "path namespace", "path name", "path verb", "query failFast", "query fieldValidation");
    }

    @Test
    void every_parameter_has_a_type() {
        assertThat(api.root().path("paths").findValues("parameters"))
                .isNotEmpty()
                .allSatisfy(parameters -> assertThat(parameters).allSatisfy(parameter -> assertThat(
                                parameter.at("/schema/type").asText())
                        .as("%s", parameter)
                        .isNotEmpty()));
    }

    @Test
    void every_endpoint_takes_the_parameters_of_the_query_that_are_described_and_no_others() {
        String verb = LIST + "/assay/sample-scrape/";
        assertTakesDescribed(MEASUREMENTS, "post", r -> r.post(MEASUREMENTS));
        assertTakesDescribed(
                MEASUREMENTS, "post", r -> r.accept("text/event-stream").post(MEASUREMENTS));
        assertTakesDescribed(RUNS, "post", r -> r.post(RUNS));
        assertTakesDescribed(RUNS, "get", r -> r.get(RUNS));
        assertTakesDescribed(RUN, "get", r -> r.get(RUNS + "/a"));
        assertTakesDescribed(RUN, "get", r -> r.accept("text/event-stream").get(RUNS + "/a"));
        assertTakesDescribed(RUN, "delete", r -> r.delete(RUNS + "/a"));
        assertTakesDescribed(TERMINATE, "post", r -> r.post(RUNS + "/a/terminate"));
        assertTakesDescribed(LIST, "get", r -> r.get(LIST));
        assertTakesDescribed(LIST, "get", r -> r.accept("text/event-stream").get(LIST));
        assertTakesDescribed(LOGS, "get", r -> r.get(LIST + "/assay/sample-scrape/logs"));
        assertTakesDescribed(
                LOGS, "get", r -> r.accept("application/x-ndjson").get(LIST + "/assay/sample-scrape/logs"));
        assertTakesDescribed(LOGS, "get", r -> r.accept("text/event-stream").get(LIST + "/assay/sample-scrape/logs"));
        assertTakesDescribed(VERSION, "get", r -> r.get(VERSION));
        assertTakesDescribed(HISTORY, "get", r -> r.get(LIST + "/assay/sample-scrape/history"));
        assertTakesDescribed(PLUGIN, "get", r -> r.get(LIST + "/assay/sample-scrape"));
        assertTakesDescribed(EXECUTABLES, "get", r -> r.get(EXECUTABLES));
        assertTakesDescribed(RESTART, "post", r -> r.post(verb + "restart"));
        assertTakesDescribed(VERB, "post", r -> r.post(verb + "run"));
        assertTakesDescribed(CHECK, "post", r -> r.post(CHECK));
    }

    @Test
    void bodies_are_json_or_yaml() {
        for (String path : new String[] {MEASUREMENTS, RUNS, VERB, CHECK}) {
            JsonNode body = api.operation(path, "post").path("requestBody");
            assertThat(body.path("content").fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("application/json", "application/yaml");
            assertThat(body.path("required").asBoolean(false)).isEqualTo(!path.equals(VERB));
        }
    }

    @Test
    void the_described_verbs_and_states_are_those_that_exist() {
        JsonNode verb = Stream.of(api.operation(VERB, "post").path("parameters"))
                .flatMap(DescribedApi::elements)
                .filter(parameter -> parameter.path("name").asText().equals("verb"))
                .findFirst()
                .orElseThrow();
        Response unknown = given().contentType("application/json").post(LIST + "/assay/sample-scrape/fly");
        assertThat(DescribedApi.texts(verb.at("/schema/enum")))
                .isEqualTo(unknown.jsonPath().getList("verbs"));
        assertThat(DescribedApi.texts(api.schema("Plugin").at("/properties/state/enum")))
                .isEqualTo(
                        Stream.of(PluginState.values()).map(PluginState::text).toList());
    }

    @Test
    void a_status_with_every_member_is_as_described() throws Exception {
        host.scrape().onMetadata = metric -> Uni.createFrom().item(Map.of("a", "b"));
        host.scrape().onRun = metric -> FakeProvider.item(
                new Measurement(new Phase(metric.name()), "m", TIME, TIME, "7", Map.of("k", "v"), TIME));
        String run = RunManifests.run(
                "\"dryRun\":[{\"metricName\":\"Successful\"}],",
                Stream.of("Successful", "Failed", "Inconclusive", "Error")
                        .map(RunManifests::plugin)
                        .toArray(String[]::new));
        Response answer = json(run).post(MEASUREMENTS);
        api.assertDescribed(MEASUREMENTS, "post", answer);
        api.assertEveryMemberSeen("RunStatus", "MetricResult", "Measurement");
    }

    @Test
    void runs_are_as_described() throws Exception {
        host.scrape().onMetadata = metric -> Uni.createFrom().item(Map.of("a", "b"));
        host.scrape().onRun = metric ->
                FakeProvider.item(new Measurement(Phase.FAILED, "m", TIME, TIME, "7", Map.of("k", "v"), TIME));
        Response run = json("{\"metadata\":{\"name\":\"described\",\"namespace\":\"n\",\"labels\":{\"a\":\"b\"},"
                        + "\"annotations\":{\"a\":\"b\"}},\"spec\":{}}")
                .post(RUNS);
        api.assertDescribed(RUNS, "post", run);
        json(RunManifests.run(
                        "\"dryRun\":[{\"metricName\":\"a\"}],", RunManifests.plugin("a"), RunManifests.plugin("b")))
                .post(RUNS);
        await().until(() ->
                given().get(RUNS + "?phase=Failed").jsonPath().getList("items").size() == 1);
        api.assertDescribed(RUNS, "get", given().get(RUNS + "?limit=1"));
        api.assertDescribed(RUNS, "get", given().get(RUNS));
        api.assertEveryMemberSeen(
                "AnalysisRun",
                "AnalysisRunMetadata",
                "AnalysisRunStatus",
                "AnalysisRunList",
                "AnalysisRunListMetadata");
        String name = "/described";
        api.assertDescribed(RUN, "get", given().get(RUNS + name));
        api.assertDescribed(TERMINATE, "post", given().post(RUNS + name + "/terminate"));
        assertRefused(RUNS, "post", 400, r -> r.body("{").post(RUNS));
        assertRefused(RUNS, "post", 422, r -> r.body("{\"metadata\":{\"name\":\"A\"},\"spec\":{}}")
                .post(RUNS));
        assertRefused(RUN, "get", 404, r -> r.get(RUNS + "/none"));
        assertRefused(RUN, "delete", 404, r -> r.delete(RUNS + "/none"));
        assertRefused(TERMINATE, "post", 404, r -> r.post(RUNS + "/none/terminate"));
    }

    @Test
    void events_are_described() {
        Response answer = json(RunManifests.run("", RunManifests.plugin("a")))
                .accept("text/event-stream")
                .post(MEASUREMENTS);
        assertThat(api.response(MEASUREMENTS, "post", answer.statusCode())
                        .at("/content/text~1event-stream")
                        .isMissingNode())
                .isFalse();
        assertThat(answer.contentType()).startsWith("text/event-stream");
    }

    @Test
    void plugins_with_every_member_are_as_described() throws Exception {
        host.add(FakePluginHost.updating(PluginState.INSTALLING, "r"));
        host.fault = Optional.of(new ConfigurationFault("f", TIME));
        api.assertDescribed(LIST, "get", given().get(LIST));
        api.assertEveryMemberSeen(
                "PluginList",
                "Plugin",
                "PluginUpdate",
                "DownloadProgress",
                "ConfigurationFault",
                "LastExit",
                "PluginCalls");
        api.assertDescribed(PLUGIN, "get", given().get(LIST + "/assay/sample-scrape"));
    }

    @Test
    void the_answer_of_every_verb_is_described() throws Exception {
        host.scrape().onMetadata = metric -> Uni.createFrom().item(Map.of("a", "b"));
        host.scrape().garbage = "full";
        String[] verbs = {"run", "resume", "terminate", "garbage-collect", "metadata", "type"};
        for (String verb : verbs) {
            api.assertDescribed(
                    VERB, "post", json("{\"metric\":{\"name\":\"m\"}}").post(LIST + "/assay/sample-scrape/" + verb));
        }
    }

    @Test
    void the_report_of_a_check_is_described() throws Exception {
        api.assertDescribed(CHECK, "post", json("{\"kind\":\"ConfigMap\"}").post(CHECK));
    }

    @Test
    void every_refusal_is_a_described_problem() throws Exception {
        String run = RunManifests.run("", RunManifests.plugin("a"));
        String large = " ".repeat(1024 * 1024 + 1);
        assertRefused(MEASUREMENTS, "post", 400, r -> r.body("{").post(MEASUREMENTS));
        assertRefused(
                MEASUREMENTS, "post", 406, r -> r.accept("image/png").body(run).post(MEASUREMENTS));
        assertRefused(MEASUREMENTS, "post", 413, r -> r.body(large).post(MEASUREMENTS));
        assertRefused(MEASUREMENTS, "post", 415, r -> r.contentType("application/xml")
                .body(run)
                .post(MEASUREMENTS));
        assertRefused(MEASUREMENTS, "post", 422, r -> r.body("{\"spec\":{}}").post(MEASUREMENTS));
        assertRefused(RESTART, "post", 404, r -> r.post(LIST + "/no/one/restart"));
        host.restarts.put(FakePluginHost.SCRAPE, RestartOutcome.TOO_SOON);
        assertRefused(RESTART, "post", 429, r -> r.post(LIST + "/assay/sample-scrape/restart"));
        host.restarts.clear();
        api.assertDescribed(RESTART, "post", given().post(LIST + "/assay/sample-scrape/restart"));
        assertRefused(EXECUTABLES, "get", 400, r -> r.get(EXECUTABLES));
        assertRefused(EXECUTABLE, "get", 404, r -> r.get(EXECUTABLES + "/" + "0".repeat(64)));
        assertRefused(EXECUTABLE, "get", 404, r -> r.get(EXECUTABLES + "/x"));
        assertRefused(LIST, "get", 406, r -> r.accept("image/png").get(LIST));
        assertRefused(PLUGIN, "get", 404, r -> r.get(LIST + "/no/one"));
        assertRefused(PLUGIN, "get", 406, r -> r.accept("image/png").get(LIST + "/assay/sample-scrape"));
        String verb = LIST + "/assay/sample-scrape/";
        assertRefused(VERB, "post", 400, r -> r.body("[").post(verb + "run"));
        assertRefused(VERB, "post", 404, r -> r.body("{}").post(verb + "fly"));
        assertRefused(VERB, "post", 406, r -> r.accept("image/png").body("{}").post(verb + "run"));
        assertRefused(VERB, "post", 413, r -> r.body(large).post(verb + "run"));
        assertRefused(VERB, "post", 415, r -> r.contentType("application/xml")
                .body("{}")
                .post(verb + "run"));
        host.scrape().onRun = metric -> {
            throw new IllegalStateException("a bug");
        };
        assertRefused(
                VERB, "post", 500, r -> r.body("{\"metric\":{\"name\":\"m\"}}").post(verb + "run"));
        assertRefused(PLUGIN, "get", 404, r -> r.get(LIST + "/no/one"));
        api.assertEveryMemberSeen("Problem");
    }

    private void assertRefused(String path, String method, int status, Function<RequestSpecification, Response> request)
            throws Exception {
        Response answer = request.apply(given().contentType("application/json"));
        assertThat(answer.statusCode()).isEqualTo(status);
        api.assertDescribed(path, method, answer);
    }

    private void assertTakesDescribed(String path, String method, Function<RequestSpecification, Response> request) {
        List<String> described = api.parameters(path, method).stream()
                .filter(parameter -> parameter.startsWith("query "))
                .map(parameter -> parameter.substring("query ".length()))
                .sorted()
                .toList();
        Response refused = request.apply(json("{}").queryParam("unheard", "1"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.jsonPath().getString("detail"))
                .endsWith(described.isEmpty() ? "takes none" : "; there are " + String.join(", ", described));
    }

    private static RequestSpecification json(String body) {
        return given().contentType("application/json").body(body);
    }
}
