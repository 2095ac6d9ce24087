package dev.assay.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.config.PluginSpec;
import dev.assay.testing.PackagedApplication;
import dev.assay.testing.RealHost;
import dev.assay.testing.go.GoCommands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Argo Rollouts' own code, with the Go plugin that does nothing, in the same minutes: its whole path, in which each call
 * looks the plugin up and pings it under a lock, and the bare go-plugin client. That client calls a Java plugin that does
 * nothing, too. The boot of several plugins is timed as well.
 */
final class ArgoBench {
    private static final int BOOTED = 5;
    private static final String DELAY = "500ms";
    private static final int SEQUENTIAL = 5_000;
    private static final int CONCURRENT = 100_000;

    private final List<JsonNode> calls = new ArrayList<>();
    private final List<JsonNode> javaCalls = new ArrayList<>();

    private ArgoBench() {}

    /** Makes the rows of Argo's code, and gives what Assay's are compared with. */
    static ArgoBench measure(Table table, Path javaPlugin, int rounds) throws IOException, InterruptedException {
        ArgoBench bench = new ArgoBench();
        for (int i = 0; i < Math.max(1, rounds / 2); i++) {
            bench.calls.add(ask(List.of("bench/no-op=" + GoCommands.executable("noop"))));
            bench.javaCalls.add(ask(List.of("bench/no-op=" + javaPlugin)));
        }
        rows(table, "Argo's whole path", bench.calls, "argo");
        rows(table, "go-plugin's bare client", bench.calls, "bare");
        rows(table, "go-plugin's bare client, Java plugin", bench.javaCalls, "bare");
        return bench;
    }

    /**
     * The figures with which Assay is compared.
     *
     * @param rate calls of 64 callers, per second
     * @param latencyMillis median of one caller
     */
    record Calls(double rate, double latencyMillis) {}

    /** By the go-plugin client alone. */
    Calls bare() {
        return of("bare");
    }

    /** By Argo's whole path. */
    Calls whole() {
        return of("argo");
    }

    private Calls of(String key) {
        return new Calls(
                figure(calls, key, "callsPerSecond").median(),
                millis(calls, key).median());
    }

    /** The rows of Argo's whole path to a plugin that is a bridge. */
    static void bridge(Table table, Path bridge, Calls direct, int rounds) throws IOException, InterruptedException {
        List<JsonNode> bridged = new ArrayList<>();
        for (int i = 0; i < Math.max(1, rounds / 2); i++) {
            bridged.add(ask(List.of(CallBench.PLUGIN + "=" + bridge)));
        }
        String who = "Argo's whole path over the bridge and Assay";
        table.ratio(who + ", 1 caller: latency p50", "%.3f ms", millis(bridged, "argo"), direct.latencyMillis(), "");
        table.ratio(
                who + ", 64 callers: rate", "%.0f /s", figure(bridged, "argo", "callsPerSecond"), direct.rate(), "");
    }

    /** The boot of plugins that take half a second each, by Argo's code and by Assay. */
    static void boots(Table table, Path application, Path folder, int rounds) throws Exception {
        String noop = GoCommands.executable("noop").toString();
        List<String> plugins = IntStream.range(0, BOOTED)
                .mapToObj(i -> "bench/boot-" + i + "=" + noop + ",-start-delay," + DELAY)
                .toList();
        List<PluginSpec> specs = IntStream.range(0, BOOTED)
                .mapToObj(i -> RealHost.spec("bench/boot-" + i, Path.of(noop), "-start-delay", DELAY))
                .toList();
        List<Double> argo = new ArrayList<>();
        List<Double> assay = new ArrayList<>();
        for (int i = 0; i < Math.max(1, rounds / 2); i++) {
            argo.add(ask(plugins).path("bootMillis").asDouble());
        }
        for (int i = -(rounds + 1) / 2; i < rounds; i++) {
            try (RealHost host = new RealHost(folder.resolve("store"), Map.of(), specs)) {
                long begin = System.nanoTime();
                BootBench.await(host);
                if (i >= 0) {
                    assay.add((System.nanoTime() - begin) / 1e6);
                }
            }
        }
        String what = "boot of " + BOOTED + " Go plugins that take " + DELAY + " each, ";
        table.figure(what + "Argo's path", "%.0f ms", Distribution.of(argo));
        table.ratio(what + "Assay", "%.0f ms", Distribution.of(assay), 500, "<= 1.30");
        Distribution cold = coldBoots(application, folder, noop, rounds);
        table.ratio(what + "Assay, application just started", "%.0f ms", cold, 500, "");
    }

    /** The first start, which fills the store, does not count. */
    private static Distribution coldBoots(Path application, Path folder, String noop, int rounds)
            throws IOException, InterruptedException {
        StringBuilder manifest = new StringBuilder(
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: argo-rollouts-config}, data: {metricProviderPlugins: '[");
        for (int i = 0; i < BOOTED; i++) {
            manifest.append("{name: bench/boot-")
                    .append(i)
                    .append(", location: \"file://")
                    .append(noop);
            manifest.append("\", args: [\"-start-delay\", \"").append(DELAY).append("\"]}, ");
        }
        Path configuration = Files.writeString(folder.resolve("go.yaml"), manifest.append("]'}}"));
        List<Double> milliseconds = new ArrayList<>();
        for (int i = -1; i < rounds; i++) {
            try (PackagedApplication started = PackagedApplication.start(
                    application, folder, Map.of(), List.of("-Dassay.config.file=" + configuration))) {
                double taken = Double.parseDouble(started.await(BootBench.READY).group(2));
                if (i >= 0) {
                    milliseconds.add(taken);
                }
            }
        }
        return Distribution.of(milliseconds);
    }

    private static void rows(Table table, String who, List<JsonNode> calls, String key) {
        table.figure(who + ", 1 caller: latency p50", "%.3f ms", millis(calls, key));
        table.figure(who + ", 64 callers: rate", "%.0f /s", figure(calls, key, "callsPerSecond"));
        table.figure(
                who + ", 64 callers: processor time of the host for a call",
                "%.1f µs",
                figure(calls, key, "cpuMicros"));
    }

    private static Distribution millis(List<JsonNode> calls, String key) {
        return Distribution.of(calls.stream()
                .map(report -> report.path(key).path("p50Micros").asDouble() / 1000)
                .toList());
    }

    private static Distribution figure(List<JsonNode> calls, String key, String figure) {
        return Distribution.of(calls.stream()
                .map(report -> report.path(key).path(figure).asDouble())
                .toList());
    }

    private static JsonNode ask(List<String> plugins) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                GoCommands.executable("argo-client").toString(),
                "-bench",
                "-sequential",
                Integer.toString(SEQUENTIAL),
                "-concurrent",
                Integer.toString(CONCURRENT)));
        plugins.forEach(plugin -> command.addAll(List.of("-plugin", plugin)));
        Path errors = Files.createTempFile("argo-client", ".log");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        try {
            String name = plugins.get(0).substring(0, plugins.get(0).indexOf('='));
            String request = "{\"plugin\":\"" + name + "\",\"verb\":\"run\",\"analysisRun\":{},\"metric\":"
                    + CallBench.metric(name) + "}\n";
            process.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            JsonNode report = new ObjectMapper().readTree(process.getInputStream());
            if (process.waitFor() != 0) {
                throw new IOException("tried to measure Argo's client, but it ended with " + process.exitValue()
                        + "; its output was:\n" + Files.readString(errors));
            }
            return report;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Files.delete(errors);
        }
    }
}
