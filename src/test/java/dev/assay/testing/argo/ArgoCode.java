package dev.assay.testing.argo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.testing.Documents;
import dev.assay.testing.go.GoModule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The commands in {@code src/test/go-argo} that run code of Argo's controller: one question a line, one answer a line. */
final class ArgoCode {
    private ArgoCode() {}

    /** The answers to the questions, in their order. */
    static List<JsonNode> ask(String command, List<ObjectNode> questions) throws IOException {
        Path executable = new GoModule("go-argo").executable(command, command, "go");
        Process process = new ProcessBuilder(executable.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        CompletableFuture<Void> written = CompletableFuture.runAsync(() -> write(process, questions));
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            List<JsonNode> answers = lines.lines().map(Documents::json).toList();
            written.join();
            if (process.onExit().join().exitValue() != 0) {
                throw new IOException(
                        "tried to run Argo's code by " + command + ", but it failed; its output says why");
            }
            return answers;
        } finally {
            process.destroy();
        }
    }

    private static void write(Process process, List<ObjectNode> questions) {
        try (Writer out = process.outputWriter(StandardCharsets.UTF_8)) {
            for (ObjectNode question : questions) {
                out.write(question + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("tried to write the questions, but " + e.getMessage(), e);
        }
    }
}
