package dev.assay.config.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.assay.cluster.Cluster;
import dev.assay.cluster.ClusterConfigMap;
import dev.assay.cluster.ClusterEvents;
import dev.assay.cluster.ClusterFixture;
import dev.assay.cluster.ClusterSecrets;
import dev.assay.cluster.EventText;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.cluster.SharedCluster;
import dev.assay.testing.cluster.TestCluster;
import dev.assay.testing.prometheus.OperatorKinds;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The manifests in {@code k8s/}, in a real cluster. */
class ManifestsIT {
    @RegisterExtension
    static final SharedCluster CLUSTER = new SharedCluster();

    private static final String NAMESPACE = "argo-rollouts";
    private static final String AS_ASSAY = "--as=system:serviceaccount:" + NAMESPACE + ":assay";

    /** The parts of Argo's own Deployment (manifests/base of v1.10.1) that the bridge meets. */
    private static final String ARGO = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: argo-rollouts
            spec:
              selector:
                matchLabels: {app.kubernetes.io/name: argo-rollouts}
              template:
                metadata:
                  labels: {app.kubernetes.io/name: argo-rollouts}
                spec:
                  serviceAccountName: argo-rollouts
                  containers:
                    - name: argo-rollouts
                      image: quay.io/argoproj/argo-rollouts:v1.10.1
                      securityContext: {readOnlyRootFilesystem: true}
                      volumeMounts:
                        - {name: plugin-bin, mountPath: /home/argo-rollouts/plugin-bin}
                        - {name: tmp, mountPath: /tmp}
                  securityContext: {runAsNonRoot: true}
                  volumes:
                    - {name: plugin-bin, emptyDir: {}}
                    - {name: tmp, emptyDir: {}}
            """;

    private static final Path MANIFESTS = Path.of("k8s").toAbsolutePath();

    @RegisterExtension
    final NothingLeftBehind nothing = new NothingLeftBehind();

    @BeforeAll
    static void apply() {
        cluster().kubectl("create", "namespace", NAMESPACE);
        for (String file : List.of("argo-rollouts-config.yaml", "assay-plugins.yaml")) {
            cluster()
                    .kubectl(
                            "create",
                            "-n",
                            NAMESPACE,
                            "-f",
                            MANIFESTS.resolve(file).toString());
        }
        for (String file : List.of("serviceaccount.yaml", "rbac.yaml", "secrets/role.yaml")) {
            cluster()
                    .kubectl(
                            "apply",
                            "-n",
                            NAMESPACE,
                            "-f",
                            MANIFESTS.resolve(file).toString());
        }
    }

    @AfterAll
    static void remove() {
        cluster().kubectl("delete", "namespace", NAMESPACE, "--wait=false");
    }

    @Test
    void the_api_server_takes_all_of_them() {
        assertThat(cluster().kubectl("apply", "--dry-run=server", "-k", MANIFESTS.toString()))
                .contains("deployment.apps/assay")
                .contains("role.rbac.authorization.k8s.io/assay")
                .contains("service/assay")
                .contains("networkpolicy.networking.k8s.io/assay")
                .contains("service/assay-replicas");
    }

    @Test
    void the_api_server_takes_argos_deployment_with_the_bridge(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("argo.yaml"), ARGO);
        Files.writeString(folder.resolve("kustomization.yaml"), """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                namespace: %s
                resources: [argo.yaml]
                components: [%s]
                images: [{name: assay, newName: registry.example/assay, newTag: "1"}]
                """.formatted(
                        NAMESPACE, folder.relativize(MANIFESTS.resolve("bridge"))));

        String rendered = cluster().kubectl("kustomize", folder.toString());

        assertThat(rendered)
                .contains("image: registry.example/assay:1")
                .contains("mountPath: /home/argo-rollouts/plugin-bin")
                .contains("mountPath: /opt/assay-bridge");
        assertThat(cluster().kubectl("apply", "--dry-run=server", "-k", folder.toString()))
                .contains("deployment.apps/argo-rollouts", "(server dry run)");
    }

    @Test
    void the_api_server_takes_assay_with_https(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("kustomization.yaml"), """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources: [%s]
                components: [%s]
                """.formatted(
                        folder.relativize(MANIFESTS), folder.relativize(MANIFESTS.resolve("tls"))));

        assertThat(cluster().kubectl("kustomize", folder.toString()))
                .contains("containerPort: 8443", "port: 443", "port: 8443", "- port: https", "secretName: assay-tls");
        assertThat(cluster().kubectl("apply", "--dry-run=server", "-k", folder.toString()))
                .contains("deployment.apps/assay", "networkpolicy.networking.k8s.io/assay", "service/assay-peers");
    }

    @Test
    void the_api_server_takes_the_scrape_the_alerts_and_the_dashboard_of_monitoring(@TempDir Path folder)
            throws IOException {
        OperatorKinds.define(cluster());
        Files.writeString(folder.resolve("kustomization.yaml"), """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                namespace: %s
                resources: [%s]
                components: [%s]
                """.formatted(
                        NAMESPACE, folder.relativize(MANIFESTS), folder.relativize(MANIFESTS.resolve("monitoring"))));

        String rendered = cluster().kubectl("kustomize", folder.toString());

        assertThat(rendered).contains("grafana_dashboard: \"1\"", "kubernetes.io/metadata.name: monitoring");
        assertThat(applied(rendered))
                .contains(
                        "podmonitor.monitoring.coreos.com/assay",
                        "prometheusrule.monitoring.coreos.com/assay",
                        "configmap/assay-dashboard");
        assertThatThrownBy(() -> applied(rendered.replace("podMetricsEndpoints:", "podMetricEndpoints:")))
                .hasMessageContaining("unknown field \"spec.podMetricEndpoints\"");
        assertThatThrownBy(() -> applied(rendered.replace("for: 10m", "for: ten minutes")))
                .hasMessageContaining("Invalid value: \"ten minutes\"");
    }

    private static String applied(String manifests) {
        String[] apply = {"apply", "--dry-run=server", "--validate=strict", "-f", "-"};
        return cluster().kubectl(manifests, apply);
    }

    @Test
    void the_patch_of_argos_deployment_works_without_kustomize_too(@TempDir Path folder) throws IOException {
        Path argo = Files.writeString(folder.resolve("argo.yaml"), ARGO);
        cluster().kubectl("apply", "-n", NAMESPACE, "-f", argo.toString());

        cluster()
                .kubectl(
                        "patch",
                        "deployment",
                        "argo-rollouts",
                        "-n",
                        NAMESPACE,
                        "--patch-file",
                        MANIFESTS.resolve("bridge/argo-rollouts.yaml").toString());

        assertThat(cluster().kubectl("get", "deployment", "argo-rollouts", "-n", NAMESPACE, "-o", "yaml"))
                .contains("name: assay-bridge", "plugin-bin", "ASSAY_BRIDGE_TO");
    }

    @Test
    void the_service_account_may_do_what_assay_does_and_no_more() {
        assertThat(List.of(
                        may("get", "configmaps/argo-rollouts-config"),
                        may("watch", "configmaps/argo-rollouts-config"),
                        may("get", "configmaps/assay-plugins"),
                        may("watch", "configmaps/assay-plugins"),
                        may("get", "secrets/assay-plugins"),
                        may("create", "events.events.k8s.io"),
                        may("patch", "events.events.k8s.io")))
                .containsOnly("yes");
        assertThat(List.of(
                        may("get", "configmaps/other"),
                        may("list", "configmaps"),
                        may("update", "configmaps/argo-rollouts-config"),
                        may("patch", "configmaps/argo-rollouts-config"),
                        may("delete", "configmaps/argo-rollouts-config"),
                        may("get", "secrets/other"),
                        may("list", "secrets"),
                        may("watch", "secrets"),
                        may("create", "secrets"),
                        may("get", "pods"),
                        may("create", "pods"),
                        may("delete", "events.events.k8s.io"),
                        may("list", "events.events.k8s.io")))
                .containsOnly("no");
    }

    @Test
    void with_the_rights_of_the_service_account_all_that_assay_does_succeeds() {
        KubernetesClient client = cluster().client(NAMESPACE, "assay");
        cluster().kubectl("create", "secret", "generic", "assay-plugins", "-n", NAMESPACE, "--from-literal=k=v");
        try (ClusterFixture here = new ClusterFixture(cluster(), NAMESPACE);
                ReadingRecorder readings = ReadingRecorder.of(ConfigMapSources.of(here, client))) {
            assertThat(readings.await(1)).isEqualTo("[assay/sample-prometheus, assay/sample-scrape]");
            here.put("a/edited");
            assertThat(readings.await(2)).isEqualTo("[a/edited]");

            Cluster mine = here.as(client);
            assertThat(mine.namespace()).isEqualTo(NAMESPACE);
            assertThat(new ClusterSecrets(mine, here.worker)
                            .entries("assay-plugins")
                            .await()
                            .atMost(Duration.ofSeconds(30)))
                    .isEqualTo(Map.of("k", "v"));

            ClusterConfigMap map = new ClusterConfigMap(mine, ClusterFixture.NAME);
            ClusterEvents events = new ClusterEvents(mine, map, "assay-0", here.worker, InstantSource.system());
            events.write(new EventText(EventText.Type.NORMAL, "Test", "first"));
            events.write(new EventText(EventText.Type.NORMAL, "Test", "first"));
            await().atMost(Duration.ofSeconds(30)).until(() -> series() == 2);
        }
    }

    private static int series() {
        return cluster().admin().events().v1().events().inNamespace(NAMESPACE).list().getItems().stream()
                .filter(event -> event.getSeries() != null)
                .mapToInt(event -> event.getSeries().getCount())
                .max()
                .orElse(0);
    }

    /** {@code yes} or {@code no}, as the API server answers a SubjectAccessReview. */
    private static String may(String verb, String what) {
        String said;
        try {
            said = cluster().kubectl("auth", "can-i", verb, what, "-n", NAMESPACE, AS_ASSAY);
        } catch (IllegalStateException e) {
            said = String.valueOf(e.getMessage());
        }
        String[] lines = said.strip().split("\n", -1);
        String last = lines[lines.length - 1];
        return last.endsWith("yes") ? "yes" : last.endsWith("no") ? "no" : said;
    }

    private static TestCluster cluster() {
        return CLUSTER.get();
    }
}
