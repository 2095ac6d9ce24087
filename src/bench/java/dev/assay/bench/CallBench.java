package dev.assay.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Caller;
import dev.assay.metric.Metric;
import dev.assay.metric.MetricProvider;
import dev.assay.testing.RealHost;
import dev.assay.testing.go.GoCommands;
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

    private final Table table;
    private final String what;

    private CallBench(Table table, String what) {
        this.table = table;
        this.what = what;
    }

    static void measure(Table table, Path application, Path folder, int rounds) throws Exception {
        try (RealHost host = host(folder, JavaPlugin.script(folder, Duration.ZERO))) {
            MetricProvider provider = provider(host);
            new CallBench(table, "no-op calls").measure(provider, 1, rounds, 0, 0);
            new CallBench(table, "no-op calls").measure(provider, 64, rounds, 0, 0);
        }
        Optional<Path> goPlugin = goPlugin();
        if (goPlugin.isEmpty()) {
            return;
        }
        ArgoBench argo = ArgoBench.measure(table, JavaPlugin.script(folder, Duration.ZERO), rounds);
        try (RealHost host = host(folder, goPlugin.get())) {
            MetricProvider provider = provider(host);
            CallBench bench = new CallBench(table, "Assay, no-op calls to the same Go plugin");
            bench.measure(provider, 1, rounds, 0, argo.bareLatencyMillis());
            bench.measure(provider, 64, rounds, argo.bareRate(), 0);
        }
        ArgoBench.boots(table, application, folder, rounds);
    }

    /** What every caller asks for, the same object each time. */
    static ObjectNode metric(String plugin) {
        ObjectNode metric = new ObjectMapper().createObjectNode().put("name", "no-op");
        metric.putObject("provider").putObject("plugin").putObject(plugin);
        return metric;
    }

    /** Empty, with a line that says so, where there is no Go. */
    static Optional<Path> goPlugin() {
        try {
            return Optional.of(GoCommands.executable("noop"));
        } catch (TestAbortedException e) {
            return Optional.empty();
        }
    }

    private static RealHost host(Path folder, Path plugin) {
        return new RealHost(folder.resolve("store"), Map.of(), List.of(RealHost.spec("bench/no-op", plugin)));
    }

    private static MetricProvider provider(RealHost host) throws Exception {
        BootBench.await(host);
        return host.host().provider("bench/no-op", Caller.ASSAY).orElseThrow();
    }

    /**
     * As many rounds more come first, and do not count.
     *
     * @param otherRate per second, to which the rate is compared, or 0
     * @param otherMillis to which the median latency is compared, or 0
     */
    private void measure(MetricProvider provider, int count, int rounds, double otherRate, double otherMillis)
            throws InterruptedException {
        Callers callers = new Callers(provider, AnalysisRun.EMPTY, new Metric(metric("bench/no-op")), count);
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
        String prefix = what + ", " + count + (count == 1 ? " caller: " : " callers: ");
        row(prefix + "rate", "%.0f /s", rates, otherRate, ">= 1.00");
        row(prefix + "latency p50", "%.3f ms", medians, otherMillis, "<= 1.00");
        row(prefix + "latency p99", "%.3f ms", slowest, 0, "");
    }

    private void row(String text, String format, List<Double> values, double other, String goal) {
        if (other > 0) {
            table.ratio(text, format, Distribution.of(values), other, goal);
        } else {
            table.figure(text, format, Distribution.of(values));
        }
    }
}
