package dev.assay.api;

import static dev.assay.api.Problems.problem;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import dev.assay.measure.FakePluginHost;
import dev.assay.measure.RunManifests;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RefusalsTest {
    private static final String MEASUREMENTS = "/api/v1/measurements";
    private static final String RUN =
            "{\"spec\":{\"metrics\":[{\"name\":\"m\",\"provider\":{\"plugin\":" + "{\"assay/sample-scrape\":{}}}}]}}";

    private static final String METRIC = "{\"metric\":{\"name\":\"m\"}}";
    private static final String VERBS = "/api/v1/plugins/assay/sample-scrape/";

    @Inject
    FakePluginHost host;

    @TestHTTPResource
    URI uri;

    @BeforeEach
    void reset() {
        host.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"spec\":", "[]", "1", "{\"spec\":{}} x", "{\"spec\":{},\"spec\":{}}", "nonsense"})
    void a_body_that_is_no_json_object_is_refused(String body) {
        post(body, "application/json", 400).body("type", equalTo("urn:assay:problem:unreadable-body"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: b: c", "- 1", "text", "a: [", "a: 1\n---\nb: 2"})
    void a_body_that_is_no_yaml_mapping_is_refused(String body) {
        post(body, "application/yaml", 400).body("type", equalTo("urn:assay:problem:unreadable-body"));
    }

    @Test
    void while_the_configuration_has_not_been_read_a_caller_is_asked_to_come_again() {
        host.clear();
        host.configured = false;

        for (String path : List.of(MEASUREMENTS, VERBS + "run", VERBS + "restart")) {
            given().contentType("application/json")
                    .body(path.equals(MEASUREMENTS) ? RUN : METRIC)
                    .post(path)
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "2")
                    .body("type", equalTo("urn:assay:problem:starting"))
                    .body("detail", containsString("but Assay is starting and has not read its configuration yet"));
        }
        given().accept("text/event-stream")
                .contentType("application/json")
                .body(RUN)
                .post(MEASUREMENTS)
                .then()
                .statusCode(503);
        given().get("/api/v1/plugins/assay/sample-scrape").then().statusCode(503);
    }

    @Test
    void another_kind_of_manifest_is_refused() {
        post("{\"kind\":\"Pod\",\"spec\":{}}", "application/json", 400);
    }

    @Test
    void a_metric_without_a_provider_is_refused_in_the_words_of_argo() {
        post("{\"spec\":{\"metrics\":[{\"name\":\"m\",\"provider\":{}}]}}", "application/json", 422)
                .body("type", equalTo("urn:assay:problem:invalid-analysis"))
                .body("detail", equalTo("Analysis spec invalid: metrics[0]: no provider specified"))
                .body("faults", hasItems("metrics[0]: no provider specified"));
    }

    @Test
    void an_empty_body_is_refused() {
        post("", "application/json", 400).body("detail", containsString("send an AnalysisRun"));
    }

    @Test
    void a_run_without_metrics_is_refused() {
        post("{\"spec\":{}}", "application/json", 422).body("detail", containsString("no metrics specified"));
    }

    @Test
    void a_dry_run_rule_that_matches_nothing_is_refused() {
        String body = RUN.replace("\"spec\":{", "\"spec\":{\"dryRun\":[{\"metricName\":\"zzz\"}],");
        post(body, "application/json", 422).body("detail", containsString("dryRun[0]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "=1"})
    void an_argument_that_is_no_pair_is_refused(String arg) {
        problem(
                        r -> r.queryParam("arg", arg)
                                .contentType("application/json")
                                .body(RUN)
                                .post(MEASUREMENTS),
                        400)
                .body("type", equalTo("urn:assay:problem:invalid-parameter"));
    }

    @Test
    void an_argument_that_is_given_twice_is_refused() {
        problem(
                        r -> r.queryParam("arg", "a=1", "a=2")
                                .contentType("application/json")
                                .body(RUN)
                                .post(MEASUREMENTS),
                        400)
                .body("detail", containsString("twice"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "10", "-1s", "11m", "PT", "P1Y", "99999999999999999h"})
    void a_wait_that_is_no_duration_or_out_of_bounds_is_refused(String wait) {
        problem(
                        r -> r.queryParam("wait", wait)
                                .contentType("application/json")
                                .body(RUN)
                                .post(MEASUREMENTS),
                        400)
                .body("type", equalTo("urn:assay:problem:invalid-parameter"))
                .body("detail", containsString("wait"));
    }

    @Test
    void the_longest_wait_is_told_as_a_caller_would_write_it() {
        problem(r -> r.contentType("application/json").body(RUN).post(MEASUREMENTS + "?wait=99h"), 400)
                .body("detail", containsString("tried to wait 99h, but the longest wait is 10m0s; wait less"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "/", "application/", "a/b/c", ";;"})
    void a_content_type_that_is_none_is_refused(String type) throws Exception {
        String[] response = raw("POST", MEASUREMENTS, "Content-Type: " + type, "Content-Length: 2", "", "{}");
        assertThat(response[0]).matches("HTTP/1.1 4\\d\\d .*");
        assertThat(response[1]).contains("\"status\":4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "identity, gzip"})
    void a_body_with_a_content_encoding_is_refused(String encoding) {
        problem(
                        r -> r.header("Content-Encoding", encoding)
                                .contentType("application/json")
                                .body(RUN)
                                .post(MEASUREMENTS),
                        415)
                .body("detail", containsString("Content-Encoding"))
                .body("detail", containsString("send it uncompressed"));
        given().header("Content-Encoding", "identity")
                .contentType("application/json")
                .body(RUN)
                .post(MEASUREMENTS)
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf-16", "\"windows-1252\"", "nonsense"})
    void a_body_in_another_charset_than_utf_8_is_refused(String charset) throws Exception {
        String length = "Content-Length: " + RUN.length();
        String refused = "Content-Type: application/json; charset=" + charset;
        String[] response = raw("POST", MEASUREMENTS, refused, length, "", RUN);
        assertThat(response[0]).startsWith("HTTP/1.1 415 ");
        assertThat(response[1]).contains("encode the body as UTF-8");
        String accepted = "Content-Type: application/json; charset=\"Utf-8\"";
        assertThat(raw("POST", MEASUREMENTS, accepted, length, "", RUN)[0]).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void a_body_of_latin_1_is_read_where_it_is_ascii_and_refused_elsewhere() {
        String type = "application/json; charset=ISO-8859-1";
        given().contentType(type).body(RUN).post(MEASUREMENTS).then().statusCode(200);
        // These bytes are UTF-8 too, with another meaning.
        post(RUN.replace("\"m\"", "\"\u00e9\""), type, 400).body("detail", containsString("encode the body as UTF-8"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "/", ";;", "text/event-stream;q=x"})
    void an_accept_that_is_no_media_type_is_refused(String type) throws Exception {
        String[] response = raw("GET", "/api/v1/plugins", "Accept: " + type, "", "");
        assertThat(response[0]).startsWith("HTTP/1.1 400 ");
        assertThat(response[1])
                .contains("\"status\":400")
                .contains("tried to read the header Accept, but it is no list of media types; send application/json, or"
                        + " leave it out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?wait=%zz", "?arg=%", "?arg=a%00=%ff"})
    void a_query_that_is_not_encoded_is_refused(String query) throws Exception {
        String[] response =
                raw("POST", MEASUREMENTS + query, "Content-Type: application/json", "Content-Length: 2", "", "{}");
        assertThat(response[0]).matches("HTTP/1.1 4\\d\\d .*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/event-stream"})
    void metrics_that_their_arguments_make_too_large_are_refused(String accept) {
        String body = RunManifests.run(
                "\"args\":[{\"name\":\"x\",\"value\":\"" + "y".repeat(20_000) + "\"}],",
                IntStream.range(0, 200)
                        .mapToObj(i -> RunManifests.plugin("m" + i + "{{args.x}}".repeat(12)))
                        .toArray(String[]::new));
        problem(r -> r.accept(accept).contentType("application/json").body(body).post(MEASUREMENTS), 422)
                .body("type", equalTo("urn:assay:problem:too-much-text"))
                .body("detail", containsString("assay.measure.max-body"));
        assertThat(host.scrape().calls).isEmpty();
    }

    @Test
    void a_body_that_is_not_utf_8_is_refused() {
        problem(
                r -> r.contentType("application/json")
                        .body(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'})
                        .post(MEASUREMENTS),
                400);
    }

    @Test
    void a_refusal_is_a_problem_for_who_wants_events_too() {
        problem(
                r -> r.accept("text/event-stream")
                        .contentType("application/json")
                        .body("{")
                        .post(MEASUREMENTS),
                400);
    }

    @Test
    void an_unknown_media_type_is_refused() {
        post("<a/>", "application/xml", 415).body("detail", containsString("application/json"));
    }

    @Test
    void an_unacceptable_media_type_is_refused() {
        problem(
                r -> r.accept("image/png")
                        .contentType("application/json")
                        .body(RUN)
                        .post(MEASUREMENTS),
                406);
    }

    @Test
    void an_unknown_method_is_refused_with_those_that_exist() {
        problem(r -> r.get(MEASUREMENTS), 405).header("Allow", containsString("POST"));
        problem(r -> r.delete("/api/v1/plugins"), 405).header("Allow", containsString("GET"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/api/v1", "/api/v1/nothing", "/api/v2/plugins", "/api/v1/plugins/a"})
    void an_unknown_path_is_refused(String path) {
        problem(r -> r.get(path), 404).body("detail", containsString(path)).body("instance", equalTo(path));
    }

    @Test
    void the_instance_of_a_problem_is_a_reference_whatever_was_asked_for() {
        String path = "/api/v1/plugins/%5C%29%C3%8F/K";
        problem(r -> r.urlEncodingEnabled(false).get(path), 404)
                .body("instance", equalTo("/api/v1/plugins/%5C)%C3%8F/K"));
    }

    @Test
    void an_unknown_plugin_is_refused_with_those_that_exist() {
        problem(r -> r.get("/api/v1/plugins/no/one"), 404)
                .body("type", equalTo("urn:assay:problem:unknown-plugin"))
                .body("plugins", hasItems(FakePluginHost.SCRAPE, FakePluginHost.PROMETHEUS))
                .body("detail", containsString("no/one"));
        problem(r -> r.contentType("application/json").body("{").post("/api/v1/plugins/no/one/run"), 404)
                .body("plugins", hasItems(FakePluginHost.SCRAPE));
    }

    @Test
    void an_unknown_verb_is_refused_with_those_that_exist() {
        problem(r -> r.contentType("application/json").body("{}").post("/api/v1/plugins/assay/sample-scrape/fly"), 404)
                .body("verbs", hasItems("run", "garbage-collect"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"limit\":\"1\"}",
                "{\"limit\":1.5}",
                "{\"limit\":3000000000}",
                "{\"metric\":[]}",
                "{\"analysisRun\":\"x\"}",
                "{\"measurement\":1}",
                "{\"measurement\":{\"phase\":1}}",
                "["
            })
    void a_verb_with_a_member_of_the_wrong_type_is_refused(String body) {
        problem(
                r -> r.contentType("application/json").body(body).post("/api/v1/plugins/assay/sample-scrape/resume"),
                400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"metric\":null}",
                "{\"metric\":{}}",
                "{\"metric\":{\"provider\":{\"plugin\":{\"assay/sample-prometheus\":{}}}}}",
                "{\"metric\":{\"provider\":{\"prometheus\":{\"query\":\"q\"}}}}"
            })
    void a_verb_without_a_metric_of_its_plugin_is_refused(String body) {
        for (String verb : List.of("run", "resume", "terminate")) {
            problem(r -> r.contentType("application/json").body(body).post(VERBS + verb), 400)
                    .body("type", equalTo("urn:assay:problem:unreadable-body"))
                    .body("detail", containsString("assay/sample-scrape"));
        }
        assertThat(host.scrape().calls).isEmpty();
    }

    @Test
    void yaml_that_is_sent_as_json_gets_the_hint_at_its_content_type_and_json_as_yaml_is_read() {
        post("spec:\n  metrics: []\n", "application/json", 400)
                .body("detail", containsString("send it with Content-Type: application/yaml"));
        given().contentType("application/yaml")
                .body(("\t" + RUN.replace(":", ":\n\t")).getBytes(UTF_8))
                .post(MEASUREMENTS)
                .then()
                .statusCode(200);
    }

    @Test
    void a_body_over_the_limit_is_refused() {
        post(" ".repeat(1024 * 1024 + 1), "application/json", 413)
                .body("type", equalTo("urn:assay:problem:body-too-large"))
                .body("detail", containsString("1048576"));
    }

    @Test
    void a_body_of_the_limit_is_read() {
        String body = RUN + " ".repeat(1024 * 1024 - RUN.length());
        given().contentType("application/json")
                .body(body)
                .post(MEASUREMENTS)
                .then()
                .statusCode(200);
    }

    @Test
    void a_failure_within_assay_says_so_and_shows_nothing_else() {
        host.scrape().onRun = metric -> {
            throw new IllegalStateException("secret inside");
        };
        problem(
                        r -> r.contentType("application/json")
                                .body(METRIC)
                                .post("/api/v1/plugins/assay/sample-scrape/run"),
                        500)
                .body("detail", containsString("bug in Assay"))
                .body("detail", not(containsString("secret")));
    }

    /** Sends lines as they are; gives the status line and the rest. */
    private String[] raw(String method, String path, String... lines) throws Exception {
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(30_000);
            String head = method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
            socket.getOutputStream().write((head + String.join("\r\n", lines)).getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8).split("\r\n", 2);
        }
    }

    private static ValidatableResponse post(String body, String type, int status) {
        return problem(r -> r.contentType(type).body(body.getBytes(UTF_8)).post(MEASUREMENTS), status);
    }
}
