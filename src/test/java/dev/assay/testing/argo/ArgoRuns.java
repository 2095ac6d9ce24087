package dev.assay.testing.argo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.testing.go.GoModule;
import dev.assay.text.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The code of Argo's controller for AnalysisRuns, with a clock and providers that a script moves. */
public final class ArgoRuns {
    private static final String COMMAND = "analysis-run";

    private ArgoRuns() {}

    /**
     * The outcomes of the steps of each script.
     *
     * @param scripts as {@code src/test/go-argo/cmd/analysis-run/script.go} describes them
     */
    public static List<ArrayNode> play(List<ObjectNode> scripts) throws IOException {
        Path executable = new GoModule("go-argo").executable(COMMAND, COMMAND, "go");
        Process process = new ProcessBuilder(executable.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        CompletableFuture<Void> written = CompletableFuture.runAsync(() -> write(process, scripts));
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            List<ArrayNode> outcomes = lines.lines()
                    .map(line -> (ArrayNode)
                            Json.object("{\"outcomes\":" + line + "}").path("outcomes"))
                    .toList();
            written.join();
            if (process.onExit().join().exitValue() != 0) {
                throw new IOException("tried to play runs by Argo's code, but the program failed; its output says why");
            }
            return outcomes;
        } finally {
            process.destroy();
        }
    }

    private static void write(Process process, List<ObjectNode> scripts) {
        try (Writer out = process.outputWriter(StandardCharsets.UTF_8)) {
            for (ObjectNode script : scripts) {
                out.write(script + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("tried to write the scripts, but " + e.getMessage(), e);
        }
    }
}
