package dev.assay.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.PackagedApplication;
import dev.assay.testing.PackagedProgram;
import dev.assay.testing.prometheus.Prometheus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The alerts and the dashboard of {@code k8s/monitoring} with a real Prometheus, which scrapes an Assay whose plugins have
 * faults. The alerts do not wait for the fault to last.
 */
class MonitoringIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String PLUGINS = """
            kind: ConfigMap
            data:
              metricProviderPlugins: |
                - {name: test/good, location: "builtin://sample-scrape"}
                - {name: test/hangs, location: "builtin://sample-scrape"}
                - {name: test/missing, location: "file:///nowhere/plugin"}
                - {name: test/dies, location: "file://%s"}
                - {name: test/download, location: "http://127.0.0.1:1/plugin"}
            """;

    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void each_fault_that_can_be_made_fires_its_alert_and_every_query_of_the_dashboard_has_series() throws Exception {
        Path config = Files.writeString(folder.resolve("plugins.yaml"), PLUGINS.formatted(dyingPlugin()));
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                PackagedApplication assay = PackagedApplication.startWith(
                        PackagedProgram.file(),
                        folder,
                        config,
                        List.of(
                                "-Dassay.plugins.required=false",
                                "-Dassay.restart.min-delay=100ms",
                                "-Dassay.restart.max-delay=200ms",
                                "-Dassay.download.attempts=1",
                                "-Dassay.call.in-flight=1",
                                "-Dassay.call.queue=4",
                                "-Dassay.call.timeout=12s"),
                        Map.of());
                Prometheus prometheus =
                        Prometheus.of(folder, assay.management(), MonitoringFiles.writeImpatientRules(folder))) {
            URI service = assay.address();
            await().atMost(LIMIT).until(() -> measure(service, "test/good", assay.management() + "/q/metrics")
                    .contains("\"Successful\""));
            for (int i = 0; i < 4; i++) {
                var unusedAnswer = client.sendAsync(
                        run(service, "test/hangs", "http://127.0.0.1:" + silent.getLocalPort() + "/"),
                        BodyHandlers.ofString());
            }
            await().atMost(LIMIT).until(() -> alerts(prometheus)
                    .containsAll(Set.of(
                            "AssayPluginNotReady test/missing",
                            "AssayPluginRestarting test/dies",
                            "AssayDownloadFailing test/download",
                            "AssayPluginQueueFilling test/hangs")));
            Path unused = Files.writeString(config, PLUGINS.formatted("no absolute path"));
            await().atMost(LIMIT).until(() -> {
                String failed = measure(service, "test/good", "http://127.0.0.1:1/");
                return failed.contains("\"Error\"")
                        && alerts(prometheus)
                                .containsAll(Set.of(
                                        "AssayPluginErrors test/good",
                                        "AssayPluginSlow test/hangs",
                                        "AssayConfigurationRefused"));
            });
            assertThat(alerts(prometheus)).noneMatch(alert -> alert.endsWith("NotReady test/good"));
            for (String query : MonitoringFiles.queries()) {
                await(query).atMost(LIMIT).until(() -> !result(prometheus, query)
                        .isEmpty());
            }
        }
    }

    private String dyingPlugin() throws IOException {
        return Files.setPosixFilePermissions(
                        Files.writeString(folder.resolve("dies"), "#!/bin/sh\nexit 3\n"),
                        PosixFilePermissions.fromString("rwx------"))
                .toString();
    }

    private String measure(URI service, String plugin, String url) throws IOException, InterruptedException {
        return client.send(run(service, plugin, url), BodyHandlers.ofString()).body();
    }

    private static HttpRequest run(URI service, String plugin, String url) {
        return HttpRequest.newBuilder(service.resolve("/api/v1/measurements"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("""
                        {"spec":{"metrics":[{"name":"m","provider":{"plugin":{"%s":{"url":"%s","metric":"assay_ready"}}}}]}}
                        """.formatted(plugin, url)))
                .build();
    }

    /** The alerts that fire, each with its plugin. */
    private static Set<String> alerts(Prometheus prometheus) throws IOException, InterruptedException {
        Set<String> firing = new TreeSet<>();
        for (JsonNode sample : result(prometheus, "ALERTS{alertstate=\"firing\"}")) {
            JsonNode labels = sample.get("metric");
            firing.add((labels.get("alertname").asText() + " "
                            + labels.path("plugin").asText())
                    .strip());
        }
        return firing;
    }

    private static JsonNode result(Prometheus prometheus, String query) throws IOException, InterruptedException {
        JsonNode answer = JSON.readTree(prometheus.query(query));
        assertThat(answer.path("status").asText()).as("%s: %s", query, answer).isEqualTo("success");
        return answer.at("/data/result");
    }
}
