package dev.assay.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.process.linux.ProcFs;
import dev.assay.testing.argo.AnalysisRuns;
import dev.assay.testing.argo.ArgoController;
import dev.assay.testing.cluster.TestCluster;
import dev.assay.testing.go.GoCommands;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/**
 * How punctual the runs of {@link AnalysisRunsBench} are under Argo's own controller, on a real API server and the same
 * machine. There are more of them from step to step, until it does not hold them.
 */
final class ArgoRunsBench {
    private static final int FIRST_RUNS = 200;
    private static final int MOST_STEPS = 5;

    /** The goal of the 99th percentile. */
    private static final double PUNCTUAL_MILLIS = 250;

    /** The measurements of each run and step after its first one. */
    private static final int MEASUREMENTS = 3;

    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** Pages of Linux on the machines that are measured. */
    private static final double PAGE_KIB = 4;

    private final Table table;
    private final TestCluster cluster;
    private final Path folder;

    private ArgoRunsBench(Table table, TestCluster cluster, Path folder) {
        this.table = table;
        this.cluster = cluster;
        this.folder = folder;
    }

    /**
     * Measures with the options that Argo's controller has by default, and with as many requests as it wants to send.
     * Measures nothing, with a line that says so, where there is no Go.
     *
     * @param rounds two of them for each step
     */
    static void measure(Table table, Path folder, int rounds) throws Exception {
        int steps = Math.max(1, Math.min(MOST_STEPS, rounds / 2));
        try (TestCluster cluster = TestCluster.start(Files.createDirectories(folder.resolve("cluster")))) {
            ArgoController.defineKinds(cluster);
            ArgoRunsBench bench = new ArgoRunsBench(table, cluster, folder);
            bench.measure("Argo's controller", "by-default", steps);
            bench.measure("Argo's controller with --qps=10000", "unthrottled", steps, "--qps=10000", "--burst=10000");
        } catch (TestAbortedException e) {
            // Without Go there is nothing to measure.
        }
    }

    private void measure(String who, String namespace, int steps, String... options) throws Exception {
        configure(namespace);
        AnalysisRuns runs = new AnalysisRuns(cluster, namespace);
        try (ArgoController argo = ArgoController.start(cluster, namespace, folder, options)) {
            create(namespace, 0, 1);
            awaitMeasurements(namespace, 0, 1);
            long before = pages(argo);
            int present = 1;
            double lag = 0;
            for (int step = 0; step < steps && lag < PUNCTUAL_MILLIS; step++) {
                int wanted = FIRST_RUNS << step;
                create(namespace, present, wanted);
                present = wanted;
                awaitMeasurements(namespace, present - 1, MEASUREMENTS + 1);
                lag = Distribution.of(lags(runs)).percentile(99);
                String what = present + " runs of one metric each " + AnalysisRunsBench.INTERVAL.toSeconds() + " s, "
                        + who + ": ";
                table.figure(what + "lag p99", "%.1f ms", Distribution.of(List.of(lag)));
                table.figure(
                        what + "memory of its process for each",
                        "%.1f KB",
                        Distribution.of(List.of((pages(argo) - before) * PAGE_KIB / present)));
            }
        }
    }

    private void configure(String namespace) {
        cluster.admin()
                .namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        String unused = cluster.kubectl(
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: argo-rollouts-config}
                data:
                  metricProviderPlugins: |
                    - {name: %s, location: "file://%s", args: ["-clock"]}
                """.formatted(AnalysisRunsBench.PLUGIN, GoCommands.executable("noop")),
                new String[] {"create", "-n", namespace, "-f", "-"});
    }

    /** Evenly over one interval, or as fast as the API server takes them. */
    private void create(String namespace, int from, int to) throws InterruptedException {
        long begin = System.nanoTime();
        for (int i = from; i < to; i++) {
            long due = begin + AnalysisRunsBench.INTERVAL.toNanos() * (i - from) / (to - from);
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            ObjectNode run = AnalysisRunsBench.manifest(i);
            var unused = cluster.admin()
                    .resource(run.toString())
                    .inNamespace(namespace)
                    .create();
        }
    }

    private void awaitMeasurements(String namespace, int run, int count) {
        var unused = cluster.admin()
                .genericKubernetesResources("argoproj.io/v1alpha1", "AnalysisRun")
                .inNamespace(namespace)
                .withName(AnalysisRunsBench.name(run))
                .waitUntilCondition(
                        resource -> resource != null && measurements(resource).size() >= count,
                        LIMIT.toSeconds(),
                        TimeUnit.SECONDS);
    }

    private static List<?> measurements(GenericKubernetesResource run) {
        return run.get("status", "metricResults", 0, "measurements") instanceof List<?> all ? all : List.of();
    }

    /**
     * By how many milliseconds the plugin was called later than it was due: an interval after the end of the measurement
     * before, which a status has in whole seconds. The plugin tells the exact time of each call.
     */
    private static List<Double> lags(AnalysisRuns runs) throws IOException {
        List<Double> lags = new ArrayList<>();
        for (JsonNode status : runs.statuses().values()) {
            JsonNode all = status.at("/metricResults/0/measurements");
            for (int i = Math.max(1, all.size() - MEASUREMENTS); i < all.size(); i++) {
                if (!all.get(i).path("phase").asText().equals("Successful")) {
                    throw new IOException("a measurement failed: " + all.get(i));
                }
                Instant due = Instant.parse(all.get(i - 1).path("finishedAt").asText())
                        .plus(AnalysisRunsBench.INTERVAL);
                Instant called = Instant.EPOCH.plusNanos(
                        Long.parseLong(all.get(i).path("value").asText()));
                lags.add(Duration.between(due, called).toNanos() / 1e6);
            }
        }
        return lags;
    }

    private static long pages(ArgoController argo) {
        return ProcFs.ofThisMachine().anonymousPages(argo.pid());
    }
}
