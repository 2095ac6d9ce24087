package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.ExecutableServer;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.PackagedApplication;
import dev.assay.testing.PackagedProgram;
import dev.assay.testing.cluster.SharedCluster;
import dev.assay.testing.cluster.TestCluster;
import dev.assay.testing.go.GoCommands;
import dev.assay.text.Sha256;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Replicas of which a real API server says who may take executables from them, by the roles of {@code k8s/peers.yaml}. */
class PeersAccessIT {
    private static final Pattern READY = Pattern.compile("1 of 1 plugins Ready");

    @RegisterExtension
    static final SharedCluster CLUSTER = new SharedCluster();

    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private ExecutableServer server;
    private String digest;
    private String namespace;

    @BeforeEach
    void begin() throws IOException {
        byte[] noop = Files.readAllBytes(GoCommands.executable("noop"));
        digest = Sha256.of(noop);
        server = ExecutableServer.start(Map.of());
        server.serve("/noop", noop);
        namespace = CLUSTER.namespace();
        TestCluster cluster = CLUSTER.get();
        cluster.kubectl("create", "serviceaccount", "assay", "-n", namespace);
        cluster.kubectl("create", "serviceaccount", "stranger", "-n", namespace);
        cluster.kubectl("apply", "-n", namespace, "-f", "k8s/peers.yaml");
        cluster.kubectl(
                "create",
                "clusterrolebinding",
                "peers-of-" + namespace,
                "--clusterrole=assay-peer",
                "--serviceaccount=" + namespace + ":assay");
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void a_peer_with_its_token_is_given_the_executable_and_a_stranger_is_not() throws Exception {
        try (PackagedApplication first = start("first", "-Dassay.peers.serve=true")) {
            URI executable = first.address().resolve("/api/v1/executables/" + digest);
            first.await(READY);
            server.leave();
            assertThat(status(executable, Optional.empty())).isEqualTo(401);
            assertThat(status(executable, Optional.of("made-up"))).isEqualTo(401);
            assertThat(status(executable, Optional.of(token("stranger")))).isEqualTo(403);
            assertThat(restart(first.address(), token("assay")))
                    .as("the right to executables is no other right")
                    .isEqualTo(403);

            String address = "-Dassay.peers.service=" + first.address().getAuthority();
            try (PackagedApplication stranger = start("stranger", address, tokenFile("stranger"))) {
                stranger.await(Pattern.compile("no peer has an executable of use: .* answered 403 Forbidden"));
            }
            try (PackagedApplication peer = start("peer", address, tokenFile("assay"))) {
                peer.await(READY);
            }
        }
    }

    private PackagedApplication start(String name, String... properties) throws IOException {
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
                      sha256: %s
                """.formatted(server.url("/noop"), digest));
        List<String> all = new ArrayList<>(List.of("-Dassay.access=kubernetes", "-Dassay.access.audiences=assay"));
        all.addAll(List.of(properties));
        Path kubeconfig = CLUSTER.get().kubeconfig(namespace, TestCluster.ADMIN);
        return PackagedApplication.startWith(
                PackagedProgram.file(), own, manifest, all, Map.of("KUBECONFIG", kubeconfig.toString()));
    }

    private String tokenFile(String serviceAccount) throws IOException {
        return "-Dassay.peers.token-file="
                + Files.writeString(folder.resolve("token-of-" + serviceAccount), token(serviceAccount));
    }

    private String token(String serviceAccount) {
        return CLUSTER.get()
                .kubectl("create", "token", serviceAccount, "-n", namespace, "--audience", "assay")
                .strip();
    }

    private int restart(URI address, String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/api/v1/plugins/test/noop/restart"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .header("Authorization", "Bearer " + token)
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    private int status(URI address, Optional<String> token) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
}
