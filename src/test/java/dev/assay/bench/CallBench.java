package dev.assay.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Metric;
import dev.assay.metric.MetricProvider;
import dev.assay.testing.GoParts;
import dev.assay.testing.RealHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/** How many calls a second one plugin process answers through its host, and how soon. */
final class CallBench {
    private static final Duration ROUND = Duration.ofSeconds(1);

    private CallBench() {}

    static void measure(Table table, Path folder, int rounds) throws Exception {
        measure(table, folder, JavaPlugin.script(folder, Duration.ZERO), "no-op calls", rounds);
        Optional<Path> goPlugin = goPlugin();
        if (goPlugin.isPresent()) {
            measure(table, folder, goPlugin.get(), "no-op calls to a Go plugin", rounds);
        }
    }

    /** Empty, with a line that says so, where there is no Go. */
    private static Optional<Path> goPlugin() {
        try {
            return Optional.of(GoParts.executable("noop"));
        } catch (TestAbortedException e) {
            return Optional.empty();
        }
    }

    private static void measure(Table table, Path folder, Path plugin, String what, int rounds) throws Exception {
        try (RealHost host =
                new RealHost(folder.resolve("store"), Map.of(), List.of(RealHost.spec("bench/no-op", plugin)))) {
            BootBench.await(host);
            MetricProvider provider = host.host().provider("bench/no-op").orElseThrow();
            measure(table, provider, what, 1, rounds);
            measure(table, provider, what, 64, rounds);
        }
    }

    /** As many rounds more come first, and do not count. */
    private static void measure(Table table, MetricProvider provider, String what, int count, int rounds)
            throws InterruptedException {
        ObjectNode metric = new ObjectMapper().createObjectNode().put("name", "no-op");
        metric.putObject("provider").putObject("plugin").putObject("bench/no-op");
        Callers callers = new Callers(provider, AnalysisRun.EMPTY, new Metric(metric), count);
        List<Double> rates = new ArrayList<>();
        List<Double> medians = new ArrayList<>();
        List<Double> slowest = new ArrayList<>();
        for (int i = -rounds; i < rounds; i++) {
            long begin = System.nanoTime();
            List<Long> nanos = callers.callFor(ROUND);
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (i >= 0) {
                Distribution latencies = Distribution.of(nanos);
                rates.add(nanos.size() / seconds);
                medians.add(latencies.median() / 1e6);
                slowest.add(latencies.percentile(99) / 1e6);
            }
        }
        String callersText = count + (count == 1 ? " caller" : " callers");
        table.figure(what + ", " + callersText + ": rate", "%.0f /s", Distribution.of(rates));
        table.figure(what + ", " + callersText + ": latency p50", "%.3f ms", Distribution.of(medians));
        table.figure(what + ", " + callersText + ": latency p99", "%.3f ms", Distribution.of(slowest));
    }
}
