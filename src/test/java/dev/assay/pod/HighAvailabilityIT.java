package dev.assay.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.assay.testing.ExecutableServer;
import dev.assay.testing.go.GoCommands;
import dev.assay.testing.load.Load;
import dev.assay.text.Sha256;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two replicas under load, with callers who use all that are Ready in turn: {@code k8s/high-availability}. */
class HighAvailabilityIT extends WithKubelet {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int SOME = 200;

    private Installation assay;
    private Replicas replicas;

    @Test
    void no_call_is_lost_by_an_update_without_the_download_server_an_eviction_or_an_api_server_that_is_away()
            throws Exception {
        byte[] plugin = Files.readAllBytes(GoCommands.executable("noop"));
        try (ExecutableServer server = ExecutableServer.start(Map.of());
                Installation installed = new Installation(KUBELET, folder)) {
            assay = installed;
            server.serve("/latency", plugin);
            assay.plugins("[{name: acme/latency, location: '%s', sha256: %s}]"
                    .formatted(server.url("/latency"), Sha256.of(plugin)));
            assay.apply(List.of("high-availability"), "");
            replicas = new Replicas(assay);
            replicas.awaitTwo();
            try (Load load = assay.load("acme/latency")) {
                load.awaitAnswers(SOME);

                server.leave();
                update();
                load.awaitAnswers(SOME);
                assertThat(load.failures()).as("after the update").isEmpty();
                assertThat(assay.pods())
                        .as("each new pod took the executable of another one")
                        .allSatisfy(pod -> assertThat(assay.log(pod)).contains("from peer"));
                server.comeBack();

                evict();
                load.awaitAnswers(SOME);
                assertThat(load.failures()).as("after the eviction").isEmpty();

                assay.cluster().killApiServer();
                load.awaitAnswers(SOME);
                nothing.leave(assay.cluster().startApiServer());
                load.awaitAnswers(SOME);
                assertThat(load.failures()).as("after the API server was away").isEmpty();
            }
        }
    }

    private void update() {
        Pod[] before = assay.pods().toArray(Pod[]::new);
        String unused = assay.kubectl("rollout", "restart", "deployment", "assay");
        replicas.awaitTwoWithout(before);
    }

    /** The budget lets one go, and the other one only when there are two again. */
    private void evict() {
        List<Pod> pods = assay.pods();
        KubernetesClient admin = assay.cluster().admin();
        // After an update, which has three for a moment, the budget still lets two go until it is counted again.
        await().atMost(LONG).until(() -> allowed(admin) == 1);
        evict(pods.get(0));
        assertThatThrownBy(() -> evict(pods.get(1))).hasMessageContaining("violate the pod's disruption budget");
        replicas.awaitTwoWithout(pods.get(0));
    }

    /** By kubectl, since the Java client asks again by itself until the budget lets the pod go. */
    private void evict(Pod pod) {
        String name = pod.getMetadata().getName();
        String unused = assay.cluster().kubectl("""
                        {"apiVersion": "policy/v1", "kind": "Eviction", "metadata": {"name": "%s", "namespace": "%s"}}
                        """.formatted(name, assay.namespace()), new String[] {
            "create", "--raw", "/api/v1/namespaces/" + assay.namespace() + "/pods/" + name + "/eviction", "-f", "-"
        });
    }

    private int allowed(KubernetesClient admin) {
        return admin.policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(assay.namespace())
                .withName("assay")
                .get()
                .getStatus()
                .getDisruptionsAllowed();
    }
}
