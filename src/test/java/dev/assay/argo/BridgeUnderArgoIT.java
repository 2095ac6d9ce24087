package dev.assay.argo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.PackagedApplication;
import dev.assay.testing.argo.AnalysisRuns;
import dev.assay.testing.argo.ArgoController;
import dev.assay.testing.cluster.SharedCluster;
import dev.assay.testing.prometheus.Prometheus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Argo's own controller with the bridge in its ConfigMap, and two Assays behind one name, beside a controller that has the
 * plugins itself. The ConfigMaps are those that {@code migrate} makes.
 */
class BridgeUnderArgoIT {
    /** Measurements of each run that goes on while Assays come and go. */
    private static final int MEASUREMENTS = 12;

    /** The exit code of Java at SIGTERM. */
    private static final int TERMINATED = 143;

    @RegisterExtension
    static final SharedCluster CLUSTER = new SharedCluster();

    @RegisterExtension
    final NothingLeftBehind nothing = new NothingLeftBehind();

    @TempDir
    Path folder;

    @BeforeEach
    void define_argos_kinds() {
        ArgoController.defineKinds(CLUSTER.get());
    }

    @Test
    void a_run_over_the_bridge_has_the_status_that_it_has_with_the_plugin_in_argo() throws Exception {
        Installation direct = new Installation(CLUSTER, folder);
        Installation bridged = new Installation(CLUSTER, folder);
        direct.apply(Installation.argosConfigMap());
        bridged.apply(bridged.migratedConfigMaps());
        try (Prometheus prometheus = Prometheus.start(folder);
                ArgoController first = direct.argo();
                ArgoController second = bridged.argo();
                PackagedApplication one = bridged.assay(1);
                PackagedApplication two = bridged.assay(2)) {
            one.address();
            two.address();
            String runs = Files.readString(Path.of("src/test/resources/argo/analysis-runs.yaml"))
                    .replace("PROMETHEUS", prometheus.address());
            for (Installation installation : List.of(direct, bridged)) {
                Path journal = folder.resolve(installation.namespace());
                installation.runs().create(runs.replace("JOURNAL", journal.toString()));
            }
            for (Installation installation : List.of(direct, bridged)) {
                JsonNode unused = installation.runs().await("terminated", BridgeUnderArgoIT::isMeasuring);
                installation.runs().terminate("terminated");
            }

            Map<String, JsonNode> expected = direct.runs().completed();
            Map<String, JsonNode> actual = bridged.runs().completed();

            assertThat(phases(expected))
                    .as(first.log())
                    .hasSize(16)
                    .containsAllEntriesOf(Map.of(
                            "success", "Successful",
                            "failure", "Failed",
                            "inconclusive", "Inconclusive",
                            "error", "Error",
                            "no-condition", "Successful",
                            "bad-query", "Error",
                            "text", "Successful",
                            "running", "Successful",
                            "secret", "Error",
                            "dry-run", "Successful"));
            assertThat(actual).as(second.log()).containsOnlyKeys(expected.keySet());
            expected.forEach(
                    (name, status) -> assertThat(actual.get(name)).as(name).isEqualTo(status));
            assertThat(Set.copyOf(calls(bridged.namespace())))
                    .isEqualTo(Set.copyOf(calls(direct.namespace())))
                    .contains("garbage-collect retention 2");
        }
    }

    @Test
    void no_measurement_is_lost_but_those_that_ran_in_an_assay_that_was_killed() throws Exception {
        Installation here = new Installation(CLUSTER, folder);
        AnalysisRuns runs = here.runs();
        here.apply(here.migratedConfigMaps());
        try (ArgoController argo = here.argo();
                PackagedApplication one = here.assay(1);
                PackagedApplication two = here.assay(2)) {
            one.address();
            two.address();
            runs.create(longRuns(6));

            await(runs, 2);
            two.process().destroyForcibly();
            int unused = two.exitCode();
            try (PackagedApplication secondAgain = here.assay(2)) {
                secondAgain.address();

                await(runs, 5);
                one.terminate();
                assertThat(one.exitCode()).isEqualTo(TERMINATED);
                try (PackagedApplication firstAgain = here.assay(1)) {
                    firstAgain.address();

                    here.editAssaysConfigMap();
                    for (PackagedApplication assay : List.of(firstAgain, secondAgain)) {
                        assay.await(Pattern.compile("plugin test/ordered from .* was updated"));
                    }

                    assertThat(runs.completed())
                            .hasSize(6)
                            .allSatisfy((run, status) -> assertNothingIsLost(run, status, argo.measurements(run)));
                }
            }
        }
    }

    /**
     * Nothing fails except the one measurement that may have been in the killed Assay, and the plugin sees no measurement
     * more often than Argo asks for it. Argo asks twice where its own copy of the run is out of date.
     */
    private void assertNothingIsLost(String run, JsonNode status, long asked) {
        assertThat(status.path("phase").asText()).isEqualTo("Successful");
        assertThat(count(status, "successful")).isEqualTo(MEASUREMENTS);
        assertThat(count(status, "error")).isLessThanOrEqualTo(1);
        assertThat(calls("journal").stream().filter(("run " + run)::equals).count())
                .isBetween((long) MEASUREMENTS, asked);
    }

    private static void await(AnalysisRuns runs, int measurements) {
        JsonNode unused = runs.await("long-0", status -> count(status, "successful") >= measurements);
    }

    private String longRuns(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> """
                        kind: AnalysisRun
                        metadata: {name: long-%d}
                        spec:
                          metrics:
                            - name: long
                              interval: 1s
                              count: %d
                              provider: {plugin: {test/ordered: {value: 1, take: 600ms, journal: %s}}}
                        """.formatted(i, MEASUREMENTS, folder.resolve("journal")))
                .collect(Collectors.joining("---\n"));
    }

    private List<String> calls(String journal) {
        try {
            return Files.readAllLines(folder.resolve(journal));
        } catch (IOException e) {
            throw new AssertionError("no plugin has kept a journal", e);
        }
    }

    private static Map<String, String> phases(Map<String, JsonNode> statuses) {
        return statuses.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, e -> e.getValue().path("phase").asText()));
    }

    private static boolean isMeasuring(JsonNode status) {
        return status.at("/metricResults/0/measurements/0/phase").asText().equals("Running");
    }

    private static int count(JsonNode status, String counter) {
        return status.at("/metricResults/0/" + counter).asInt();
    }
}
