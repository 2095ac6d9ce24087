package dev.assay.api.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** A run in the shape in which the service tells it. */
final class StubRuns {
    static final String WATCH = "/api/v1/analysisruns";

    private static final int SECONDS_APART = 10;

    private final Map<String, Object> metadata = new LinkedHashMap<>();
    private final Map<String, Object> spec = new LinkedHashMap<>();
    private final Map<String, Object> status = new LinkedHashMap<>();
    private final List<Map<String, Object>> metrics = new ArrayList<>();
    private final List<Map<String, Object>> results = new ArrayList<>();
    private final Instant start = Instant.now().minusSeconds(120);

    StubRuns(String name, String phase) {
        metadata.put("name", name);
        metadata.put("creationTimestamp", start.toString());
        spec.put("metrics", metrics);
        status.put("phase", phase);
        status.put("startedAt", start.toString());
        status.put("metricResults", results);
        status.put("runSummary", Map.of());
    }

    /** A run of two metrics and one in dry run, in the middle of its way. */
    static StubRuns checkout() {
        StubRuns run = new StubRuns("shop-check-1", "Running");
        run.metadata.put("namespace", "shop");
        run.metadata.put("labels", Map.of("app", "checkout"));
        run.spec.put(
                "args",
                List.of(
                        Map.of("name", "threshold", "value", "0.95"),
                        Map.of("name", "token", "value", "*****"),
                        Map.of(
                                "name",
                                "password",
                                "valueFrom",
                                Map.of("secretKeyRef", Map.of("name", "shop", "key", "password")))));
        run.spec.put("ttlStrategy", Map.of("secondsAfterCompletion", 300));
        run.metric("success-rate", "Running", Map.of("successCondition", "result[0] >= {{ args.threshold }}"))
                .measured("success-rate", "Successful", "[0.987]", "[0.991]", "[0.964]")
                .measured("success-rate", "Failed", "[0.931]")
                .measured("success-rate", "Successful", "[0.973]");
        run.metric("latency", "Running", Map.of("failureCondition", "result > 250"))
                .measured("latency", "Successful", "120", "180.5", "150");
        run.metric("queue", "Failed", Map.of("successCondition", "len(result) == 0"))
                .measured("queue", "Failed", "[\"order 17\"]");
        run.result("queue").put("dryRun", true);
        run.result("queue").put("message", "Metric assessed Failed due to failed (1) > failureLimit (0)");
        return run;
    }

    /** So many runs that have ended, with their numbers as names. */
    static List<StubRuns> many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new StubRuns("run-" + i, i % 10 == 3 ? "Failed" : "Successful"))
                .toList();
    }

    /** Adds a metric that is measured ten times. */
    StubRuns metric(String name, String phase, Map<String, Object> fields) {
        Map<String, Object> metric = new LinkedHashMap<>(fields);
        metric.put("name", name);
        metric.put("count", 10);
        metric.put("interval", SECONDS_APART + "s");
        metric.put("failureLimit", "2");
        metric.put("provider", Map.of("plugin", Map.of("acme/latency", Map.of("service", "checkout"))));
        metrics.add(metric);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", name);
        result.put("phase", phase);
        result.put("measurements", new ArrayList<Map<String, Object>>());
        results.add(result);
        return this;
    }

    /** Adds measurements of one phase to a metric, the first of them at the start of the run. */
    StubRuns measured(String name, String phase, String... values) {
        Map<String, Object> result = result(name);
        String counter = phase.toLowerCase(Locale.ROOT);
        for (String value : values) {
            List<Map<String, Object>> measurements = measurements(name);
            String at = start.plusSeconds(1L + SECONDS_APART * (long) measurements.size())
                    .toString();
            measurements.add(Map.of("phase", phase, "value", value, "startedAt", at, "finishedAt", at));
            result.merge(counter, 1, (a, b) -> (Integer) a + (Integer) b);
            if (!phase.equals("Error")) {
                result.merge("count", 1, (a, b) -> (Integer) a + (Integer) b);
            }
        }
        return this;
    }

    StubRuns ended(String phase, String message) {
        status.put("phase", phase);
        status.put("message", message);
        status.put("completedAt", Instant.now().toString());
        return this;
    }

    /** Created so many seconds ago. */
    StubRuns at(int seconds) {
        metadata.put("creationTimestamp", Instant.now().minusSeconds(seconds).toString());
        return this;
    }

    StubRuns terminated() {
        spec.put("terminate", true);
        return this;
    }

    String name() {
        return (String) metadata.get("name");
    }

    Map<String, Object> result(String name) {
        return results.stream()
                .filter(result -> result.get("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("unchecked")
    List<Map<String, Object>> measurements(String name) {
        return (List<Map<String, Object>>) result(name).get("measurements");
    }

    Map<String, Object> full() {
        return Map.of(
                "apiVersion",
                "argoproj.io/v1alpha1",
                "kind",
                "AnalysisRun",
                "metadata",
                metadata,
                "spec",
                spec,
                "status",
                status);
    }

    /** A run in a list: without the metrics and their measurements. */
    Map<String, Object> brief() {
        Map<String, Object> status = new LinkedHashMap<>(this.status);
        status.put(
                "metricResults",
                results.stream()
                        .map(result -> {
                            Map<String, Object> brief = new LinkedHashMap<>(result);
                            brief.remove("measurements");
                            return brief;
                        })
                        .toList());
        return Map.of(
                "metadata",
                metadata,
                "spec",
                Map.of("terminate", spec.getOrDefault("terminate", false)),
                "status",
                status);
    }

    static Map<String, Object> list(List<StubRuns> runs) {
        return Map.of(
                "kind",
                "AnalysisRunList",
                "metadata",
                Map.of(),
                "items",
                runs.stream().map(StubRuns::brief).toList());
    }
}
