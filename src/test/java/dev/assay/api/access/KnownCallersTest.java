package dev.assay.api.access;

import static dev.assay.measure.FakePluginHost.PROMETHEUS;
import static dev.assay.measure.FakePluginHost.SCRAPE;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import dev.assay.cluster.ClusterCall;
import dev.assay.cluster.ClusterException;
import dev.assay.measure.FakePluginHost;
import dev.assay.testing.LogCapture;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service over HTTP where callers must be known. */
@QuarkusTest
@TestProfile(KnownCallersProfile.class)
class KnownCallersTest {
    private static final String MEASUREMENTS = "/api/v1/measurements";
    private static final String RUN = "/api/v1/plugins/" + SCRAPE + "/run";
    private static final String METRIC =
            "{\"metric\":{\"name\":\"m\",\"provider\":{\"plugin\":{\"" + SCRAPE + "\":{}}}}}";

    @Inject
    FakePluginHost host;

    @Inject
    FakeReviews api;

    @TestHTTPResource
    URI uri;

    @TestHTTPResource(management = true)
    URI management;

    /** A new one for each test, since answers are kept. */
    private final String token = "good-" + UUID.randomUUID();

    @BeforeEach
    void reset() {
        host.reset();
        api.reset();
    }

    @Test
    void who_has_no_token_is_told_how_to_get_one() {
        given().get("/api/v1/plugins")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .contentType("application/problem+json")
                .body("type", equalTo("urn:assay:problem:unknown-caller"))
                .body(
                        "detail",
                        equalTo(
                                "tried to find out who calls, but the request has no token; send the header Authorization:"
                                        + " Bearer TOKEN with what kubectl create token NAME --audience assay prints for a"
                                        + " ServiceAccount"));
        assertThat(api.asked).isEmpty();
    }

    @Test
    void the_files_of_the_console_are_for_everyone_and_what_they_ask_for_is_not() {
        given().get("/").then().statusCode(200);
        given().get("/console/app.js").then().statusCode(200);
        given().head("/index.html").then().statusCode(200);
        given().post("/").then().statusCode(401);
        given().post("/api/v1/check").then().statusCode(401);
        with(token).post("/api/v1/check").then().statusCode(403).body("detail", containsString("the verb view"));
    }

    @Test
    void a_token_that_is_not_accepted_is_refused_with_the_reason_of_the_api_server() {
        with("bad-" + token)
                .get("/api/v1/plugins")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .body("detail", containsString("does not accept the token (it is bad); send one"));
    }

    @Test
    void another_scheme_is_refused() {
        given().header("Authorization", "Basic YTpi")
                .get("/api/v1/plugins")
                .then()
                .statusCode(401);
        given().header("Authorization", "Bearer ").get("/api/v1/plugins").then().statusCode(401);
        given().header("Authorization", "Bearer " + token)
                .header("Authorization", "Bearer other")
                .get("/api/v1/plugins")
                .then()
                .statusCode(401);
        assertThat(api.asked).isEmpty();
    }

    @Test
    void who_has_the_right_may_list_and_who_has_not_is_told_what_is_missing() {
        with(token)
                .get("/api/v1/plugins")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:assay:problem:forbidden"))
                .body(
                        "detail",
                        equalTo("tried to view /api/v1/plugins for user of " + token
                                + ", but RBAC does not allow it; bind"
                                + " this user to a ClusterRole that has the verb view for the non-resource URL"
                                + " /api/v1/plugins"));
        api.granted.add("view /api/v1/plugins");
        with(token + 2).get("/api/v1/plugins").then().statusCode(200);
        with(token + 2).head("/api/v1/plugins/").then().statusCode(200);
        with(token + 2).get("/api/v1/plugins/" + SCRAPE).then().statusCode(403);
    }

    @Test
    void the_right_to_one_plugin_opens_no_other() {
        api.granted.add("post /api/v1/plugins/" + SCRAPE + "/*");
        call(RUN).statusCode(200).body("phase", equalTo("Successful"));
        assertThat(host.lastCaller)
                .hasValueSatisfying(caller -> assertThat(caller.name()).isEqualTo("user of " + token));
        call("/api/v1/plugins/" + PROMETHEUS + "/run").statusCode(403);
        call("/api/v1/plugins/" + SCRAPE + "/restart").statusCode(403);
        with(token).get("/api/v1/plugins/" + SCRAPE).then().statusCode(403);
        assertThat(host.scrape().calls).containsExactly("run m");
    }

    @Test
    void a_restart_needs_a_right_of_its_own() {
        api.granted.add("restart /api/v1/plugins/*");
        call("/api/v1/plugins/" + SCRAPE + "/restart").statusCode(202);
        call(RUN).statusCode(403);
    }

    @Test
    void a_run_needs_the_right_to_each_plugin_that_it_names_and_else_nothing_is_run() {
        api.granted.add("post " + MEASUREMENTS);
        api.granted.add("post " + RUN);
        measure(SCRAPE).statusCode(200).body("phase", equalTo("Successful"));
        measure(SCRAPE, PROMETHEUS)
                .statusCode(403)
                .body("detail", containsString("/api/v1/plugins/" + PROMETHEUS + "/run"));
        assertThat(host.scrape().calls)
                .filteredOn(call -> call.startsWith("run"))
                .hasSize(1);
    }

