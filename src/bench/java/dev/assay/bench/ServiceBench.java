package dev.assay.bench;

import dev.assay.metric.Metric;
import dev.assay.proto.v1.RunRequest;
import dev.assay.testing.PackagedApplication;
import dev.assay.testing.PackagedProgram;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Whole calls of the packaged application, from a caller's request to the Go plugin that does nothing, and back: over HTTP,
 * over gRPC, and from Argo's own code over the bridge. The ratios are to Argo's own code in the process of the caller.
 */
final class ServiceBench {
    /** The number of connections, which is that of the callers in Argo's code. */
    private static final int MANY = 64;

    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final int PLUGINS = 200;
    private static final long REMEMBERED_CALLS = 1_000_000;
    private static final List<String> SMALL_HEAP = List.of("-Xmx64m");

    private final Table table;
    private final ArgoBench.Calls argo;
    private final int rounds;

    private ServiceBench(Table table, ArgoBench.Calls argo, int rounds) {
        this.table = table;
        this.argo = argo;
        this.rounds = rounds;
    }

    static void measure(Table table, Path application, Path folder, Path plugin, ArgoBench.Calls argo, int rounds)
            throws Exception {
        ServiceBench bench = new ServiceBench(table, argo, rounds);
        try (PackagedApplication service = start(application, folder, plugins(plugin, 1), List.of())) {
            bench.calls(service);
            ArgoBench.bridge(table, bridge(application, folder, service.address()), argo, rounds);
        }
        try (PackagedApplication service = start(application, folder, plugins(plugin, 1), SMALL_HEAP)) {
            bench.memory(service);
        }
        bench.manyPlugins(application, folder, plugin);
    }

    private static PackagedApplication start(
            Path application, Path folder, Map<String, String> plugins, List<String> options)
            throws IOException, InterruptedException {
        PackagedApplication service = PackagedApplication.start(application, folder, plugins, options);
        URI unused = service.address();
        var unusedToo = service.await(BootBench.READY);
        return service;
    }

    /** The first has the name that all calls are for. */
    private static Map<String, String> plugins(Path plugin, int count) {
        return IntStream.range(0, count)
                .boxed()
                .collect(Collectors.toMap(
                        i -> i == 0 ? CallBench.PLUGIN : CallBench.PLUGIN + "-" + i, i -> "file://" + plugin));
    }

    private void calls(PackagedApplication service) throws Exception {
        warmUp(HttpCallers.run(service.address(), List.of(CallBench.PLUGIN), MANY));
        for (int count : List.of(1, MANY)) {
            try (HttpCallers callers = HttpCallers.run(service.address(), List.of(CallBench.PLUGIN), count)) {
                goals("whole call over HTTP", service, count).measure(callers, connections(count));
            }
        }
        warmUp(new GrpcCallers(service.address(), request(), MANY));
        for (int count : List.of(1, MANY)) {
            try (GrpcCallers callers = new GrpcCallers(service.address(), request(), count)) {
                goals("whole call over gRPC", service, count)
                        .measure(callers, count == 1 ? "1 caller" : count + " callers");
            }
        }
    }

    /** A service that is in use has compiled the code of its calls. */
    @SuppressWarnings("try") // An interrupt while it closes ends the benchmark.
    private static <L extends Load & AutoCloseable> void warmUp(L load) throws Exception {
        try (load) {
            List<Long> unused = load.callFor(WARM_UP);
        }
    }

    /** One caller is compared by its latency, and many by their rate. */
    private CallRounds goals(String what, PackagedApplication service, int count) {
        CallRounds rounds = new CallRounds(table, what, this.rounds).host(service.process());
        return count == 1
                ? rounds.latencyGoal(argo.latencyMillis(), "<= 1.00")
                : rounds.rateGoal(argo.rate(), ">= 5.00");
    }

    private static String connections(int count) {
        return count == 1 ? "1 connection" : count + " connections";
    }

    private static RunRequest request() {
        return RunRequest.newBuilder()
                .setPlugin(CallBench.PLUGIN)
                .setMetric(new Metric(CallBench.metric(CallBench.PLUGIN)).text())
                .build();
    }

    private static Path bridge(Path application, Path folder, URI service) throws IOException {
        String command = PackagedProgram.command(
                        application, List.of("-Xmx24m"), "bridge", CallBench.PLUGIN, "--to", service.toString())
                .stream()
                .map(Scripts::quoted)
                .collect(Collectors.joining(" "));
        return Scripts.write(folder, "bridge", "exec " + command);
    }

    /** Resident, after a tenth of the calls and after all of them. */
    private void memory(PackagedApplication service) throws Exception {
        List<Double> megabytes = new ArrayList<>();
        long calls = 0;
        try (HttpCallers callers = HttpCallers.run(service.address(), List.of(CallBench.PLUGIN), MANY)) {
            for (long until : List.of(REMEMBERED_CALLS / 10, REMEMBERED_CALLS)) {
                while (calls < until) {
                    calls += callers.callFor(Duration.ofSeconds(1)).size();
                }
                megabytes.add(residentMegabytes(service.process()));
            }
        }
        table.figure("memory of the host, -Xmx64m, after 100,000 calls", "%.0f MB", single(megabytes.get(0)));
        table.ratio(
                "memory of the host, -Xmx64m, after 1,000,000 calls",
                "%.0f MB",
                single(megabytes.get(1)),
                megabytes.get(0),
                "<= 1.00, native <= 128 MB");
    }

    private static Distribution single(double value) {
        return Distribution.of(List.of(value));
    }

    private static double residentMegabytes(ProcessHandle process) throws IOException {
        return status(process, "VmRSS") / 1024.0;
    }

    private static long status(ProcessHandle process, String field) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith(field + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    /** Calls of all plugins in turn, beside calls of one of one; and what each of many plugins costs the host. */
    private void manyPlugins(Path application, Path folder, Path plugin) throws Exception {
        Map<String, String> one = plugins(plugin, 1);
        double rateOfOne;
        long threadsOfOne;
        try (PackagedApplication service = start(application, folder, one, List.of())) {
            rateOfOne = rate(service, one);
            threadsOfOne = status(service.process(), "Threads");
        }
        Map<String, String> all = plugins(plugin, PLUGINS);
        long begin = System.nanoTime();
        try (PackagedApplication service = start(application, folder, all, List.of())) {
            double seconds = (System.nanoTime() - begin) / 1e9;
            table.figure("start and boot of " + PLUGINS + " Go plugins", "%.1f s", single(seconds));
            table.ratio(
                    PLUGINS + " Go plugins, " + MANY + " connections over HTTP: rate, to that of one plugin",
                    "%.0f /s",
                    single(rate(service, all)),
                    rateOfOne,
                    ">= 0.90");
            table.figure(
                    PLUGINS + " Go plugins: threads of the host for each (goal: 2)",
                    "%.2f",
                    single((status(service.process(), "Threads") - threadsOfOne) / (double) (PLUGINS - 1)));
        }
    }

    /** Calls a second, of each of the plugins in turn. */
    private double rate(PackagedApplication service, Map<String, String> plugins) throws Exception {
        try (HttpCallers callers = HttpCallers.run(service.address(), List.copyOf(plugins.keySet()), MANY)) {
            List<Long> unused = callers.callFor(Duration.ofSeconds(rounds));
            return callers.callFor(Duration.ofSeconds(rounds)).size() / (double) rounds;
        }
    }
}
