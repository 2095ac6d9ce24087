package dev.assay.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import dev.assay.plugin.Measurements;
import dev.assay.plugin.MetricPlugin;
import dev.assay.plugin.PluginServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * A plugin whose measurements are of the {@code phase} in its part of the metric. It writes each verb that it is asked for, as a
 * line, into the file {@code record}.
 */
final class LingeringPlugin implements MetricPlugin {
    private static final long LONG_SECONDS = 3600;

    private LingeringPlugin() {}

    public static void main(String[] args) {
        PluginServer.serve(new LingeringPlugin());
    }

    @Override
    public String type() {
        return "Lingering";
    }

    @Override
    public Measurement run(AnalysisRun analysisRun, Metric metric) throws IOException {
        note(metric, "run");
        String phase = config(metric).path("phase").asText();
        return phase.equals("Running")
                ? Measurements.running(Instant.now().plusSeconds(LONG_SECONDS))
                : Measurements.of(new Phase(phase), "7");
    }

    @Override
    public Measurement terminate(AnalysisRun analysisRun, Metric metric, Measurement measurement) throws IOException {
        note(metric, "terminate");
        return Measurements.of(Phase.SUCCESSFUL, "");
    }

    private static void note(Metric metric, String verb) throws IOException {
        Path file = Path.of(config(metric).path("record").asText());
        Files.writeString(file, verb + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static JsonNode config(Metric metric) {
        return metric.plugin().orElseThrow().config();
    }
}
