package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.PackagedApplication;
import dev.assay.testing.PackagedProgram;
import dev.assay.testing.cluster.TestCluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged application asks a real API server about its callers, with the rights of its manifests alone. The cluster is
 * its own, since the API server goes away.
 */
class AccessIT {
    private static final String NAMESPACE = "argo-rollouts";
    private static final String RUN =
            "{\"spec\":{\"metrics\":[{\"name\":\"m\",\"provider\":{\"plugin\":{\"a/scrape\":{}}}}]}}";

    /** Requests by what they do. */
    private static final Map<String, List<String>> REQUESTS = requests();

    @TempDir
    static Path shared;

    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path folder;

    private static TestCluster cluster;
    private final HttpClient http = HttpClient.newHttpClient();
    private PackagedApplication application;

    @BeforeAll
    static void prepare() throws IOException {
        cluster = TestCluster.start(shared);
        kubectl("create", "namespace", NAMESPACE);
        for (String file : List.of("serviceaccount.yaml", "rbac.yaml", "access.yaml")) {
            kubectl(
                    "apply",
                    "-n",
                    NAMESPACE,
                    "-f",
                    Path.of("k8s", file).toAbsolutePath().toString());
        }
        kubectl(
                "create",
                "clusterrolebinding",
                "assay-asks-who-calls",
                "--clusterrole=system:auth-delegator",
                "--serviceaccount=" + NAMESPACE + ":assay");
        kubectl("create", "configmap", "argo-rollouts-config", "-n", NAMESPACE, """
                --from-literal=metricProviderPlugins=- {name: a/scrape, location: builtin://sample-scrape}
                - {name: a/scrape2, location: builtin://sample-scrape}
                """);
        kubectl(
                "apply",
                "-f",
                Files.writeString(shared.resolve("one.yaml"), """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata:
                  name: scrape-caller
                rules:
                  - nonResourceURLs: [/api/v1/measurements, /api/v1/plugins/a/scrape/*]
                    verbs: [post]
                """).toString());
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    @BeforeEach
    void start() throws Exception {
        application = PackagedApplication.startInCluster(
                PackagedProgram.file(),
                folder,
                cluster.kubeconfig(NAMESPACE, "assay"),
                List.of(
                        "-Dassay.access=kubernetes",
                        "-Dassay.access.audiences=assay",
                        "-Dassay.access.cache=1s",
                        "-Dassay.access.outage=1h"));
        URI unused = application.address();
        application.await(Pattern.compile("plugins Ready after"));
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void each_role_can_do_what_its_name_says_and_nothing_else() throws Exception {
        assertThat(permitted("assay-caller")).containsExactly("measure", "call", "call another");
        assertThat(permitted("assay-viewer")).containsExactly("list", "see");
        assertThat(permitted("assay-operator"))
                .containsExactly("list", "see", "measure", "call", "call another", "restart");
        assertThat(permitted("scrape-caller")).containsExactly("measure", "call");
        assertThat(permitted("")).isEmpty();
    }

    @Test
    void only_a_token_for_assay_is_accepted() throws Exception {
        kubectl("create", "serviceaccount", "other", "-n", NAMESPACE);
        bind("other", "assay-operator");
        assertThat(status("list", cluster.token(NAMESPACE, "other"))).isEqualTo(401);
        assertThat(status("list", tokenForAssay("other"))).isEqualTo(200);
        assertThat(status("list", "nonsense")).isEqualTo(401);
        assertThat(status("list", "")).isEqualTo(401);
    }

    @Test
    void who_was_known_stays_so_while_the_api_server_is_away() throws Exception {
        for (String name : List.of("known", "stranger")) {
            kubectl("create", "serviceaccount", name, "-n", NAMESPACE);
            bind(name, "assay-operator");
        }
        String known = tokenForAssay("known");
        String stranger = tokenForAssay("stranger");
        assertThat(status("list", known)).isEqualTo(200);
        cluster.killApiServer();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> status("list", stranger) == 503);
        assertThat(status("list", known)).isEqualTo(200);
        assertThat(status("restart", known)).isEqualTo(503);
        nothingLeftBehind.leave(cluster.startApiServer());
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> status("list", stranger) == 200);
    }

    @Test
    void a_right_that_is_taken_away_ends() throws Exception {
        kubectl("create", "serviceaccount", "former", "-n", NAMESPACE);
        bind("former", "assay-viewer");
        String token = tokenForAssay("former");
        assertThat(status("list", token)).isEqualTo(200);
        kubectl("delete", "clusterrolebinding", "former");
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> status("list", token) == 403);
    }

    /** The requests that a new ServiceAccount with this role is not refused; none for no role. */
    private List<String> permitted(String role) throws Exception {
        String name = role.isEmpty() ? "nobody" : "has-" + role;
        kubectl("create", "serviceaccount", name, "-n", NAMESPACE);
        if (!role.isEmpty()) {
            bind(name, role);
        }
        String token = tokenForAssay(name);
        List<String> permitted = new ArrayList<>();
        for (String request : REQUESTS.keySet()) {
            int status = status(request, token);
            assertThat(status).as(request).isNotIn(401, 500, 503);
            if (status != 403) {
                permitted.add(request);
            }
        }
        return permitted;
    }

    private static void bind(String account, String role) {
        kubectl(
                "create",
                "clusterrolebinding",
                account,
                "--clusterrole=" + role,
                "--serviceaccount=" + NAMESPACE + ":" + account);
    }

    private static String tokenForAssay(String account) {
        return cluster.kubectl("create", "token", account, "-n", NAMESPACE, "--audience=assay")
                .strip();
    }

    private int status(String request, String token) throws IOException, InterruptedException {
        List<String> parts = REQUESTS.get(request);
        URI uri = application.address().resolve(parts.get(1));
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .method(parts.get(0), BodyPublishers.ofString(parts.get(2)));
        if (!token.isEmpty()) {
            builder.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> answer = http.send(builder.build(), BodyHandlers.ofString());
        return answer.statusCode();
    }

    private static Map<String, List<String>> requests() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("list", List.of("GET", "/api/v1/plugins", ""));
        all.put("see", List.of("GET", "/api/v1/plugins/a/scrape", ""));
        all.put("measure", List.of("POST", "/api/v1/measurements", RUN));
        all.put("call", List.of("POST", "/api/v1/plugins/a/scrape/type", "{}"));
        all.put("call another", List.of("POST", "/api/v1/plugins/a/scrape2/type", "{}"));
        all.put("restart", List.of("POST", "/api/v1/plugins/a/scrape/restart", ""));
        all.put("take an executable", List.of("GET", "/api/v1/executables?sha256=" + "0".repeat(64), ""));
        return all;
    }

    private static void kubectl(String... words) {
        String unused = cluster.kubectl(words);
    }
}
