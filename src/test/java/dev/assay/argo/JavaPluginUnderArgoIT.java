package dev.assay.argo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.argo.AnalysisRuns;
import dev.assay.testing.argo.ArgoController;
import dev.assay.testing.cluster.SharedCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Argo's own controller with a plugin that is written in Java, a sample that comes with Assay, and no Assay beside it. */
class JavaPluginUnderArgoIT {
    private static final String RUNS = """
            kind: AnalysisRun
            metadata: {name: success}
            spec:
              metrics:
                - {name: m, interval: 1s, count: 2, successCondition: result > 40, provider: {plugin: {assay/sample-scrape: CONFIG}}}
            ---
            kind: AnalysisRun
            metadata: {name: failure}
            spec:
              metrics:
                - {name: m, successCondition: result > 50, provider: {plugin: {assay/sample-scrape: CONFIG}}}
            ---
            kind: AnalysisRun
            metadata: {name: error}
            spec:
              metrics:
                - {name: m, consecutiveErrorLimit: 0, successCondition: "result +", provider: {plugin: {assay/sample-scrape: CONFIG}}}
            """;

    @RegisterExtension
    static final SharedCluster CLUSTER = new SharedCluster();

    @RegisterExtension
    final NothingLeftBehind nothing = new NothingLeftBehind();

    @TempDir
    Path folder;

    private HttpServer page;

    @BeforeEach
    void start() throws IOException {
        ArgoController.defineKinds(CLUSTER.get());
        page = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        page.createContext("/", exchange -> {
            byte[] text = "answer 42\n".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        page.start();
    }

    @AfterEach
    void stop() {
        page.stop(0);
    }

    @Test
    void argo_measures_with_it() throws Exception {
        Installation here = new Installation(CLUSTER, folder);
        Path plugin = here.executable("sample-scrape", List.of("-Xmx48m"), "plugin", "sample-scrape");
        here.apply(Installation.configMap(Map.of("assay/sample-scrape", plugin)));
        AnalysisRuns runs = here.runs();
        try (ArgoController argo = here.argo()) {
            runs.create(RUNS.replace(
                    "CONFIG", "{url: 'http://127.0.0.1:" + page.getAddress().getPort() + "/', metric: answer}"));

            Map<String, JsonNode> statuses = runs.completed();

            assertThat(statuses.get("success").path("phase").asText())
                    .as(argo.log())
                    .isEqualTo("Successful");
            assertThat(statuses.get("success")
                            .at("/metricResults/0/measurements")
                            .findValuesAsText("value"))
                    .containsExactly("42", "42");
            assertThat(statuses.get("failure").path("phase").asText()).isEqualTo("Failed");
            assertThat(statuses.get("error").path("phase").asText()).isEqualTo("Error");
            assertThat(statuses.get("error")
                            .at("/metricResults/0/measurements/0/message")
                            .asText())
                    .contains("result +");
        }
    }
}
