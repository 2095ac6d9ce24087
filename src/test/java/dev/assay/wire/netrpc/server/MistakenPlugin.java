package dev.assay.wire.netrpc.server;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import dev.assay.plugin.Measurements;
import dev.assay.plugin.MetricPlugin;
import dev.assay.plugin.PluginServer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** A plugin whose author makes a mistake of the kind that the field {@code mistake} of the metric names. */
public final class MistakenPlugin implements MetricPlugin {
    /** Longer than most hosts take in one message. */
    private static final int HUGE = 20_000_000;

    public static void main(String[] args) {
        PluginServer.serve(new MistakenPlugin());
    }

    @Override
    public String type() {
        throw new IllegalStateException("no type today");
    }

    @Override
    public Measurement run(AnalysisRun analysisRun, Metric metric) throws Exception {
        return switch (mistake(metric)) {
            case "null" -> null;
            case "null phase" -> new Measurement(null, "", null, null, "1", Map.of(), null);
            case "null value" -> Measurements.of(Phase.SUCCESSFUL, null);
            case "exception" -> throw new IOException("no route to host");
            case "no message" -> throw new NullPointerException();
            case "recursion" -> run(analysisRun, metric);
            case "memory" ->
                Measurements.of(Phase.SUCCESSFUL, "x".repeat(Integer.MAX_VALUE).repeat(2));
            case "huge" -> Measurements.of(Phase.SUCCESSFUL, "x".repeat(HUGE));
            case "surrogate" -> Measurements.of(Phase.SUCCESSFUL, "\ud83d");
            case "binary output" -> withBinaryOutput();
            case "output at the wrong time" -> withHandshakeInOutput();
            case "exit" -> withExit();
            default -> Measurements.of(Phase.SUCCESSFUL, "42");
        };
    }

    @Override
    public Map<String, String> metadata(Metric metric) {
        Map<String, String> metadata = new HashMap<>();
        metadata.put("query", null);
        return metadata;
    }

    @Override
    public void garbageCollect(AnalysisRun analysisRun, Metric metric, int limit) {
        throw new AssertionError("nothing to collect");
    }

    private static String mistake(Metric metric) {
        return metric.plugin().orElseThrow().config().path("mistake").asText();
    }

    private static Measurement withBinaryOutput() {
        byte[] bytes = new byte[100_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        System.out.writeBytes(bytes);
        System.err.writeBytes(bytes);
        return Measurements.of(Phase.SUCCESSFUL, "42");
    }

    private static Measurement withHandshakeInOutput() {
        System.out.println("1|1|unix|/tmp/elsewhere|netrpc|");
        return Measurements.of(Phase.SUCCESSFUL, "42");
    }

    private static Measurement withExit() {
        System.exit(3);
        return Measurements.of(Phase.SUCCESSFUL, "42");
    }
}
