package dev.assay.api.console;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Plugins and their numbers in the shape in which the service tells them. */
final class StubPlugins {
    static final String WATCH = "/api/v1/plugins";

    private StubPlugins() {}

    static Map<String, Object> plugin(String name, String state, String reason) {
        Map<String, Object> plugin = new LinkedHashMap<>();
        plugin.put("name", name);
        plugin.put("state", state);
        plugin.put("reason", reason);
        plugin.put("since", Instant.now().minusSeconds(200).toString());
        plugin.put("restarts", state.equals("Ready") ? 0 : 3);
        plugin.put("protocol", "netrpc");
        plugin.put("digest", "7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730");
        plugin.put("location", "https://example.org/releases/download/v0.3.1/plugin-linux-amd64");
        plugin.put("generation", 1);
        plugin.put("required", false);
        plugin.put("timeout", "60s");
        plugin.put("args", List.of("-v"));
        plugin.put("calls", Map.of("inFlight", 0, "waiting", 0, "givenUp", 0));
        plugin.put("unansweredChecks", 0);
        return plugin;
    }

    static Map<String, Object> list(List<Map<String, Object>> plugins) {
        return Map.of("plugins", plugins);
    }

    /** So many plugins that are Ready. */
    static List<Map<String, Object>> many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> plugin("acme/plugin-" + i, "Ready", ""))
                .toList();
    }

    static Map<String, Object> statistics(List<Map<String, Object>> plugins, double callsPerSecond) {
        return Map.of(
                "time",
                Instant.now().toString(),
                "plugins",
                plugins.stream().map(p -> numbers(p, callsPerSecond)).toList());
    }

    private static Map<String, Object> numbers(Map<String, Object> plugin, double callsPerSecond) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("name", plugin.get("name"));
        numbers.put("callsPerSecond", callsPerSecond);
        numbers.put("errorRatio", 0.07);
        numbers.put("p50Milliseconds", 12.5);
        numbers.put("p99Milliseconds", 1234.5);
        numbers.put("inFlight", 2);
        numbers.put("waiting", 1);
        numbers.put("processorCores", 0.25);
        numbers.put("residentBytes", 62_914_560);
        numbers.put("openDescriptors", 23);
        numbers.put("threads", 11);
        numbers.put("calls", 1000);
        numbers.put("failures", 70);
        return numbers;
    }

    static Map<String, Object> line(String level, String message) {
        return Map.of(
                "time",
                Instant.now().toString(),
                "level",
                level,
                "pid",
                4711,
                "generation",
                1,
                "logger",
                "plugin",
                "message",
                message,
                "fields",
                Map.of("took", "3ms"));
    }

    /** The status of a run with one metric. */
    static Map<String, Object> run(String value) {
        String now = Instant.now().toString();
        return Map.of(
                "phase",
                "Successful",
                "metricResults",
                List.of(Map.of(
                        "name",
                        "uptime",
                        "phase",
                        "Successful",
                        "measurements",
                        List.of(Map.of("phase", "Successful", "value", value, "startedAt", now, "finishedAt", now)))),
                "startedAt",
                now,
                "completedAt",
                now);
    }
}
