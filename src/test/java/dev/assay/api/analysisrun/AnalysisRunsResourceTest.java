package dev.assay.api.analysisrun;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.assay.measure.FakePluginHost;
import dev.assay.measure.FakeProvider;
import dev.assay.measure.RunManifests;
import dev.assay.measure.run.AnalysisRuns;
import dev.assay.measure.run.RunQuery;
import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AnalysisRunsResourceTest {
    private static final String RUNS = "/api/v1/analysisruns";
    private static final String ENDLESS =
            "{\"name\":\"m\",\"interval\":\"1h\",\"provider\":{\"plugin\":{\"assay/sample-scrape\":{}}}}";

    /** Calls that the plugin has not answered. */
    private final List<UniEmitter<? super Measurement>> open = new CopyOnWriteArrayList<>();

    @Inject
    FakePluginHost host;

    @Inject
    AnalysisRuns runs;

    @BeforeEach
    void reset() {
        host.reset();
        runs.page(RunQuery.of(List.of(), null, null)).runs().forEach(run -> runs.delete(run.name()));
        await().until(() -> runs.page(RunQuery.of(List.of(), null, null)).runs().isEmpty());
    }

    @AfterEach
    void answer() {
        open.forEach(call -> call.complete(FakeProvider.phase(Phase.SUCCESSFUL)));
    }

    @Test
    void a_run_is_created_shown_and_removed() {
        host.scrape().onRun =
                metric -> FakeProvider.item(FakeProvider.phase(Phase.SUCCESSFUL).withValue("7"));
        String location = create(named("a", RunManifests.plugin("m")))
                .statusCode(201)
                .body("apiVersion", equalTo("argoproj.io/v1alpha1"))
                .body("kind", equalTo("AnalysisRun"))
                .body("metadata.name", equalTo("a"))
                .body("metadata.labels", equalTo(Map.of("app", "shop")))
                .body("metadata.creationTimestamp", endsWith("Z"))
                .body("spec.metrics[0].name", equalTo("m"))
                .body("status.phase", notNullValue())
                .extract()
                .header("Location");
        assertThat(location).endsWith(RUNS + "/a");
        awaitPhase("a", "Successful");
        given().get(RUNS + "/a")
                .then()
                .statusCode(200)
                .body("status.metricResults[0].measurements[0].value", equalTo("7"))
                .body("status.runSummary.successful", is(1))
                .body("status.completedAt", endsWith("Z"));
        given().delete(RUNS + "/a").then().statusCode(204).body(equalTo(""));
        given().get(RUNS + "/a").then().statusCode(404).body("type", equalTo("urn:assay:problem:unknown-analysisrun"));
        given().delete(RUNS + "/a").then().statusCode(404);
        given().post(RUNS + "/a/terminate").then().statusCode(404).body("detail", containsString("\"a\""));
    }

    @Test
    void yaml_with_arguments_makes_a_run_of_a_template() {
        String yaml = """
                kind: AnalysisTemplate
                metadata: {name: rate}
                spec:
                  args: [{name: service}]
                  metrics:
                    - {name: m, count: 3, interval: 1h, provider: {plugin: {assay/sample-scrape: {metric: '{{args.service}}'}}}}
                """;
        given().contentType("application/yaml")
                .queryParam("arg", "service=shop")
                .body(yaml.getBytes(StandardCharsets.UTF_8))
                .post(RUNS)
                .then()
                .statusCode(201)
                .header("Warning", nullValue())
                .body("kind", equalTo("AnalysisRun"))
                .body("metadata.name", equalTo("rate"))
                .body("spec.args[0].value", equalTo("shop"));
        given().contentType("application/yaml")
                .body(yaml.getBytes(StandardCharsets.UTF_8))
                .post(RUNS)
                .then()
                .statusCode(422)
                .body("detail", containsString("args.service was not resolved"));
    }

    @Test
    void templates_of_several_documents_are_merged_into_one_run() {
        String yaml = """
                kind: AnalysisTemplate
                metadata: {name: a}
                spec: {metrics: [{name: m1, interval: 1h, provider: {plugin: {assay/sample-scrape: {}}}}]}
                ---
                kind: ConfigMap
                metadata: {name: c}
                ---
                kind: AnalysisTemplate
                metadata: {name: b}
                spec: {metrics: [{name: m2, interval: 1h, provider: {plugin: {assay/sample-scrape: {}}}}]}
                """;
        given().contentType("application/yaml")
                .body(yaml.getBytes(StandardCharsets.UTF_8))
                .post(RUNS)
                .then()
                .statusCode(201)
                .header("Warning", containsString("ConfigMap"))
                .body("spec.metrics.name", contains("m1", "m2"));
    }

    @Test
    void the_list_has_brief_runs_in_the_order_of_creation_by_phase_and_in_parts() {
        create(named("a", ENDLESS)).statusCode(201);
        create(named("b", RunManifests.plugin("m"))).statusCode(201);
        create(named("c", ENDLESS)).statusCode(201);
        awaitPhase("a", "Running");
        awaitPhase("b", "Successful");
        awaitPhase("c", "Running");
        given().get(RUNS)
                .then()
                .statusCode(200)
                .body("apiVersion", equalTo("argoproj.io/v1alpha1"))
                .body("kind", equalTo("AnalysisRunList"))
                .body("metadata", aMapWithSize(0))
                .body("items.metadata.name", contains("a", "b", "c"))
                .body("items[1].spec", aMapWithSize(0))
                .body("items[1].status.metricResults[0].count", is(1))
                .body("items[1].status.metricResults[0].measurements", nullValue());
        given().get(RUNS + "?phase=Running").then().body("items.metadata.name", contains("a", "c"));
        given().get(RUNS + "?phase=Running&phase=Successful").then().body("items", hasSize(3));
        String more = given().get(RUNS + "?limit=2")
                .then()
                .body("items.metadata.name", contains("a", "b"))
                .extract()
                .path("metadata.continue");
        given().get(RUNS + "?limit=2&continue=" + more)
                .then()
                .body("items.metadata.name", contains("c"))
                .body("metadata.continue", nullValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "phase=Happy",
                "phase=running",
                "limit=0",
                "limit=-1",
                "limit=x",
                "limit=99999999999999999999",
                "continue=x",
                "continue=-1",
                "watch=maybe",
                "watches=true"
            })
    void a_parameter_that_makes_no_sense_is_refused(String query) {
        given().get(RUNS + "?" + query).then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void a_run_is_terminated_in_its_plugin_and_again_without_effect() {
        host.scrape().onRun = metric -> FakeProvider.item(FakeProvider.phase(Phase.RUNNING));
        host.scrape().onResume = last -> FakeProvider.item(FakeProvider.phase(Phase.RUNNING));
        create(named("a", ENDLESS)).statusCode(201);
        await().until(() -> host.scrape().calls.contains("run m"));
        given().post(RUNS + "/a/terminate").then().statusCode(200).body("spec.terminate", is(true));
        awaitPhase("a", "Successful");
        assertThat(host.scrape().calls).contains("terminate m");
        given().post(RUNS + "/a/terminate")
                .then()
                .statusCode(200)
                .body("spec.terminate", is(true))
                .body("status.message", equalTo("Run Terminated"));
    }

    @Test
    void a_run_that_is_removed_under_way_is_ended_first() {
        host.scrape().onRun = metric -> FakeProvider.item(FakeProvider.phase(Phase.RUNNING));
        host.scrape().onResume = last -> FakeProvider.item(FakeProvider.phase(Phase.RUNNING));
        host.scrape().onTerminate = last -> Uni.createFrom().emitter(open::add);
        create(named("a", ENDLESS)).statusCode(201);
        await().until(() -> host.scrape().calls.contains("run m"));
        given().delete(RUNS + "/a")
                .then()
                .statusCode(202)
                .body("metadata.name", equalTo("a"))
                .body("spec.terminate", is(true));
        await().until(() -> !open.isEmpty());
        given().get(RUNS + "/a").then().statusCode(200);
        open.get(0).complete(FakeProvider.phase(Phase.SUCCESSFUL));
        await().until(() -> given().get(RUNS + "/a").statusCode() == 404);
    }

    @Test
    void a_run_that_argo_refuses_at_its_begin_ends_at_once() {
        create("{\"spec\":{}}")
                .statusCode(201)
                .body("status.phase", equalTo("Error"))
                .body("status.message", equalTo("Analysis spec invalid: no metrics specified"));
        create("{\"spec\":{\"metrics\":[{\"name\":\"m\",\"interval\":\"1x\",\"provider\":{\"web\":{}}}]}}")
                .statusCode(201)
                .body("status.phase", equalTo("Error"))
                .body("status.message", startsWith("Analysis spec invalid: metrics[0]: "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "{\"kind\":\"ConfigMap\"}",
                "{\"kind\":\"List\",\"items\":[{\"kind\":\"Pod\"}]}",
                "{\"spec\":{\"metrics\":7}}",
                "{\"spec\":{\"metrics\":[]},\"spec2\":{}}",
                "{\"metadata\":7,\"spec\":{}}"
            })
    void an_unreadable_body_is_refused(String body) {
        create(body).statusCode(400).contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Upper", "a b", "ä", "..", "a/b", "-a", "%00"})
    void a_name_that_kubernetes_refuses_is_refused(String name) {
        create("{\"metadata\":{\"name\":\"" + name + "\"},\"spec\":{}}")
                .statusCode(422)
                .body("faults", hasItem(containsString("metadata.name")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%2e%2e", "a%2Fb", "%00", "ä", "a;b", "a%0Ab", "%ff"})
    void a_path_with_odd_characters_names_no_run(String name) {
        for (String path : new String[] {RUNS + "/" + name, RUNS + "/" + name + "/terminate"}) {
            assertThat(given().urlEncodingEnabled(false).get(path).statusCode())
                    .as(path)
                    .isIn(400, 404, 405);
            assertThat(given().urlEncodingEnabled(false).delete(path).statusCode())
                    .as(path)
                    .isIn(400, 404, 405);
        }
    }

    @Test
    void labels_and_annotations_of_any_type_do_no_harm() {
        create("{\"metadata\":{\"labels\":[1],\"annotations\":{\"a\":{},\"b\":\"c\",\"n\":null}},\"spec\":{}}")
                .statusCode(201)
                .body("metadata.labels", nullValue())
                .body("metadata.annotations", equalTo(Map.of("b", "c")));
    }

    @Test
    void unknown_fields_are_refused_or_bring_a_warning() {
        String body = "{\"spec\":{\"metricz\":[]}}";
        create(body).statusCode(400).body("faults", hasItem(containsString("metrics")));
        given().contentType("application/json")
                .queryParam("fieldValidation", "Warn")
                .body(body)
                .post(RUNS)
                .then()
                .statusCode(201)
                .header("Warning", containsString("metricz"));
    }

    @Test
    void a_metric_that_is_measured_more_than_once_brings_no_warning() {
        create(
                        named(
                                "a",
                                "{\"name\":\"m\",\"count\":5,\"interval\":\"1h\",\"provider\":{\"plugin\":{\"assay/sample-scrape\":{}}}}"))
                .statusCode(201)
                .header("Warning", nullValue());
    }

    @Test
    void before_the_configuration_is_read_nothing_is_created() {
        host.configured = false;
        create(named("a", ENDLESS)).statusCode(503).header("Retry-After", notNullValue());
        assertThat(runs.page(RunQuery.of(List.of(), null, null)).runs()).isEmpty();
    }

    @Test
    void many_runs_of_one_name_have_names_of_their_own() {
        for (int i = 0; i < 20; i++) {
            create(named("a", RunManifests.plugin("m"))).statusCode(201);
        }
        given().get(RUNS).then().body("items", hasSize(20)).body("items.metadata.name", hasItems("a", "a.1", "a.19"));
        given().get(RUNS + "/a.19").then().statusCode(200).body("metadata.name", equalTo("a.19"));
    }

    @Test
    void a_stream_needs_the_media_type_and_the_parameter() {
        given().accept("application/json").get(RUNS + "?watch=true").then().statusCode(400);
        given().accept("application/json").get(RUNS + "/a?watch=true").then().statusCode(400);
        given().accept("text/event-stream")
                .get(RUNS)
                .then()
                .statusCode(400)
                .body("detail", not(containsString("null")));
        given().accept("text/event-stream").get(RUNS + "/a").then().statusCode(400);
        given().get(RUNS + "/none?watch=true").then().statusCode(404);
    }

    private void awaitPhase(String name, String phase) {
        await().until(() -> phase.equals(given().get(RUNS + "/" + name).path("status.phase")));
    }

    private static ValidatableResponse create(String body) {
        return given().contentType("application/json").body(body).post(RUNS).then();
    }

    private static String named(String name, String... metrics) {
        return "{\"kind\":\"AnalysisRun\",\"metadata\":{\"name\":\"" + name
                + "\",\"labels\":{\"app\":\"shop\"}},\"spec\":{" + "\"metrics\":[" + String.join(",", metrics) + "]}}";
    }
}
