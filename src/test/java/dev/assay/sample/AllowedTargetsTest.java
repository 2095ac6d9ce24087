package dev.assay.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.ProviderException;
import dev.assay.testing.Documents;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedTargetsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prometheus|http://prometheus:9090/x",
                "prometheus|https://Prometheus./",
                "prometheus.|http://prometheus",
                "Prometheus:9090|http://prometheus:9090",
                "prometheus:80|http://prometheus/",
                "prometheus:443|https://prometheus/",
                "*.svc|http://a.b.svc:1",
                "*.svc:9090|http://a.svc:9090",
                "a, b c|http://c",
                "10.0.0.0/8|http://10.1.2.3:9090",
                "10.0.0.0/8:9090|http://10.1.2.3:9090",
                "10.1.2.3|http://10.1.2.3",
                "10.1.2.3|http://[::ffff:10.1.2.3]",
                "10.1.2.3|http://[::ffff:a01:203]",
                "::ffff:10.1.2.3|http://10.1.2.3",
                "[fd00::7]:9090|http://[fd00:0::7]:9090",
                "fd00::7|http://[fd00::7]:1",
                "fd00::/8|http://[fd12::1]",
                "fd00::/8:80|http://[fd12::1]",
                "good|http://evil@good/",
            })
    void a_server_that_is_listed_is_asked(String list, String url) {
        assertThatCode(() -> check(list, url)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prometheus|http://prometheus.evil",
                "prometheus|http://a.prometheus",
                "prometheus:9090|http://prometheus:9091",
                "prometheus:9090|http://prometheus",
                "*.svc|http://svc",
                "*.svc|http://asvc",
                "*.svc|http://svc.evil",
                "good|http://good@evil/",
                "10.0.0.0/8|http://11.0.0.1",
                "10.0.0.0/8|http://10.evil",
                "10.0.0.0/8:9090|http://10.0.0.1",
                "127.0.0.1|http://localhost",
                "localhost|http://127.0.0.1",
                "127.0.0.1|http://2130706433",
                "127.0.0.1|http://127.1",
                "127.0.0.1|http://0x7f000001",
                "127.0.0.1|http://0177.0.0.1",
                "127.0.0.1|http://[::1]",
                "10.0.0.1|http://[64:ff9b::a00:1]",
                "::1|http://127.0.0.1",
                "a b|http://c",
                "''|http://a",
            })
    void every_other_server_is_not_asked(String list, String url) {
        assertThatThrownBy(() -> check(list, url))
                .isInstanceOf(ProviderException.class)
                .hasMessageStartingWith("tried to ask " + url + ", but ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a",
                "a/b",
                "*",
                "*.",
                "*a.b",
                "a.*",
                "a:0",
                "a:65536",
                "a:b",
                "a:",
                "10.0.0.0/33",
                "10.0.0.0/x",
                "127.1",
                "*.1",
                "2130706433",
                "0x7f.1",
                "[fe80::1",
                "fe80::1%eth0",
                "-a",
                "a..b",
                "ä",
                "[]:1"
            })
    void an_entry_of_another_form_is_told_at_the_start_and_lets_nothing_pass(String entry) {
        AllowedTargets targets = AllowedTargets.of(Map.of("ALLOWED_TARGETS", "a " + entry));
        assertThatThrownBy(targets::requireValid)
                .isInstanceOf(ProviderException.class)
                .hasMessageStartingWith(
                        "tried to read ALLOWED_TARGETS, but " + entry + " cannot be understood; write ");
        assertThatThrownBy(() -> targets.check(URI.create("http://a"), "http://a"))
                .hasMessageStartingWith("tried to read ALLOWED_TARGETS");
    }

    @Test
    void without_the_variable_every_server_is_asked() {
        assertThatCode(() -> AllowedTargets.of(Map.of()).check(URI.create("http://a"), "http://a"))
                .doesNotThrowAnyException();
    }

    @Test
    void a_plugin_with_a_faulty_list_is_not_ready_but_says_why() {
        BoundedHttp http = new BoundedHttp(AllowedTargets.of(Map.of("ALLOWED_TARGETS", "http://a")));
        assertThatThrownBy(() -> new ScrapePlugin(http).initialize()).hasMessageContaining("http://a cannot be");
        assertThatThrownBy(() -> new PrometheusPlugin(http, Map.of(), InstantSource.system()).initialize())
                .hasMessageContaining("http://a cannot be");
    }

    @Test
    void the_message_names_the_server_and_the_list() {
        assertThatThrownBy(() -> check("a b:1", "https://c/d"))
                .hasMessage(
                        "tried to ask https://c/d, but c:443 is not in the plugin's ALLOWED_TARGETS, which has a, b:1;"
                                + " ask another server, or add it to env of the plugin's entry");
        assertThatThrownBy(() -> check("1.1.1.1 ".repeat(12), "http://c")).hasMessageContaining("1.1.1.1 and 2 more;");
        assertThatThrownBy(() -> check("", "http://c")).hasMessageContaining("ALLOWED_TARGETS, which is empty; ");
    }

    @Test
    void a_metric_is_measured_on_a_listed_server_only() throws Exception {
        try (FakeServer server = new FakeServer(200, "up 1\n")) {
            assertThat(run(server.authority(), server.url()).value()).isEqualTo("1");
            assertThatThrownBy(() -> run("other", server.url())).isInstanceOf(ProviderException.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void a_redirect_leads_to_a_listed_server_only() throws Exception {
        try (FakeServer target = new FakeServer(200, "up 1\n");
                FakeServer first = FakeServer.redirecting(302, target.url() + "/metrics")) {
            String both = first.authority() + "," + target.authority();
            assertThat(run(both, first.url().replace("//", "//me:secret@")).value())
                    .isEqualTo("1");
            assertThat(first.requests()).containsExactly("GET /  Basic bWU6c2VjcmV0");
            assertThat(target.requests()).containsExactly("GET /metrics  null");

            assertThatThrownBy(() -> run(first.authority(), first.url()))
                    .hasMessageStartingWith(
                            "tried to ask " + first.url() + ", but " + target.authority() + " is not in");
            assertThat(target.requests()).hasSize(1);
        }
    }

    @Test
    void redirects_that_never_end_are_given_up() {
        try (FakeServer server = FakeServer.redirecting(307, "/again")) {
            assertThatThrownBy(() -> run(server.authority(), server.url()))
                    .hasMessageContaining("but it redirects more than 5 times; name the address that it leads to");
            assertThat(server.requests()).hasSize(6);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://127.0.0.1/", "http://[", "file:///etc/passwd"})
    void a_redirect_to_what_is_no_http_is_not_followed(String location) {
        try (FakeServer server = FakeServer.redirecting(301, location)) {
            assertThatThrownBy(() -> run(server.authority(), server.url()))
                    .hasMessageContaining("but it answered with status 301");
        }
    }

    private static void check(String list, String url) {
        URI uri = SampleRequest.get(url, "*/*").uri();
        AllowedTargets.of(Map.of("ALLOWED_TARGETS", list)).check(uri, url);
    }

    private static Measurement run(String list, String url) throws Exception {
        BoundedHttp http = new BoundedHttp(AllowedTargets.of(Map.of("ALLOWED_TARGETS", list)));
        Metric metric =
                new Metric(Documents.yaml("name: m\nprovider: {plugin: {any/name: {url: '" + url + "', metric: up}}}"));
        return new ScrapePlugin(http).run(AnalysisRun.EMPTY, metric);
    }
}
