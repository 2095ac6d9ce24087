package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.testing.ExecutableServer;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.PackagedApplication;
import dev.assay.testing.PackagedProgram;
import dev.assay.testing.author.AuthorsMaven;
import dev.assay.testing.go.ArgoReference;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example of a plugin in Java, built as its author builds it: out of this tree, against the plugin library alone. Then it
 * is run by the packaged application.
 */
class JavaPluginIT {
    private static final String NAME = "example/json-value";
    private static final Path EXAMPLE = Path.of("src", "example", "java-plugin");
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path author;

    private static Path project;
    private static AuthorsMaven maven;

    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private ExecutableServer documents;

    @BeforeAll
    static void build() throws IOException {
        project = author.resolve("json-value");
        maven = AuthorsMaven.withLibrary(author.resolve("repository"));
        AuthorsMaven.copy(EXAMPLE, project);
        String unused = maven.run(project, "mvn -B -ntp -q package");
    }

    @BeforeEach
    void serve() throws IOException {
        documents = ExecutableServer.start(Map.of());
        documents.serve("/rates", "{\"errors\": {\"rate\": 0.25}}".getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        documents.close();
    }

    @Test
    void the_one_file_measures_and_logs() throws Exception {
        try (PackagedApplication application = start(project.resolve("target/json-value"))) {
            JsonNode measurement = run(application.address());

            assertThat(measurement.path("phase").asText()).isEqualTo("Successful");
            assertThat(measurement.path("value").asText()).isEqualTo("0.25");
            application.await(Pattern.compile("INFO .*example/json-value.* answered with 200"));
        }
    }

    @Test
    void the_one_file_runs_under_argos_own_client() throws Exception {
        Path executable = project.resolve("target/json-value");
        try (ArgoReference argo = ArgoReference.start(Map.of(NAME, executable), folder.resolve("argo.log"))) {
            JsonNode measurement =
                    argo.ask(NAME, "run", (ObjectNode) JSON.readTree(request())).path("answer");

            assertThat(measurement.path("phase").asText()).isEqualTo("Successful");
            assertThat(measurement.path("value").asText()).isEqualTo("0.25");
        }
    }

    @Test
    void a_new_build_answers_without_a_restart_of_assay() throws Exception {
        try (PackagedApplication application =
                start(project.resolve("target/json-value"), "-Dassay.plugins.watch=true")) {
            assertThat(type(application.address())).isEqualTo("JsonValue");
            Path source = project.resolve("src/main/java/example/JsonValue.java");
            Files.writeString(source, Files.readString(source).replace("return \"JsonValue\"", "return \"Edited\""));

            String unused = maven.run(project, "mvn -B -ntp -q package");

            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(type(application.address())).isEqualTo("Edited"));
        }
    }

    @Test
    void a_jar_is_started_by_the_java_of_assay() throws Exception {
        try (PackagedApplication application = start(project.resolve("target/json-value.jar"))) {
            assertThat(run(application.address()).path("value").asText()).isEqualTo("0.25");
        }
    }

    @Test
    void the_library_makes_a_certificate_for_a_host_that_wants_tls() throws Exception {
        try (PackagedApplication application =
                start(project.resolve("target/json-value"), "-Dassay.plugins.auto-mtls=true")) {
            assertThat(run(application.address()).path("value").asText()).isEqualTo("0.25");
        }
    }

    @Test
    void a_jar_can_be_downloaded() throws Exception {
        documents.serve("/json-value.jar", Files.readAllBytes(project.resolve("target/json-value.jar")));
        try (PackagedApplication application = start(documents.url("/json-value.jar"))) {
            assertThat(run(application.address()).path("value").asText()).isEqualTo("0.25");
        }
    }

    @Test
    void an_author_gets_few_small_jars_with_nothing_of_the_host() throws Exception {
        List<String> jars = maven.run(project, "mvn -B -ntp dependency:list -DincludeScope=runtime")
                .lines()
                .filter(line -> line.contains(":jar:"))
                .toList();
        assertThat(jars).hasSize(5);

        Path whole = project.resolve("target/json-value.jar");
        assertThat(Files.size(whole)).isLessThan(13_000_000);
        try (ZipFile jar = new ZipFile(whole.toFile())) {
            assertThat(jar.stream()
                            .map(ZipEntry::getName)
                            .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/")))
                    .allMatch(name -> Stream.of(
                                    "com/fasterxml/jackson/", "dev/assay/", "example/", "grpc/health/", "org/jspecify/")
                            .anyMatch(name::startsWith));
        }
    }

    private PackagedApplication start(Path executable, String... properties) throws IOException {
        return start("file://" + executable, properties);
    }

    private PackagedApplication start(String location, String... properties) throws IOException {
        return PackagedApplication.start(PackagedProgram.file(), folder, Map.of(NAME, location), List.of(properties));
    }

    private JsonNode run(URI address) throws IOException, InterruptedException {
        return post(address.resolve("/api/v1/plugins/" + NAME + "/run"), request());
    }

    private String request() {
        return """
                {"metric": {
                  "name": "errors",
                  "successCondition": "result < 0.5",
                  "provider": {"plugin": {"%s": {"url": "%s", "pointer": "/errors/rate"}}}
                }}
                """.formatted(NAME, documents.url("/rates"));
    }

    private String type(URI address) throws IOException, InterruptedException {
        return post(address.resolve("/api/v1/plugins/" + NAME + "/type"), "{}")
                .path("type")
                .asText();
    }

    private JsonNode post(URI address, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
    }
}
