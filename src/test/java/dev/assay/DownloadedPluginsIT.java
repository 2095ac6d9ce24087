package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.testing.ExecutableServer;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.PackagedApplication;
import dev.assay.testing.PackagedProgram;
import dev.assay.testing.cluster.SharedCluster;
import dev.assay.testing.cluster.TestCluster;
import dev.assay.testing.go.GoCommands;
import dev.assay.testing.load.Load;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged application on a ConfigMap of a real API server, with executables from a real HTTP server: what somebody
 * who has an {@code argo-rollouts-config} already does in a day.
 */
class DownloadedPluginsIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Pattern READY = Pattern.compile("3 of 3 plugins Ready");
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    static final SharedCluster CLUSTER = new SharedCluster();

    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private String namespace;
    private ExecutableServer server;
    private Path noop;

    @BeforeEach
    void begin() throws IOException {
        noop = GoCommands.executable("noop");
        namespace = CLUSTER.namespace();
        server = ExecutableServer.start(Map.of("X-Token", "let-me-in"));
        server.serve("/one", Files.readAllBytes(noop));
        server.serve("/guarded/two", Files.readAllBytes(noop));
        CLUSTER.get()
                .kubectl(
                        "create", "secret", "generic", "download", "-n", namespace, "--from-literal=X-Token=let-me-in");
        apply("/one");
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void a_location_is_changed_under_load_without_a_lost_call() throws Exception {
        server.serve("/one-v2", otherBytes());
        try (PackagedApplication application = start()) {
            URI address = application.address();
            application.await(READY);
            JsonNode before = plugin(address, "go/one");
            JsonNode neighbour = plugin(address, "go/two");
            try (Load load = Load.on(client, address.resolve("/api/v1/plugins/go/one/run"))) {
                load.awaitAnswers(100);

                apply("/one-v2");

                await().atMost(LONG).untilAsserted(() -> assertThat(
                                plugin(address, "go/one").path("pid"))
                        .isNotEqualTo(before.path("pid")));
                load.awaitAnswers(100);
                assertThat(load.failures()).isEmpty();
            }
            JsonNode after = plugin(address, "go/one");
            assertThat(after.path("state").asText()).isEqualTo("Ready");
            assertThat(after.path("location").asText()).endsWith("/one-v2");
            assertThat(after.path("digest")).isNotEqualTo(before.path("digest"));
            assertThat(after.path("generation").asInt())
                    .isGreaterThan(before.path("generation").asInt());
            assertThat(plugin(address, "go/two")).isEqualTo(neighbour);
            await().atMost(LONG)
                    .until(() -> ProcessHandle.of(before.path("pid").asLong()).isEmpty());
        }
    }

    @Test
    void without_the_download_server_a_restart_is_ready_from_the_store() throws Exception {
        try (PackagedApplication application = start()) {
            application.await(READY);
        }
        server.close();
        try (PackagedApplication application = start()) {
            application.await(READY);
            assertThat(get(application.management(), "/q/health/ready").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_bad_edit_changes_nothing_but_what_is_reported() throws Exception {
        try (PackagedApplication application = start()) {
            URI address = application.address();
            application.await(READY);
            JsonNode before = pluginList(address);

            applyList("- name: no-slash\n  location: ftp://x\n");

            await().atMost(LONG).untilAsserted(() -> assertThat(
                            get(application.management(), "/q/health/ready").body())
                    .contains("no-slash", "ftp"));
            assertThat(get(application.management(), "/q/health/ready").statusCode())
                    .isEqualTo(200);
            JsonNode after = pluginList(address);
            assertThat(after.at("/configurationFault/message").asText()).contains("no-slash");
            assertThat(before.has("configurationFault")).isFalse();
            assertThat(after.path("plugins")).isNotEmpty().isEqualTo(before.path("plugins"));
            await().atMost(LONG).untilAsserted(() -> assertThat(CLUSTER.get()
                            .kubectl(
                                    "get",
                                    "events",
                                    "-n",
                                    namespace,
                                    "--field-selector=involvedObject.name=argo-rollouts-config,type=Warning"))
                    .contains("no-slash", "ftp"));

            apply("/one");
            await().atMost(LONG).untilAsserted(() -> assertThat(
                            get(application.management(), "/q/health/ready").body())
                    .doesNotContain("no-slash"));
        }
    }

    private PackagedApplication start() throws IOException {
        return PackagedApplication.startInCluster(
                PackagedProgram.file(), folder, CLUSTER.get().kubeconfig(namespace, TestCluster.ADMIN));
    }

    private void apply(String pathOfOne) {
        applyList("""
                - name: go/one
                  location: %s
                - name: go/two
                  location: %s
                  headersFrom:
                    - secretRef:
                        name: download
                - name: go/three
                  location: file://%s
                """.formatted(server.url(pathOfOne), server.url("/guarded/two"), noop));
    }

    private void applyList(String list) {
        String manifest = """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: argo-rollouts-config
                data:
                  metricProviderPlugins: |
                """ + list.indent(4);
        CLUSTER.get().kubectl(manifest, new String[] {"apply", "-n", namespace, "-f", "-"});
    }

    /** An executable that does the same and has another digest: what follows the end of an ELF file is not loaded. */
    private byte[] otherBytes() throws IOException {
        byte[] original = Files.readAllBytes(noop);
        return Arrays.copyOf(original, original.length + 1);
    }

    private JsonNode pluginList(URI address) throws IOException, InterruptedException {
        return JSON.readTree(get(address, "/api/v1/plugins").body());
    }

    private JsonNode plugin(URI address, String name) throws IOException, InterruptedException {
        return JSON.readTree(get(address, "/api/v1/plugins/" + name).body());
    }

    private HttpResponse<String> get(URI address, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path)).build();
        return client.send(request, BodyHandlers.ofString());
    }
}
