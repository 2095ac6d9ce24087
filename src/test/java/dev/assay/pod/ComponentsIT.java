package dev.assay.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.cluster.SharedCluster;
import dev.assay.testing.cluster.TestCluster;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The components of {@code k8s/} together: each way to bring a plugin with everything else, in both orders. */
class ComponentsIT {
    @RegisterExtension
    static final SharedCluster CLUSTER = new SharedCluster();

    private static final String NAMESPACE = "all-components";
    private static final Path MANIFESTS = Path.of("k8s").toAbsolutePath();
    private static final String AUTOSCALER = "high-availability/autoscaler";
    private static final List<String> OTHERS =
            List.of("download", "persistent-store", "tls", "native", "monitoring", "secrets");

    @BeforeAll
    static void makeNamespace() {
        String unused = cluster().kubectl("create", "namespace", NAMESPACE);
    }

    @AfterAll
    static void removeNamespace() {
        String unused = cluster().kubectl("delete", "namespace", NAMESPACE, "--wait=false");
    }

    static Stream<List<String>> all_components() {
        return Stream.of("init-container", "shared-volume", "image").flatMap(way -> {
            List<String> all = new ArrayList<>(OTHERS);
            all.addAll(List.of(way, "high-availability", AUTOSCALER));
            List<String> reversed = new ArrayList<>(all);
            Collections.reverse(reversed);
            // After the one whose number of replicas it takes away.
            reversed.remove(AUTOSCALER);
            reversed.add(AUTOSCALER);
            return Stream.of(all, reversed);
        });
    }

    @ParameterizedTest
    @MethodSource("all_components")
    void the_api_server_takes_them(List<String> components, @TempDir Path folder) throws IOException {
        String rendered = render(components, folder.toRealPath());
        // The kinds of the Prometheus operator are not there.
        List<String> documents = Stream.of(rendered.split("(?m)^---$"))
                .filter(document -> !document.contains("apiVersion: monitoring.coreos.com"))
                .toList();
        Path file = Files.writeString(folder.resolve("all.yaml"), String.join("---\n", documents));

        assertThat(cluster().kubectl("apply", "--dry-run=server", "-f", file.toString()))
                .contains(
                        "deployment.apps/assay",
                        "horizontalpodautoscaler.autoscaling/assay",
                        "persistentvolumeclaim/assay-store",
                        "poddisruptionbudget.policy/assay");
        assertThat(rendered).doesNotContain("namespace: argo-rollouts");
        Deployment deployment = documents.stream()
                .filter(document -> document.contains("kind: Deployment"))
                .map(document -> Serialization.unmarshal(document, Deployment.class))
                .findFirst()
                .orElseThrow();
        assertThat(deployment.getSpec().getReplicas())
                .as("left to the autoscaler")
                .isNull();
        Container assay =
                deployment.getSpec().getTemplate().getSpec().getContainers().get(0);
        assertThat(assay.getEnv().stream().map(EnvVar::getName))
                .as("what a variable refers to stands before it")
                .doesNotHaveDuplicates()
                .containsSubsequence("POD_NAMESPACE", "ASSAY_PEERS_SERVICE");
    }

    private static String render(List<String> components, Path folder) throws IOException {
        Files.writeString(folder.resolve("executables"), "");
        Files.writeString(folder.resolve("kustomization.yaml"), """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                namespace: %s
                resources: [%s]
                components: %s
                configMapGenerator: [{name: assay-executables, files: [executables]}]
                """.formatted(
                        NAMESPACE,
                        folder.relativize(MANIFESTS),
                        components.stream()
                                .map(name -> folder.relativize(MANIFESTS.resolve(name)))
                                .toList()));
        return cluster().kubectl("kustomize", folder.toString());
    }

    private static TestCluster cluster() {
        return CLUSTER.get();
    }
}
