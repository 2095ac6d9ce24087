package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.testing.ExecutableServer;
import dev.assay.testing.FreePort;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.PackagedApplication;
import dev.assay.testing.PackagedProgram;
import dev.assay.testing.go.GoCommands;
import dev.assay.text.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas of the packaged application, which give each other what their download server does not. */
class PeersIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Pattern READY = Pattern.compile("1 of 1 plugins Ready");
    private static final String PLUGIN = "/api/v1/plugins/test/noop";
    private static final String EXECUTABLES = "/api/v1/executables";
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path folder;

    /** As a peer asks: each answer that is not read has a connection of its own. */
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private ExecutableServer server;
    private byte[] noop;
    private String digest;

    @BeforeEach
    void begin() throws IOException {
        noop = Files.readAllBytes(GoCommands.executable("noop"));
        digest = Sha256.of(noop);
        server = ExecutableServer.start(Map.of());
        server.serve("/noop", noop);
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void a_new_replica_is_ready_from_the_other_while_the_download_server_is_away() throws Exception {
        try (PackagedApplication first = start("first", "", "-Dassay.peers.serve=true")) {
            String address = first.address().getAuthority();
            first.await(READY);
            server.leave();
            try (PackagedApplication second = start("second", "", "-Dassay.peers.service=" + address)) {
                URI own = second.address();
                assertThat(second.await(Pattern.compile("The file of peer (\\S+) is used"))
                                .group(1))
                        .isEqualTo(address);
                second.await(READY);
                assertThat(json(own, PLUGIN).path("peer").asText()).isEqualTo(address);
                assertThat(json(own, PLUGIN).path("digest").asText()).isEqualTo(digest);
            }
            try (PackagedApplication again = start("second", "", "-Dassay.peers.service=127.0.0.1:1")) {
                again.await(READY);
            }
        }
    }

    @Test
    void of_two_replicas_that_start_together_one_downloads() throws Exception {
        int one = FreePort.find();
        int other = FreePort.find();
        String[] together = {
            "-Dassay.peers.serve=true",
            "-Dassay.peers.max-wait=60s",
            "-Dassay.peers.service=127.0.0.1:" + one + ",127.0.0.1:" + other
        };
        String pin = "      sha256: " + digest + "\n";
        try (PackagedApplication first = start("first", pin, with(together, "-Dquarkus.http.port=" + one));
                PackagedApplication second = start("second", pin, with(together, "-Dquarkus.http.port=" + other))) {
            first.await(READY);
            second.await(READY);
            assertThat(server.sent()).isEqualTo(1);
        }
    }

    @Test
    void only_executables_of_its_plugins_are_given_and_a_few_at_a_time() throws Exception {
        try (PackagedApplication application = start("first", "", "-Dassay.peers.serve=true")) {
            URI address = application.address();
            application.await(READY);
            assertThat(get(address, EXECUTABLES + "/" + digest, BodyHandlers.ofByteArray())
                            .body())
                    .isEqualTo(noop);
            assertThat(json(address, EXECUTABLES + "?sha256=" + digest).at("/executables/0/sha256"))
                    .isEqualTo(JSON.getNodeFactory().textNode(digest));
            String location = Sha256.of(server.url("/noop").getBytes(StandardCharsets.UTF_8));
            assertThat(json(address, EXECUTABLES + "?location=" + location)
                            .at("/executables/0/sha256")
                            .asText())
                    .isEqualTo(digest);
            assertThat(head(address).headers().firstValueAsLong("Content-Length"))
                    .hasValue(noop.length);

            String unknown = "0".repeat(64);
            assertThat(get(address, EXECUTABLES + "/" + unknown, BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(404);
            assertThat(json(address, EXECUTABLES + "?sha256=" + unknown).path("executables"))
                    .isEmpty();
            assertAFewAtATime(address);
        }
    }

    @Test
    void without_the_setting_nothing_is_given() throws Exception {
        try (PackagedApplication application = start("first", "")) {
            URI address = application.address();
            application.await(READY);
            assertThat(get(address, EXECUTABLES + "/" + digest, BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(404);
            assertThat(json(address, EXECUTABLES + "?sha256=" + digest).path("executables"))
                    .isEmpty();
        }
    }

    private void assertAFewAtATime(URI address) throws Exception {
        List<InputStream> unread = new ArrayList<>();
        int status = 200;
        for (int i = 0; i < 20 && status == 200; i++) {
            HttpResponse<InputStream> answer = get(address, EXECUTABLES + "/" + digest, BodyHandlers.ofInputStream());
            status = answer.statusCode();
            unread.add(answer.body());
        }
        assertThat(status).isEqualTo(503);
        assertThat(unread).hasSize(9);
        for (InputStream body : unread) {
            body.close();
        }
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(get(address, EXECUTABLES + "/" + digest, BodyHandlers.discarding())
                                .statusCode())
                        .isEqualTo(200));
    }

    /** @param more lines of the entry */
    private PackagedApplication start(String name, String more, String... properties) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        Path manifest = Files.writeString(own.resolve("plugins.yaml"), """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: argo-rollouts-config
                data:
                  metricProviderPlugins: |
                    - name: test/noop
                      location: %s
                %s""".formatted(server.url("/noop"), more));
        return PackagedApplication.startWith(PackagedProgram.file(), own, manifest, List.of(properties), Map.of());
    }

    private static String[] with(String[] properties, String more) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add(more);
        return all.toArray(String[]::new);
    }

    private JsonNode json(URI address, String path) throws IOException, InterruptedException {
        return JSON.readTree(get(address, path, BodyHandlers.ofString()).body());
    }

    private HttpResponse<Void> head(URI address) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(address.resolve(EXECUTABLES + "/" + digest))
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.discarding());
    }

    private <T> HttpResponse<T> get(URI address, String path, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address.resolve(path)).build(), handler);
    }
}
