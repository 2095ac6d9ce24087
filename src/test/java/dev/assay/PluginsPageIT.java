package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.PackagedApplication;
import dev.assay.testing.PackagedProgram;
import dev.assay.testing.author.AuthorsMaven;
import dev.assay.testing.author.PythonEnvironment;
import dev.assay.testing.go.GoCommands;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Builds and runs the plugins of {@code docs/plugins.md}, as they stand there. */
class PluginsPageIT {
    private static final Path PAGE = Path.of("docs", "plugins.md");
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void the_plugin_in_java() throws Exception {
        Path project = folder.resolve("java-plugin");
        AuthorsMaven maven = AuthorsMaven.withLibrary(folder.resolve("repository"));
        AuthorsMaven.copy(Path.of("src", "example", "java-plugin"), project);
        Files.writeString(project.resolve("src/main/java/example/Answer.java"), block("java"));

        String unused = maven.run(project, block("shell java"));

        requireAnswers(project.resolve("target/json-value"), Map.of());
    }

    @Test
    void the_plugin_in_go() throws Exception {
        GoCommands.assumeGo();
        Path project = Files.createDirectory(folder.resolve("go-plugin"));
        for (String file : List.of("go.mod", "go.sum")) {
            Files.copy(Path.of("src", "test", "go", file), project.resolve(file));
        }
        Files.writeString(project.resolve("main.go"), block("go"));

        run(project, block("shell go"));

        requireAnswers(project.resolve("my-plugin"), Map.of());
    }

    @Test
    void the_plugin_in_python() throws Exception {
        PythonEnvironment python = PythonEnvironment.installed();
        Path plugin = folder.resolve("my_plugin.py");
        Files.writeString(plugin, block("python").replaceFirst("#!.*", "#!" + python.python()));

        requireAnswers(plugin, python.environment());
    }

    private void requireAnswers(Path executable, Map<String, String> environment) throws Exception {
        StringBuilder manifest = new StringBuilder("kind: ConfigMap\ndata:\n  metricProviderPlugins: |\n"
                + "    - name: example/answer\n      location: file://" + executable
                + "\n      env:\n        PAGE: plugins\n");
        environment.forEach((key, value) -> manifest.append("        " + key + ": '" + value + "'\n"));
        Path config = Files.writeString(folder.resolve("plugins.yaml"), manifest);
        try (PackagedApplication application =
                PackagedApplication.startWith(PackagedProgram.file(), folder, config, List.of(), Map.of())) {
            URI address = application.address();
            assertThat(run(address, "result == 42", "{}").path("phase").asText())
                    .isEqualTo("Successful");
            assertThat(run(address, "result == 42", "{\"value\": 41}")
                            .path("phase")
                            .asText())
                    .isEqualTo("Failed");
            assertThat(run(address, "result == 41", "{\"value\": 41}")
                            .path("value")
                            .asText())
                    .isEqualTo("41");
            assertThat(post(address, "type", "{}").path("type").asText()).isEqualTo("Answer");
        }
    }

    private JsonNode run(URI address, String condition, String config) throws IOException, InterruptedException {
        return post(address, "run", """
                {"metric": {
                  "name": "answer",
                  "successCondition": "%s",
                  "provider": {"plugin": {"example/answer": %s}}
                }}
                """.formatted(condition, config));
    }

    private JsonNode post(URI address, String verb, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/api/v1/plugins/example/answer/" + verb))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
    }

    /** The one block of the page with this word, or these words, after its fence. */
    private static String block(String words) throws IOException {
        List<String> blocks = Pattern.compile("```" + words + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(blocks).as(words).hasSize(1);
        return blocks.get(0);
    }

    private static void run(Path project, String script) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", "-ec", script).directory(project.toFile());
        builder.environment().put("GOTOOLCHAIN", "local");
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
