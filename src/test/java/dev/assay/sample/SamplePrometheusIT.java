package dev.assay.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.manifest.Yaml;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import dev.assay.metric.ProviderException;
import dev.assay.plugin.MetricPlugin;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Both samples against a real Prometheus that scrapes itself each second. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SamplePrometheusIT {
    private static final Duration START = Duration.ofSeconds(60);

    private Process prometheus;
    private String address;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        Optional<Path> binary = Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator), -1))
                .map(entry -> Path.of(entry, "prometheus"))
                .filter(Files::isExecutable)
                .findFirst();
        if (binary.isEmpty()) {
            System.out.println(
                    "SKIPPED SamplePrometheusIT: there is no prometheus on the PATH; install Debian's package"
                            + " prometheus");
        }
        assumeTrue(binary.isPresent(), "there is no prometheus on the PATH");
        String authority = "127.0.0.1:" + freePort();
        address = "http://" + authority;
        Path config = Files.writeString(directory.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s}
                scrape_configs:
                - job_name: self
                  static_configs: [{targets: ["%s"]}]
                """.formatted(authority));
        prometheus = new ProcessBuilder(
                        binary.get().toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=" + authority)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        await().atMost(START)
                .ignoreExceptions()
                .until(() -> run("up", "").value().equals("[1]"));
    }

    @AfterAll
    void stop() throws InterruptedException {
        if (prometheus != null) {
            prometheus.destroy();
            if (!prometheus.waitFor(20, TimeUnit.SECONDS)) {
                prometheus.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void scalars_and_vectors_are_measured() throws Exception {
        assertThat(run("scalar(up)", "result == 1"))
                .extracting(Measurement::value, Measurement::phase)
                .containsExactly("1", Phase.SUCCESSFUL);
        assertThat(run("up", "result[0] > 1"))
                .extracting(Measurement::value, Measurement::phase)
                .containsExactly("[1]", Phase.FAILED);
        assertThat(run("vector(1e21)", "").value()).isEqualTo("[1000000000000000000000]");
        assertThat(run("0/0", "isNaN(result)"))
                .extracting(Measurement::value, Measurement::phase)
                .containsExactly("NaN", Phase.SUCCESSFUL);
        assertThat(run("1/0", "isInf(result)").value()).isEqualTo("+Inf");
        assertThat(run("nothing", "").value()).isEqualTo("[]");
    }

    @Test
    void a_query_that_prometheus_refuses_is_an_error_in_its_words() {
        assertThatThrownBy(() -> run("up{", ""))
                .isInstanceOf(ProviderException.class)
                .hasMessageStartingWith("bad_data: ")
                .hasMessageContaining("parse error");
        assertThatThrownBy(() -> run("up[1m]", "")).hasMessage("Prometheus metric type not supported");
    }

    @Test
    void nothing_measured_is_an_error_that_says_so() {
        assertThatThrownBy(() -> run("nothing", "result[0] == 1"))
                .hasMessage("could not evaluate successCondition \"result[0] == 1\": metric result is nil or empty:"
                        + " no data returned from the metric provider");
    }

    @Test
    void its_own_page_is_scraped() throws Exception {
        Map<String, String> config = Map.of("url", address + "/metrics", "metric", "prometheus_ready");
        Measurement measurement = measure("sample-scrape", config, "result == 1");
        assertThat(measurement.value()).isEqualTo("1");
        assertThat(measurement.phase()).isEqualTo(Phase.SUCCESSFUL);
    }

    private Measurement run(String query, String condition) throws Exception {
        return measure("sample-prometheus", Map.of("address", address, "query", query), condition);
    }

    private static Measurement measure(String sample, Map<String, String> config, String condition) throws Exception {
        MetricPlugin plugin = Samples.find(sample).orElseThrow();
        var json = Yaml.object("name: m\nprovider: {plugin: {any/name: {}}}");
        json.put("successCondition", condition);
        config.forEach(
                (field, value) -> json.withObject("/provider/plugin/any~1name").put(field, value));
        return plugin.run(AnalysisRun.EMPTY, new Metric(json));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
