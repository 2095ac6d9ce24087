package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.PackagedApplication;
import dev.assay.testing.PackagedProgram;
import dev.assay.testing.cluster.SharedCluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application with its plugins from a ConfigMap of a real cluster, with the rights of the manifests alone. */
class ConfigMapIT {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String NAME = "argo-rollouts-config";
    private static final String SCRAPE = "- {name: a/scrape, location: builtin://sample-scrape}";
    private static final String PROMETHEUS = "- {name: a/prometheus, location: builtin://sample-prometheus}";

    @RegisterExtension
    static final SharedCluster CLUSTER = new SharedCluster();

    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void it_waits_for_its_configmap_and_follows_what_becomes_of_it() throws Exception {
        String namespace = CLUSTER.namespace();
        for (String file : List.of("serviceaccount.yaml", "rbac.yaml")) {
            kubectl(
                    "apply",
                    "-n",
                    namespace,
                    "-f",
                    Path.of("k8s", file).toAbsolutePath().toString());
        }
        Path kubeconfig = CLUSTER.get().kubeconfig(namespace, "assay");
        try (PackagedApplication application =
                PackagedApplication.startInCluster(PackagedProgram.file(), folder, kubeconfig)) {
            application.await(Pattern.compile(
                    "taken from ConfigMap " + NAME + " in the namespace " + namespace + " \\(assay.config.source is"));
            URI address = application.address();
            application.await(Pattern.compile("there is no configmaps/" + NAME));

            kubectl("create", "configmap", NAME, "-n", namespace, "--from-literal=metricProviderPlugins=" + SCRAPE);
            awaitPlugins(address, "a/scrape Ready");

            patch(namespace, SCRAPE + "\\n" + PROMETHEUS);
            awaitPlugins(address, "a/prometheus Ready", "a/scrape Ready");
            awaitEvent(namespace, "PluginAdded");

            patch(namespace, "- {name: misspelt}");
            awaitEvent(namespace, "ConfigurationRefused");
            awaitPlugins(address, "a/prometheus Ready", "a/scrape Ready");

            kubectl("delete", "configmap", NAME, "-n", namespace);
            application.await(Pattern.compile("there is no configmaps/" + NAME));
            awaitPlugins(address, "a/prometheus Ready", "a/scrape Ready");

            kubectl("create", "configmap", NAME, "-n", namespace, "--from-literal=metricProviderPlugins=" + PROMETHEUS);
            awaitPlugins(address, "a/prometheus Ready");

            String run = "{\"metadata\":{\"namespace\":\"" + namespace + "\"},\"spec\":{\"args\":[{\"name\":\"t\","
                    + "\"valueFrom\":{\"secretKeyRef\":{\"name\":\"s\",\"key\":\"k\"}}}],\"metrics\":[{\"name\":\"m\","
                    + "\"provider\":{\"plugin\":{\"a/prometheus\":{}}}}]}}";
            assertThat(measure(address, run))
                    .contains("whose secrets callers may not use; list the namespace in assay.args.secrets.namespaces");
        }
    }

    private static void patch(String namespace, String list) {
        kubectl(
                "patch",
                "configmap",
                NAME,
                "-n",
                namespace,
                "--type=merge",
                "-p",
                "{\"data\":{\"metricProviderPlugins\":\"" + list + "\"}}");
    }

    private void awaitPlugins(URI address, String... plugins) {
        Awaitility.await().atMost(LONG).untilAsserted(() -> assertThat(plugins(address))
                .containsExactlyInAnyOrder(plugins));
    }

    private List<String> plugins(URI address) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(address.resolve("/api/v1/plugins")).build(), BodyHandlers.ofString());
        List<String> plugins = new ArrayList<>();
        for (JsonNode plugin : new ObjectMapper().readTree(answer.body()).path("plugins")) {
            plugins.add(
                    plugin.path("name").asText() + " " + plugin.path("state").asText());
        }
        return plugins;
    }

    private String measure(URI address, String run) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/api/v1/measurements"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(run))
                .build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    private static void awaitEvent(String namespace, String reason) {
        Awaitility.await().atMost(LONG).untilAsserted(() -> assertThat(
                        CLUSTER.get().kubectl("describe", "configmap", NAME, "-n", namespace))
                .contains(reason));
    }

    private static void kubectl(String... arguments) {
        String unused = CLUSTER.get().kubectl(arguments);
    }
}
