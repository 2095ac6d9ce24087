package dev.assay.testing.go;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Argo Rollouts' own client of metric plugins, in a process of its own: the Go command {@code argo-client}. */
public final class ArgoReference implements AutoCloseable {
    private static final int LIMIT_SECONDS = 60;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Process process;
    private final BufferedWriter requests;
    private final BufferedReader answers;

    private ArgoReference(Process process) {
        this.process = process;
        this.requests = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts it, or skips the test that asks where there is no Go.
     *
     * @param plugins the executables by {@code namespace/name}
     * @param log where it writes what Argo and the plugins log
     */
    public static ArgoReference start(Map<String, Path> plugins, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(GoCommands.executable("argo-client").toString());
        plugins.forEach((name, file) -> command.addAll(List.of("-plugin", name + "=" + file)));
        return new ArgoReference(
                new ProcessBuilder(command).redirectError(log.toFile()).start());
    }

    /** Calls a verb with these parts, under the names of the HTTP API: analysisRun, metric, measurement, limit. */
    public JsonNode ask(String plugin, String verb, ObjectNode parts) throws IOException {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("plugin", plugin).put("verb", verb).setAll(parts);
        requests.write(request.toString());
        requests.newLine();
        requests.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("Argo's client ended; its log says why");
        }
        return MAPPER.readTree(answer);
    }

    /** Ends it, and with it its plugins. */
    @Override
    public void close() throws IOException {
        List<ProcessHandle> plugins = process.descendants().toList();
        requests.close();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("Argo's client did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            plugins.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
