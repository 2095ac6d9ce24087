package dev.assay.analysis.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.testing.argo.ArgoRuns;
import dev.assay.text.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Scripts with the outcomes that Argo's own controller has for them, for machines without Go: one run a line, in gzip. */
final class RecordedRuns {
    private static final Path FILE = Path.of("src", "test", "resources", "golden", "analysis-runs.jsonl.gz");
    private static final int RUNS = 300;

    record Run(ObjectNode script, ArrayNode outcomes) {}

    private RecordedRuns() {}

    static List<Run> read() throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(FILE)), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(Json::object)
                    .map(run -> new Run((ObjectNode) run.path("script"), (ArrayNode) run.path("outcomes")))
                    .toList();
        }
    }

    /** Records them anew; needs Go. */
    public static void main(String[] arguments) throws IOException {
        List<ObjectNode> scripts =
                LongStream.range(1, 1 + RUNS).mapToObj(RunScripts::script).toList();
        List<ArrayNode> outcomes = ArgoRuns.play(scripts);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(FILE))) {
            for (int i = 0; i < RUNS; i++) {
                ObjectNode run = JsonNodeFactory.instance.objectNode();
                run.set("script", scripts.get(i));
                run.set("outcomes", outcomes.get(i));
                out.write((run + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
