package dev.assay.api.plugin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.assay.host.ConfigurationFault;
import dev.assay.host.status.PluginState;
import dev.assay.host.status.RestartOutcome;
import dev.assay.measure.FakePluginHost;
import dev.assay.measure.FakeProvider;
import dev.assay.metric.Caller;
import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PluginsTest {
    private static final String KILLED =
            "was ended by signal 9; when nobody sent it, the usual cause is memory: see the"
                    + " limit of the plugin, the pod or the machine";
    private static final String SCRAPE = "/api/v1/plugins/assay/sample-scrape";

    @Inject
    FakePluginHost host;

    @BeforeEach
    void reset() {
        host.reset();
    }

    @Test
    void no_plugins_are_an_empty_list() {
        host.clear();
        given().get("/api/v1/plugins").then().statusCode(200).body(equalTo("{\"plugins\":[]}"));
    }

    @Test
    void the_list_of_all_plugins_holds_no_event_loop() {
        given().get("/api/v1/plugins").then().statusCode(200);
        assertThat(host.askedByEventLoop).isFalse();
    }

    @Test
    void plugins_are_listed_in_the_order_of_the_configuration() {
        given().get("/api/v1/plugins")
                .then()
                .statusCode(200)
                .body("plugins.name", contains(FakePluginHost.PROMETHEUS, FakePluginHost.SCRAPE));
    }

    @Test
    void a_plugin_shows_what_is_known_of_it() {
        given().get(SCRAPE)
                .then()
                .statusCode(200)
                .body("name", equalTo(FakePluginHost.SCRAPE))
                .body("state", equalTo("Ready"))
                .body("reason", equalTo(""))
                .body("since", equalTo("2026-01-02T03:04:05.678Z"))
                .body("restarts", is(0))
                .body("pid", is(4711))
                .body("protocol", equalTo("grpc"))
                .body("digest", equalTo(FakePluginHost.DIGEST))
                .body("location", equalTo("builtin://sample-scrape"))
                .body("generation", is(1))
                .body("required", is(true));
    }

    @Test
    void a_plugin_leaves_out_what_is_not_known_of_it() {
        host.add(FakePluginHost.status(FakePluginHost.SCRAPE, PluginState.BACKING_OFF, "exited with code 1"));
        given().get(SCRAPE)
                .then()
                .body("state", equalTo("BackingOff"))
                .body("reason", equalTo("exited with code 1"))
                .body("pid", nullValue())
                .body("protocol", nullValue());
    }

    @Test
    void a_plugin_shows_its_update_and_the_progress_of_a_download_but_not_the_fault_of_the_configuration() {
        Instant since = Instant.parse("2026-01-02T03:04:05.678Z");
        host.add(FakePluginHost.updating(PluginState.INSTALLING, "tried before: 503"));
        host.fault = Optional.of(new ConfigurationFault("it is empty; restore it", since));

        given().get(SCRAPE)
                .then()
                .body("progress.received", is(1))
                .body("progress.total", nullValue())
                .body("progress.bytesPerSecond", is(2))
                .body("update.state", equalTo("Installing"))
                .body("update.reason", equalTo("tried before: 503"))
                .body("update.since", equalTo("2026-01-02T03:04:05.678Z"))
                .body("update.location", equalTo("http://plugins.example/scrape"))
                .body("update.digest", equalTo(FakePluginHost.UPDATE_DIGEST))
                .body("update.progress.total", is(4))
                .body("configurationFault", nullValue());
    }

    @Test
    void the_list_says_once_why_the_configuration_is_not_in_force() {
        host.fault = Optional.of(
                new ConfigurationFault("it is empty; restore it", Instant.parse("2026-01-02T03:04:05.678Z")));
        given().get("/api/v1/plugins")
                .then()
                .body("configurationFault.message", equalTo("it is empty; restore it"))
                .body("configurationFault.since", equalTo("2026-01-02T03:04:05.678Z"))
                .body("plugins", hasSize(2))
                .body("plugins[0].configurationFault", nullValue());
        host.clear();
        given().get("/api/v1/plugins")
                .then()
                .body(equalTo("{\"configurationFault\":{\"message\":\"it is empty; restore it\","
                        + "\"since\":\"2026-01-02T03:04:05.678Z\"},\"plugins\":[]}"));
    }

    @Test
    void the_members_of_a_plugin_keep_their_order() {
        host.add(FakePluginHost.updating(PluginState.INSTALLING, "tried before: 503"));
        given().get(SCRAPE)
                .then()
                .body(
                        equalTo(
                                "{\"name\":\"assay/sample-scrape\",\"state\":\"Ready\",\"reason\":\"\","
                                        + "\"since\":\"2026-01-02T03:04:05.678Z\",\"restarts\":0,\"pid\":4711,\"protocol\":\"grpc\","
                                        + "\"digest\":\"" + FakePluginHost.DIGEST
                                        + "\",\"peer\":\"10.1.2.3:8080\",\"location\":\"builtin://sample-scrape\",\"generation\":1,"
                                        + "\"required\":true,\"timeout\":\"60s\",\"args\":[\"-v\"],"
                                        + "\"calls\":{\"inFlight\":2,\"waiting\":1,\"givenUp\":0},\"unansweredChecks\":0,"
                                        + "\"nextStart\":\"2026-01-02T03:04:05.678Z\","
                                        + "\"lastExit\":{\"code\":137,\"signal\":\"SIGKILL\",\"reason\":\"" + KILLED
                                        + "\",\"time\":\"2026-01-02T03:04:05.678Z\"},"
                                        + "\"progress\":{\"received\":1,\"bytesPerSecond\":2},"
                                        + "\"update\":{\"state\":\"Installing\",\"reason\":\"tried before: 503\","
                                        + "\"since\":\"2026-01-02T03:04:05.678Z\",\"location\":\"http://plugins.example/scrape\","
                                        + "\"digest\":\"" + FakePluginHost.UPDATE_DIGEST
                                        + "\",\"nextStart\":\"2026-01-02T03:04:05.678Z\",\"progress\":{\"received\":3,\"total\":4,\"bytesPerSecond\":5}}}"));
    }

    @Test
    void a_call_is_made_for_the_address_of_its_sender_and_may_fail_fast() {
        given().contentType("application/json").body("{}").post(SCRAPE + "/type?failFast=true");
        assertThat(host.lastCaller).contains(new Caller("127.0.0.1", true));
        given().contentType("application/json").body("{}").post(SCRAPE + "/type");
        assertThat(host.lastCaller).contains(new Caller("127.0.0.1", false));
        given().contentType("application/json")
                .body("{}")
                .post(SCRAPE + "/type?failFast=maybe")
                .then()
                .statusCode(400)
                .body("detail", containsString("failFast=maybe"));
    }

    @Test
    void a_restart_is_accepted_and_answers_with_the_plugin() {
        given().post(SCRAPE + "/restart").then().statusCode(202).body("name", equalTo(FakePluginHost.SCRAPE));
    }

    @Test
    void a_restart_too_soon_after_another_says_when_to_ask_again() {
        host.restarts.put(FakePluginHost.SCRAPE, RestartOutcome.TOO_SOON);
        given().post(SCRAPE + "/restart")
                .then()
                .statusCode(429)
                .header("Retry-After", equalTo("1"))
                .body("detail", containsString("ask again in a second"));
    }

    @Test
    void a_restart_of_an_unknown_plugin_names_those_that_exist() {
        given().post("/api/v1/plugins/no/one/restart").then().statusCode(404).body("plugins", hasSize(2));
    }

    @Test
    void run_hands_everything_on_as_it_came_and_adds_nothing() {
        host.scrape().onRun = metric -> FakeProvider.item(
                FakeProvider.phase(Phase.SUCCESSFUL).withMessage(metric.json().toString()));
        String metric = "{\"name\":\"m\",\"failureLimit\":1.10,\"x\":\"{{args.y}}\"}";
        String answer = call("run", "{\"analysisRun\":{\"metadata\":{\"name\":\"r\"}},\"metric\":" + metric + "}");
        assertThat(answer).isEqualTo("{\"phase\":\"Successful\",\"message\":\"" + metric.replace("\"", "\\\"") + "\"}");
        assertThat(host.scrape().runs.get(0).name()).isEqualTo("r");
    }

    @Test
    void an_empty_body_is_an_empty_object() {
        assertThat(call("metadata", "")).isEqualTo("{}");
        assertThat(call("run", "{\"metric\":{\"name\":\"m\"}}")).isEqualTo("{\"phase\":\"Successful\"}");
        assertThat(host.scrape().runs.get(0).text()).isEqualTo("{}");
    }

    @Test
    void an_empty_phase_is_written_all_the_same() {
        host.scrape().onRun = metric -> FakeProvider.item(Measurement.EMPTY);
        assertThat(call("run", "{\"metric\":{\"name\":\"m\"}}")).isEqualTo("{\"phase\":\"\"}");
    }

    @Test
    void resume_and_terminate_hand_the_measurement_on() {
        String body = "{\"metric\":{\"name\":\"m\"},\"measurement\":{\"phase\":\"Running\",\"value\":\"1\","
                + "\"metadata\":{\"job\":\"7\"},\"resumeAt\":\"2026-01-02T03:04:05Z\"}}";
        host.scrape().onResume = FakeProvider::item;
        assertThat(call("resume", body))
                .isEqualTo("{\"phase\":\"Running\",\"value\":\"1\",\"metadata\":{\"job\":\"7\"},"
                        + "\"resumeAt\":\"2026-01-02T03:04:05Z\"}");
        call("terminate", body);
        assertThat(host.scrape().calls).containsExactly("resume m", "terminate m");
        assertThat(host.scrape().measurements)
                .allSatisfy(m -> assertThat(m.resumeAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z")));
    }

    @Test
    void garbage_collect_answers_with_nothing_or_the_complaint() {
        assertThat(call("garbage-collect", "{\"metric\":{\"name\":\"m\"},\"limit\":10}"))
                .isEqualTo("{}");
        assertThat(host.scrape().calls).containsExactly("garbageCollect m 10");
        host.scrape().garbage = "failed to garbage collect via plugin: full";
        assertThat(call("garbage-collect", "")).isEqualTo("{\"error\":\"failed to garbage collect via plugin: full\"}");
    }

    @Test
    void metadata_is_a_map() {
        assertThat(call("metadata", "{}")).isEqualTo("{}");
        host.scrape().onMetadata = metric -> Uni.createFrom().item(Map.of("b", "2", "a", "1"));
        assertThat(call("metadata", "{}")).isEqualTo("{\"a\":\"1\",\"b\":\"2\"}");
    }

    @Test
    void type_is_a_text() {
        assertThat(call("type", "")).isEqualTo("{\"type\":\"RPCPlugin\"}");
    }

    @Test
    void the_web_provider_of_argo_gets_its_answer() {
        given().contentType("application/json")
                .accept("*/*")
                .body("{\"metric\":{\"name\":\"m\"}}")
                .post(SCRAPE + "/run")
                .then()
                .statusCode(200)
                .contentType(containsString("application/json"));
    }

    private static String call(String verb, String body) {
        return given().contentType("application/json")
                .body(body)
                .post(SCRAPE + "/" + verb)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }
}
