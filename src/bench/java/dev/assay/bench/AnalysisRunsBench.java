package dev.assay.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.log.LogLimit;
import dev.assay.manifest.PlacedObject;
import dev.assay.measure.FieldValidation;
import dev.assay.measure.Planner;
import dev.assay.measure.PluginLookup;
import dev.assay.measure.RunLimits;
import dev.assay.measure.run.AnalysisRuns;
import dev.assay.measure.run.RunQuery;
import dev.assay.measure.run.RunView;
import dev.assay.measure.run.RunsLimits;
import dev.assay.metric.Caller;
import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import dev.assay.secret.SecretRegistry;
import dev.assay.testing.RealHost;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** How punctual many runs are that are under way at the same time, and how much memory each of them takes. */
final class AnalysisRunsBench {
    static final String PLUGIN = "bench/no-op";
    static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final int RUNS = 10_000;
    private static final int MEASUREMENTS = 4;
    private static final Duration LIMIT = INTERVAL.multipliedBy(10L * MEASUREMENTS);
    private static final int PLACES = 64;

    private AnalysisRunsBench() {}

    static void measure(Table table, Path folder) throws Exception {
        Path plugin = CallBench.goPlugin().orElse(JavaPlugin.script(folder, Duration.ZERO));
        ExecutorService worker =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
        timer.setRemoveOnCancelPolicy(true);
        try (RealHost host = new RealHost(folder.resolve("runs"), Map.of(), List.of(RealHost.spec(PLUGIN, plugin)))) {
            BootBench.await(host);
            SecretRegistry secrets = new SecretRegistry(timer, System::nanoTime);
            AnalysisRuns runs = new AnalysisRuns(
                    new PluginLookup(host.host(), secrets),
                    timer,
                    worker,
                    Clock.systemUTC(),
                    secrets,
                    new RunsLimits(RUNS, PLACES, Long.MAX_VALUE, new LogLimit(1, 1)));
            long before = usedBytes();
            create(runs);
            awaitMeasurements(runs);
            List<Double> lags = lags(runs);
            String what = RUNS + " runs of one metric each " + INTERVAL.toSeconds() + " s: ";
            table.figure(
                    what + "lag p99",
                    "%.1f ms",
                    Distribution.of(List.of(Distribution.of(lags).percentile(99))));
            table.figure(
                    what + "heap for each",
                    "%.1f KB",
                    Distribution.of(List.of((usedBytes() - before) / 1024.0 / RUNS)));
        } finally {
            timer.shutdownNow();
            worker.shutdownNow();
        }
    }

    /** Evenly over one interval, as runs of many rollouts begin. */
    private static void create(AnalysisRuns runs) throws InterruptedException {
        Planner planner = new Planner(
                new RunLimits(1, 100_000, Duration.ZERO),
                Set.of(),
                (namespace, reference) -> Uni.createFrom().nothing(),
                Runnable::run);
        long begin = System.nanoTime();
        for (int i = 0; i < RUNS; i++) {
            long due = begin + INTERVAL.toNanos() * i / RUNS;
            long left = due - System.nanoTime();
            TimeUnit.NANOSECONDS.sleep(left);
            var unused = runs.create(
                    planner.planHere(
                            List.of(PlacedObject.of(manifest(i))), Map.of(), Duration.ZERO, FieldValidation.STRICT),
                    Caller.ASSAY);
        }
    }

    private static void awaitMeasurements(AnalysisRuns runs) {
        RunView unused = runs.watch(name(RUNS - 1))
                .orElseThrow()
                .filter(run -> run.status().metrics().stream()
                        .anyMatch(metric -> metric.measurements().size() > MEASUREMENTS))
                .toUni()
                .await()
                .atMost(LIMIT);
    }

    static String name(int i) {
        return "run-" + i;
    }

    /** A run without an end. */
    static ObjectNode manifest(int i) {
        ObjectNode run = JsonNodeFactory.instance
                .objectNode()
                .put("apiVersion", "argoproj.io/v1alpha1")
                .put("kind", "AnalysisRun");
        run.putObject("metadata").put("name", name(i));
        run.putObject("spec")
                .putArray("metrics")
                .add(CallBench.metric(PLUGIN)
                        .put("interval", INTERVAL.toSeconds() + "s")
                        .put("successCondition", "result[0] > 0.95"));
        return run;
    }

    /** By how many milliseconds each measurement came later than the one before it and the interval ask for. */
    private static List<Double> lags(AnalysisRuns runs) {
        List<Double> lags = new ArrayList<>();
        runs.page(RunQuery.of(List.of(), null, null)).runs().forEach(run -> {
            List<Measurement> all =
                    runs.get(run.name()).orElseThrow().status().metrics().get(0).measurements();
            for (int i = 1; i < all.size(); i++) {
                if (!all.get(i).phase().equals(Phase.SUCCESSFUL)) {
                    throw new IllegalStateException("a measurement failed: " + all.get(i));
                }
                Duration between = Duration.between(
                        Objects.requireNonNull(all.get(i - 1).finishedAt()),
                        Objects.requireNonNull(all.get(i).finishedAt()));
                lags.add(between.minus(INTERVAL).toNanos() / 1e6);
            }
        });
        return lags;
    }

    private static long usedBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
