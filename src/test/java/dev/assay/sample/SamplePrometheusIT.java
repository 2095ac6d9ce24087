package dev.assay.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import dev.assay.metric.ProviderException;
import dev.assay.plugin.MetricPlugin;
import dev.assay.testing.Documents;
import dev.assay.testing.prometheus.Prometheus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Both samples against a real Prometheus that scrapes itself each second. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SamplePrometheusIT {
    private Prometheus prometheus;
    private String address;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        prometheus = Prometheus.start(directory);
        address = prometheus.address();
    }

    @AfterAll
    void stop() {
        if (prometheus != null) {
            prometheus.close();
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
                        + " no data returned from the metric provider (index out of range: 0 (array length is 0))");
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
        var json = Documents.yaml("name: m\nprovider: {plugin: {any/name: {}}}");
        json.put("successCondition", condition);
        config.forEach(
                (field, value) -> json.withObject("/provider/plugin/any~1name").put(field, value));
        return plugin.run(AnalysisRun.EMPTY, new Metric(json));
    }
}
