package dev.assay.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.assay.condition.ConditionException;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import dev.assay.metric.ProviderException;
import dev.assay.testing.Documents;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrometheusPluginTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2024-01-02T03:04:05.678Z"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"1:3: parse error\"}|bad_data: 1:3: parse error",
                "422|{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"boom\"}|execution: boom",
                "200|{\"status\":\"error\",\"errorType\":\"timeout\",\"error\":\"late\"}|timeout: late",
                "400|{\"status\":\"success\"}|bad_response: inconsistent body for response code",
                "404|nothing|client_error: client error: 404 from ",
                "503|down|server_error: server error: 503 from ",
                "304|''|bad_response: bad response code 304 from ",
                "200|<html>|bad_response: tried to read the answer of ",
                "200|''|but it is not what Prometheus answers",
                "200|{\"status\":\"success\"}|Prometheus metric type not supported",
                "200|{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}|Prometheus metric type not supported",
                "200|{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1]}}|but there is none",
                "200|{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"x\"]}}|\"x\" is no number",
            })
    void a_bad_answer_is_an_error_that_says_what_came(int status, String body, String message) {
        try (FakeServer server = new FakeServer(status, body)) {
            assertThatThrownBy(() -> run(server.url(), ""))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining(message);
        }
    }

    @Test
    void a_server_that_is_not_there_is_named() {
        String url;
        try (FakeServer server = new FakeServer(200, "")) {
            url = server.url();
        }
        assertThatThrownBy(() -> run(url.replace("http://", "http://name:password@"), ""))
                .isInstanceOf(ProviderException.class)
                .hasMessage(
                        "tried to ask " + url + "/api/v1/query, but the connection was refused; check that the address"
                                + " is right and the server is up");
    }

    @Test
    void an_answer_that_never_ends_is_given_up() {
        CountDownLatch done = new CountDownLatch(1);
        FakeServer.Answer silent = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            try {
                done.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        };
        try (FakeServer server = new FakeServer(silent)) {
            BoundedHttp http = new BoundedHttp(AllowedTargets.ALL, Duration.ofMillis(300), 1_000, 1_000);
            assertThatThrownBy(() -> new PrometheusPlugin(http, Map.of(), CLOCK)
                            .run(AnalysisRun.EMPTY, metric(server.url(), "")))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining("there was no whole answer within 300 ms");
        }
    }

    @Test
    @Timeout(20)
    void an_interrupted_call_ends_at_once_and_its_reading_too() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        FakeServer.Answer silent = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            try {
                done.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        };
        BoundedHttp.BodyReader<Integer> reader = (status, body) -> {
            try {
                body.read();
                begun.countDown();
                return body.read();
            } finally {
                ended.countDown();
            }
        };
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        try (FakeServer server = new FakeServer(silent)) {
            BoundedHttp http = new BoundedHttp(AllowedTargets.ALL);
            Thread caller = new Thread(() -> thrown.set(catchThrowable(() -> http.getPage(server.url(), reader))));
            caller.start();
            begun.await();
            caller.interrupt();
            caller.join();
            ended.await();
        }
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void an_answer_that_is_too_long_is_given_up() {
        try (FakeServer server = new FakeServer(200, "x".repeat(1_001))) {
            BoundedHttp http = new BoundedHttp(AllowedTargets.ALL, Duration.ofSeconds(30), 1_000, 1_000);
            assertThatThrownBy(() -> new PrometheusPlugin(http, Map.of(), CLOCK)
                            .run(AnalysisRun.EMPTY, metric(server.url(), "")))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining("the answer has more than 1000 bytes");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "scalar|[1,\"1\"]|1",
                "scalar|[1,\"NaN\"]|NaN",
                "scalar|[1,\"+Inf\"]|+Inf",
                "scalar|[1,\"1e21\"]|1000000000000000000000",
                "vector|[{\"metric\":{},\"value\":[1,\"1\"]},{\"metric\":{},\"value\":[1,\"2.50\"]}]|[1,2.5]",
                "vector|[]|[]",
                "vector|[{\"value\":[1,\"-Inf\"]}]|[-Inf]"
            })
    void values_are_written_as_argos_sample_writes_them(String type, String result, String value) throws Exception {
        try (FakeServer server = new FakeServer(200, success(type, result, ""))) {
            Measurement measurement = run(server.url(), "");
            assertThat(measurement.value()).isEqualTo(value);
            assertThat(measurement.phase()).isEqualTo(Phase.SUCCESSFUL);
            assertThat(measurement.metadata()).isEmpty();
        }
    }

    @Test
    void conditions_judge_the_result() throws Exception {
        try (FakeServer server = new FakeServer(200, success("vector", "[{\"value\":[1,\"0.95\"]}]", ""))) {
            assertThat(run(server.url(), "result[0] >= 0.95").phase()).isEqualTo(Phase.SUCCESSFUL);
            assertThat(run(server.url(), "result[0] > 0.95").phase()).isEqualTo(Phase.FAILED);
            assertThatThrownBy(() -> run(server.url(), "result > 0.95"))
                    .isInstanceOf(ConditionException.class)
                    .hasMessageStartingWith("could not evaluate successCondition \"result > 0.95\": ");
        }
    }

    @Test
    void warnings_become_metadata() throws Exception {
        try (FakeServer server =
                new FakeServer(200, success("scalar", "[1,\"1\"]", ",\"warnings\":[\"a\",\"b \\\"c\\\"\"]"))) {
            assertThat(run(server.url(), "").metadata()).isEqualTo(Map.of("warnings", "\"a\", \"b \"c\"\""));
        }
    }

    @Test
    void the_query_is_posted_as_a_form_and_sent_by_get_to_a_server_without_post() throws Exception {
        FakeServer.Answer answer = exchange -> {
            boolean post = exchange.getRequestMethod().equals("POST");
            FakeServer.write(exchange, post ? 405 : 200, post ? "" : success("scalar", "[1,\"1\"]", ""));
        };
        try (FakeServer server = new FakeServer(answer)) {
            String address = "http://me:secret@" + server.authority() + "/base/";
            assertThat(run(address, "").value()).isEqualTo("1");
            String form = "query=sum%28up%7Ba%3D%22b%22%7D%29&time=1704164645.678";
            String credentials = " Basic bWU6c2VjcmV0";
            assertThat(server.requests())
                    .containsExactly(
                            "POST /base/api/v1/query " + form + credentials,
                            "GET /base/api/v1/query?" + form + " " + credentials);
        }
    }

    @Test
    void the_address_comes_from_the_metric_or_else_from_the_environment() throws Exception {
        assertThatThrownBy(() -> run("", "")).hasMessage("prometheus address is not configured");
        assertThatThrownBy(() -> run("prometheus:9090", "")).hasMessage("prometheus address is not is url format");
        Map<String, String> wrong = Map.of("ARGO_ROLLOUTS_PROMETHEUS_ADDRESS", "/x");
        assertThatThrownBy(() -> plugin(wrong).run(AnalysisRun.EMPTY, metric("", "")))
                .hasMessage("prometheus address is not is url format");
        try (FakeServer server = new FakeServer(200, success("scalar", "[1,\"1\"]", ""))) {
            Map<String, String> environment = Map.of("ARGO_ROLLOUTS_PROMETHEUS_ADDRESS", server.url());
            assertThat(plugin(environment)
                            .run(AnalysisRun.EMPTY, metric("", ""))
                            .value())
                    .isEqualTo("1");
        }
    }

    @Test
    void metadata_is_the_query_whatever_name_the_plugin_has() throws Exception {
        assertThat(plugin(Map.of()).metadata(metric("", "")))
                .isEqualTo(Map.of("ResolvedPrometheusQuery", "sum(up{a=\"b\"})"));
        assertThat(plugin(Map.of()).metadata(Metric.EMPTY)).isEmpty();
        assertThat(plugin(Map.of()).type()).isEqualTo("RPCPlugin");
    }

    @Test
    void a_part_of_the_metric_that_is_missing_or_odd_is_named() {
        assertThatThrownBy(() -> plugin(Map.of()).run(AnalysisRun.EMPTY, Metric.EMPTY))
                .hasMessageContaining("but it has none; write it under provider.plugin");
        Metric number = new Metric(Documents.yaml("provider: {plugin: {a/b: {address: 5}}}"));
        assertThatThrownBy(() -> plugin(Map.of()).run(AnalysisRun.EMPTY, number))
                .hasMessage("tried to read address as a string, but it is 5; put it in quotes");
        Metric list = new Metric(Documents.yaml("provider: {plugin: {a/b: [1]}}"));
        assertThatThrownBy(() -> plugin(Map.of()).run(AnalysisRun.EMPTY, list))
                .hasMessageContaining("but it is no object");
    }

    private static String success(String type, String result, String more) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"%s\",\"result\":%s}%s}"
                .formatted(type, result, more);
    }

    private static PrometheusPlugin plugin(Map<String, String> environment) {
        return new PrometheusPlugin(new BoundedHttp(AllowedTargets.ALL), environment, CLOCK);
    }

    private static Metric metric(String address, String condition) {
        var json = Documents.yaml("name: m\nprovider: {plugin: {any/name: {}}}");
        json.put("successCondition", condition);
        json.withObject("/provider/plugin/any~1name").put("address", address).put("query", "sum(up{a=\"b\"})");
        return new Metric(json);
    }

    private static Measurement run(String address, String condition) throws Exception {
        return plugin(Map.of()).run(AnalysisRun.EMPTY, metric(address, condition));
    }
}
