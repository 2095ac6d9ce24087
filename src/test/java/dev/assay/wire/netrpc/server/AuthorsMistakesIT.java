package dev.assay.wire.netrpc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.testing.PluginProgram;
import dev.assay.testing.go.ArgoReference;
import dev.assay.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes in a Java plugin, as Argo's own client sees them: each is the error of its call, and the next call is answered. */
class AuthorsMistakesIT {
    private static final String PLUGIN = "a/mistaken";
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private ArgoReference argo;

    @BeforeEach
    void start() throws IOException {
        Path plugin = PluginProgram.executable(folder, MistakenPlugin.class);
        argo = ArgoReference.start(Map.of(PLUGIN, plugin), folder.resolve("argo.log"));
    }

    @AfterEach
    void stop() throws IOException {
        argo.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null | the plugin returned no measurement",
                "null phase | the plugin returned a measurement without a phase",
                "null value | the plugin returned null as value",
                "exception | no route to host",
                "no message | java.lang.NullPointerException",
                "recursion | java.lang.StackOverflowError",
                "memory | Requested array size exceeds VM limit"
            })
    void a_mistake_in_a_verb_is_an_error_of_that_measurement(String mistake, String message) throws IOException {
        JsonNode answer = run(mistake);

        assertThat(answer.path("phase").asText()).isEqualTo("Error");
        assertThat(answer.path("message").asText()).isEqualTo("failed to run via plugin: " + message);
        assertThat(answer.path("finishedAt").asText()).isNotEmpty();
        assertThat(run("none").path("value").asText()).isEqualTo("42");
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary output", "output at the wrong time"})
    void printed_output_disturbs_no_call(String mistake) throws IOException {
        for (int i = 0; i < 5; i++) {
            assertThat(run(mistake).path("value").asText()).isEqualTo("42");
        }
    }

    @Test
    void a_large_value_and_half_a_character_arrive() throws IOException {
        assertThat(run("huge").path("value").asText()).hasSize(20_000_000);
        assertThat(run("surrogate").path("phase").asText()).isEqualTo("Successful");
        assertThat(run("none").path("value").asText()).isEqualTo("42");
    }

    @Test
    void the_other_verbs_have_their_own_places_for_an_error() throws IOException {
        assertThat(ask("metadata", "none").path("error").asText())
                .endsWith("the plugin returned null as value of the metadata query");
        assertThat(ask("garbage-collect", "none").toString()).contains("nothing to collect");
        assertThat(ask("type", "none").path("type").asText()).isEqualTo("Type rpc call error: no type today");
    }

    @Test
    void a_plugin_that_ends_its_own_process_fails_its_call_and_argo_starts_it_again() throws IOException {
        assertThat(run("exit").path("message").asText()).startsWith("Run rpc call error: ");
        await().atMost(SOON).until(() -> run("none").path("value").asText().equals("42"));
        assertThat(Files.readString(folder.resolve("argo.log"))).contains("exit status 3");
    }

    private JsonNode run(String mistake) throws IOException {
        return ask("run", mistake);
    }

    private JsonNode ask(String verb, String mistake) throws IOException {
        return argo.ask(
                        PLUGIN,
                        verb,
                        Json.object("{\"metric\":{\"provider\":{\"plugin\":{\"" + PLUGIN + "\":{\"mistake\":\""
                                + mistake + "\"}}}}}"))
                .path("answer");
    }
}