    @Test
    void each_thing_that_is_done_with_an_analysis_run_has_a_right_of_its_own_and_is_audited() {
        String runs = "/api/v1/analysisruns";
        List<String> lines = new CopyOnWriteArrayList<>();
        LogCapture capture = new LogCapture(
                "dev.assay.audit", line -> lines.add(new PatternFormatter("%s").format((ExtLogRecord) line)));
        try {
            create(runs, SCRAPE).statusCode(403);
            api.granted.add("post " + runs);
            api.granted.add("post " + RUN);
            String other = token + "-other";
            create(other, runs, SCRAPE, PROMETHEUS)
                    .statusCode(403)
                    .body("detail", containsString("/api/v1/plugins/" + PROMETHEUS + "/run"));
            String name = create(other, runs, SCRAPE).statusCode(201).extract().path("metadata.name");
            String run = runs + "/" + name;
            for (String path : List.of(run, runs, run + "?watch=true", runs + "?watch=true")) {
                with(other).get(path).then().statusCode(403);
            }
            with(other).delete(run).then().statusCode(403);
            with(other).post(run + "/terminate").then().statusCode(403);
            api.granted.addAll(List.of("view " + run, "delete " + run, "post " + run + "/terminate"));
            String third = token + "-third";
            with(third).get(run).then().statusCode(200);
            with(third).get(runs).then().statusCode(403);
            with(third).post(run + "/terminate").then().statusCode(200);
            with(third).delete(run).then().statusCode(anyOf(is(202), is(204)));
            assertThat(lines)
                    .contains(
                            "user of " + other + " was permitted to post " + runs,
                            "user of " + other + " was not permitted to delete " + run,
                            "user of " + third + " was permitted to post " + run + "/terminate",
                            "user of " + third + " was permitted to delete " + run);
        } finally {
            capture.close();
        }
    }

    @Test
    void an_event_stream_is_refused_before_it_begins() {
        api.granted.add("post " + MEASUREMENTS);
        with(token)
                .contentType("application/json")
                .accept("text/event-stream")
                .body(run(SCRAPE))
                .post(MEASUREMENTS)
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
        api.granted.add("post " + RUN);
        with(token + 2)
                .contentType("application/json")
                .accept("text/event-stream")
                .body(run(SCRAPE))
                .post(MEASUREMENTS)
                .then()
                .statusCode(200);
    }

    @Test
    void the_right_to_all_plugins_is_no_right_to_runs() {
        api.granted.add("post /api/v1/plugins/*");
        measure(SCRAPE).statusCode(403).body("detail", containsString(MEASUREMENTS));
    }

    @Test
    void an_api_server_that_is_away_means_503() {
        api.failure = () -> ClusterException.gone(new ClusterCall("create", "tokenreviews", "", "x"), null);
        with(token)
                .get("/api/v1/plugins")
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("type", equalTo("urn:assay:problem:unchecked"))
                .body("detail", containsString("try again in a moment"));
    }

    @Test
    void a_caller_is_refused_before_its_body_is_read() throws IOException {
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.getOutputStream()
                    .write(("POST " + RUN + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: 1000000\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String head = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertThat(head).isEqualTo("HTTP/1.1 401");
        }
    }

    @Test
    void the_description_is_open_and_so_are_the_probes_and_options() {
        given().get("/q/openapi").then().statusCode(200);
        given().options(RUN).then().statusCode(200);
        given().get("/q/nothing").then().statusCode(401);
        given().get(management.resolve("/q/health/live")).then().statusCode(200);
        given().get(management.resolve("/q/metrics")).then().statusCode(200);
        assertThat(api.asked).isEmpty();
    }

    @Test
    void a_call_is_audited_once_without_its_values() {
        api.granted.add("post " + RUN);
        List<String> lines = new CopyOnWriteArrayList<>();
        LogCapture capture = new LogCapture(
                "dev.assay.audit", line -> lines.add(new PatternFormatter("%s").format((ExtLogRecord) line)));
        try {
            call(RUN).statusCode(200);
        } finally {
            capture.close();
        }
        assertThat(lines).containsExactly("user of " + token + " was permitted to post " + RUN);
    }

    private ValidatableResponse call(String path) {
        return with(token)
                .contentType("application/json")
                .body(METRIC)
                .post(path)
                .then();
    }

    private ValidatableResponse measure(String... plugins) {
        return with(token)
                .contentType("application/json")
                .body(run(plugins))
                .post(MEASUREMENTS)
                .then();
    }

    private ValidatableResponse create(String path, String plugin) {
        return create(token, path, plugin);
    }

    private static ValidatableResponse create(String token, String path, String... plugins) {
        return with(token)
                .contentType("application/json")
                .body(run(plugins))
                .post(path)
                .then();
    }

    private static String run(String... plugins) {
        StringBuilder metrics = new StringBuilder();
        for (String plugin : plugins) {
            metrics.append(metrics.isEmpty() ? "" : ",")
                    .append("{\"name\":\"" + plugin + "\",\"provider\":{\"plugin\":{\"" + plugin + "\":{}}}}");
        }
        return "{\"spec\":{\"metrics\":[" + metrics + "]}}";
    }

    private static RequestSpecification with(String token) {
        return given().header("Authorization", "Bearer " + token);
    }
}
