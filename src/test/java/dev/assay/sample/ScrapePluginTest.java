package dev.assay.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import dev.assay.metric.ProviderException;
import dev.assay.testing.Documents;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScrapePluginTest {
    private static final String PAGE = """
            # HELP up Whether it is up.
            # TYPE up gauge
            up 1
            http_requests_total{method="post",code="200"} 1027 1395066363000
            http_requests_total{method="post",code="400",} 3
              spaced { a = "b" , c="d" }   1.50   1
            escaped{path="C:\\\\DIR\\\\\\"x\\"",error="a\\nb }"} 1.458255915e9
            not_a_number NaN
            infinite{le="+Inf"} +Inf
            exemplar_total{a="b"} 17 1520879607.789 # {id="x"} 0.67
            {"dotted.name",a="b"} 4
            # EOF
            """;

    @Test
    void the_plugin_has_a_page_of_its_own_for_a_first_try_without_a_server() throws Exception {
        Metric metric = new Metric(Documents.yaml("""
                name: uptime
                successCondition: result >= 0
                provider: {plugin: {assay/sample-scrape: {url: self, metric: process_uptime_seconds}}}
                """));

        Measurement measurement =
                new ScrapePlugin(new BoundedHttp(AllowedTargets.of(Map.of()))).run(AnalysisRun.EMPTY, metric);

        assertThat(measurement.phase()).isEqualTo(Phase.SUCCESSFUL);
        assertThat(Double.parseDouble(measurement.value())).isNotNegative();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "up|{}|1|result == 1",
                "http_requests_total|{code: \"200\"}|1027|result == 1027",
                "http_requests_total|{method: post, code: 400}|3|result == 3",
                "spaced|{c: d}|1.50|result == 1.5",
                "escaped|{path: 'C:\\DIR\\\"x\"', error: \"a\\nb }\"}|1.458255915e9|result == 1458255915",
                "not_a_number|{}|NaN|isNaN(result)",
                "infinite|{}|+Inf|isInf(result)",
                "exemplar_total|{}|17|result == 17",
                "dotted.name|{a: b}|4|result == 4",
            })
    void the_series_with_that_name_and_these_labels_is_read(String name, String labels, String value, String condition)
            throws Exception {
        Measurement measurement = run(PAGE, name, labels, condition);
        assertThat(measurement.value()).isEqualTo(value);
        assertThat(measurement.phase()).isEqualTo(Phase.SUCCESSFUL);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "http_requests_total|{method: post}|but there are 2: http_requests_total{code=\"200\",method=\"post\"}, http_requests_total{code=\"400\",method=\"post\"}; add labels",
                "http_requests_total|{code: \"500\"}|the one series http_requests_total{code=\"500\"} of ",
                "http_requests_total|{code: \"500\"}|but there is none among http_requests_total{code=\"200\",method=\"post\"}, http_requests_total{code=\"400\",method=\"post\"}; correct",
                "nothing|{}|but there is none among up, http_requests_total, spaced, escaped, not_a_number, infinite, exemplar_total, dotted.name; correct",
            })
    void no_series_or_more_than_one_is_an_error_that_says_what_was_there(String name, String labels, String message) {
        assertThatThrownBy(() -> run(PAGE, name, labels, ""))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_long_list_of_what_was_there_is_cut() {
        StringBuilder page = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            page.append("s{i=\"").append(i).append("\"} 1\n");
        }
        assertThatThrownBy(() -> run(page.toString(), "s", "{}", ""))
                .hasMessageContaining("but there are 100: s{i=\"0\"}, ")
                .hasMessageContaining("s{i=\"9\"} and more (100 series in all)");
        assertThatThrownBy(() -> run("", "s", "{}", "")).hasMessageContaining("none among no series at all");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "<html>|line 1 has \"<html>\" where a name belongs",
                "up|line 1 has its end where a number belongs",
                "up one|line 1 has \"one\" where a number belongs",
                "up{a} 1|line 1 has \"} 1\" where = belongs",
                "up{a=\"b|where a closing quote belongs",
                "up{a=b} 1|where a quote belongs",
                "up{a=\"b\" c=\"d\"} 1|where a comma or } belongs",
                "{a=\"b\"} 1|where a name belongs",
                "up{|where = belongs",
            })
    void a_page_in_another_format_is_an_error_with_its_line(String page, String message) {
        assertThatThrownBy(() -> run(page, "up", "{}", ""))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("as Prometheus' text format, but ")
                .hasMessageContaining(message);
    }

    @Test
    void a_missing_or_odd_field_of_the_metric_is_named() {
        assertThatThrownBy(() -> run("{metric: a}")).hasMessageContaining("tried to read url, but it is not set");
        assertThatThrownBy(() -> run("{url: 'http://x'}"))
                .hasMessageContaining("tried to read metric, but it is not set");
        assertThatThrownBy(() -> run("{url: x, metric: a}")).hasMessageContaining("tried to ask x, but it is no URL");
        assertThatThrownBy(() -> run("{url: 'ftp://x/y', metric: a}"))
                .hasMessageContaining("tried to ask ftp://x/y, but it is no http or https URL");
        assertThatThrownBy(() -> run("{url: 'http://x', metric: a, labels: [b]}"))
                .hasMessageContaining("tried to read labels as a map, but it is [\"b\"]");
    }

    @Test
    void a_page_that_is_not_there_is_an_error() {
        try (FakeServer server = new FakeServer(404, "no")) {
            assertThatThrownBy(() -> run("{url: '" + server.url() + "/m', metric: a}"))
                    .hasMessage("tried to read " + server.url() + "/m, but it answered with status 404; check the url");
        }
    }

    @Test
    void a_page_that_never_ends_is_refused_while_it_streams() {
        FakeServer.Answer endless = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] lines = "up 1\n".repeat(1_000).getBytes(StandardCharsets.UTF_8);
            while (true) {
                exchange.getResponseBody().write(lines);
            }
        };
        try (FakeServer server = new FakeServer(endless)) {
            assertThatThrownBy(() -> run("{url: '" + server.url() + "', metric: a}"))
                    .hasMessage("tried to ask " + server.url()
                            + ", but the answer has more than 16777216 bytes; ask for less");
        }
    }

    @Test
    void an_endless_page_with_another_status_is_not_read() {
        FakeServer.Answer endless = exchange -> {
            exchange.sendResponseHeaders(500, 0);
            while (true) {
                exchange.getResponseBody().write(new byte[10_000]);
            }
        };
        try (FakeServer server = new FakeServer(endless)) {
            assertThatThrownBy(() -> run("{url: '" + server.url() + "', metric: a}"))
                    .hasMessageContaining("but it answered with status 500; check the url");
        }
    }

    @Test
    void who_waits_too_long_for_a_turn_is_told_so() throws Exception {
        BoundedHttp http = new BoundedHttp(AllowedTargets.ALL, Duration.ofMillis(100), 1_000, 1_000);
        CountDownLatch taken = new CountDownLatch(8);
        CountDownLatch done = new CountDownLatch(1);
        List<Thread> others = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread other = new Thread(() -> hold(http, taken, done));
            other.start();
            others.add(other);
        }
        taken.await();
        assertThatThrownBy(() -> http.inTurn("http://x", () -> 1))
                .isInstanceOf(ProviderException.class)
                .hasMessage("tried to ask http://x, but for 100 ms it was the turn of 8 others; ask for less at once,"
                        + " or see why those servers are slow");
        done.countDown();
        for (Thread other : others) {
            other.join();
        }
        assertThat(http.inTurn("http://x", () -> 1)).isEqualTo(1);
    }

    private static void hold(BoundedHttp http, CountDownLatch taken, CountDownLatch done) {
        try {
            http.inTurn("http://x", () -> {
                taken.countDown();
                done.await();
                return 0;
            });
        } catch (ProviderException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Measurement run(String page, String name, String labels, String condition) throws Exception {
        try (FakeServer server = new FakeServer(200, page)) {
            var metric = Documents.yaml("name: m\nprovider: {plugin: {any/name: {labels: " + labels + "}}}");
            metric.put("successCondition", condition);
            metric.withObject("/provider/plugin/any~1name")
                    .put("url", server.url())
                    .put("metric", name);
            return new ScrapePlugin(new BoundedHttp(AllowedTargets.ALL)).run(AnalysisRun.EMPTY, new Metric(metric));
        }
    }

    private static Measurement run(String config) throws Exception {
        Metric metric = new Metric(Documents.yaml("name: m\nprovider: {plugin: {any/name: " + config + "}}"));
        return new ScrapePlugin(new BoundedHttp(AllowedTargets.ALL)).run(AnalysisRun.EMPTY, metric);
    }
}
