package dev.assay.run.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.text.Json;

/** Makes the JSON of runs for tests. */
public final class RunJson {
    private final ObjectNode run;

    private RunJson(String phase) {
        run = Json.object("""
                {"apiVersion":"argoproj.io/v1alpha1","kind":"AnalysisRun","metadata":{"name":"gate"},
                "spec":{"args":[{"name":"limit","value":"5"}],"metrics":[]},
                "status":{"phase":"%s","startedAt":"2026-01-02T03:04:05Z","metricResults":[]}}
                """.formatted(phase));
    }

    public static RunJson of(String phase) {
        return new RunJson(phase);
    }

    /** Ends it after some seconds. */
    public RunJson ended(int seconds, String message) {
        ObjectNode status = (ObjectNode) run.get("status");
        status.put("completedAt", time(seconds)).put("message", message);
        return this;
    }

    private static String time(int seconds) {
        return "2026-01-02T03:04:%02dZ".formatted(5 + seconds);
    }

    /**
     * Adds a metric with its result.
     *
     * @param spec the fields of the metric beside its name, as JSON without braces
     * @param result the fields of the result beside its name, as JSON without braces; empty for none
     */
    public RunJson metric(String name, String spec, String result) {
        ObjectNode metric = Json.object("{" + spec + "}");
        metric.put("name", name);
        ((ArrayNode) run.at("/spec/metrics")).add(metric);
        if (!result.isEmpty()) {
            ObjectNode json = Json.object("{" + result + "}");
            json.put("name", name);
            ((ArrayNode) run.at("/status/metricResults")).add(json);
        }
        return this;
    }

    /** A finished measurement, as JSON. */
    public static String measurement(int at, String phase, String value, String message) {
        return """
                {"phase":"%s","startedAt":"%s","finishedAt":"%s","value":"%s","message":"%s"}""".formatted(phase, time(at), time(at), value, message);
    }

    public ObjectNode json() {
        return run;
    }

    public RunSnapshot snapshot() {
        return RunSnapshot.of(run);
    }
}
