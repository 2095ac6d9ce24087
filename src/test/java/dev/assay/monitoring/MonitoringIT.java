package dev.assay.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.PackagedApplication;
import dev.assay.testing.PackagedProgram;
import dev.assay.testing.RealPart;
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
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The alerts and the dashboard of {@code k8s/monitoring} with a real Prometheus, which scrapes an Assay whose plugins have
 * faults. The alerts do not wait for the fault to last.
 */
class MonitoringIT {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    /** Neither Prometheus nor Assay needs to answer more often than a series can change. */
    private static final Duration POLL = Duration.ofMillis(500);

    /** One is in flight, and the others fill more than half of the queue. */
    private static final int HANGING_CALLS = 4;

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

    private static final String NO_LIST = """
            kind: ConfigMap
            data:
              metricProviderPlugins: "name: test/good"
            """;

    /** The time-out is longer than the calls of which AssayPluginSlow warns. */
    private static final List<String> SETTINGS = List.of(
            "-Dassay.plugins.required=false",
            "-Dassay.restart.min-delay=300ms",
            "-Dassay.restart.max-delay=500ms",
            "-Dassay.download.attempts=1",
            "-Dassay.call.in-flight=1",
            "-Dassay.call.queue=5",
            "-Dassay.call.timeout=11s");

    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void prometheus() throws InterruptedException {
        RealPart.require("prometheus");
    }

    @Test
    void each_fault_that_can_be_made_fires_its_alert_and_every_query_of_the_dashboard_has_series() throws Exception {
        Path config = Files.writeString(folder.resolve("plugins.yaml"), PLUGINS.formatted(dyingPlugin()));
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                PackagedApplication assay =
                        PackagedApplication.startWith(PackagedProgram.file(), folder, config, SETTINGS, Map.of())) {
            URI service = assay.address();
            URI metrics = assay.management().resolve("/q/metrics");
            eventually("a measurement", () -> client.send(run(service, "test/good", metrics), BodyHandlers.ofString())
                    .body()
                    .contains("\"Successful\""));
            Path rules = MonitoringFiles.writeRulesThatFireSoon(folder);
            try (Prometheus prometheus = Prometheus.of(folder, assay.management(), rules)) {
                URI hanging = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/");
                for (int i = 0; i < HANGING_CALLS; i++) {
                    var unused = client.sendAsync(run(service, "test/hangs", hanging), BodyHandlers.discarding());
                }
                Path unused = Files.writeString(config, NO_LIST);
                await().atMost(LIMIT).pollInterval(POLL).untilAsserted(() -> assertThat(alerts(prometheus))
                        .contains(
                                "AssayConfigurationRefused",
                                "AssayDownloadFailing test/download",
                                "AssayPluginErrors test/hangs",
                                "AssayPluginNotReady test/missing",
                                "AssayPluginQueueFilling test/hangs",
                                "AssayPluginRestarting test/dies",
                                "AssayPluginSlow test/hangs"));
                assertThat(alerts(prometheus))
                        .noneMatch(alert -> alert.endsWith(" test/good"))
                        .doesNotContain("AssayNotReady", "AssayCallersUnchecked");
                for (String query : MonitoringFiles.queries()) {
                    eventually(query, () -> !result(prometheus, query).isEmpty());
                }
            }
        }
    }

    private static void eventually(String what, Callable<Boolean> condition) {
        await(what).atMost(LIMIT).pollInterval(POLL).until(condition);
    }

    private String dyingPlugin() throws IOException {
        return Files.setPosixFilePermissions(
                        Files.writeString(folder.resolve("dies"), "#!/bin/sh\nexit 3\n"),
                        PosixFilePermissions.fromString("rwx------"))
                .toString();
    }

    private static HttpRequest run(URI service, String plugin, URI scraped) {
        return HttpRequest.newBuilder(service.resolve("/api/v1/measurements"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("""
                        {"spec":{"metrics":[{"name":"m","provider":{"plugin":{"%s":{"url":"%s","metric":"assay_ready"}}}}]}}
                        """.formatted(plugin, scraped)))
                .build();
    }

    /** The alerts that have fired, each with its plugin. */
    private static Set<String> alerts(Prometheus prometheus) throws IOException, InterruptedException {
        Set<String> firing = new TreeSet<>();
        for (JsonNode sample : result(prometheus, "max_over_time(ALERTS{alertstate=\"firing\"}[10m])")) {
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
