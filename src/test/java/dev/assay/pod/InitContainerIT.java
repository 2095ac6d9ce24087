package dev.assay.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.ExecutableServer;
import dev.assay.testing.go.GoCommands;
import dev.assay.testing.kubelet.Image;
import dev.assay.text.Sha256;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An executable that an init container downloads: {@code k8s/init-container}. */
class InitContainerIT extends WithKubelet {
    @Test
    void a_new_pod_waits_for_the_server_and_a_restarted_container_does_not() throws Exception {
        byte[] plugin = Files.readAllBytes(GoCommands.executable("noop"));
        try (ExecutableServer server = ExecutableServer.start(Map.of());
                Installation assay = new Installation(KUBELET, folder)) {
            server.serve("/latency", plugin);
            Files.writeString(
                    folder.resolve("executables"),
                    "%s  latency  %s".formatted(Sha256.of(plugin), server.url("/latency")));
            assay.kubelet().provide("curlimages/curl:8.17.0", Image.system());
            assay.plugins("[{name: acme/latency, location: 'file:///opt/plugins/latency'}]");
            assay.apply(
                    List.of("init-container"), "configMapGenerator: [{name: assay-executables, files: [executables]}]");

            Pod first = assay.awaitReady(0);
            assertThat(assay.measure(first, "acme/latency")).contains("Successful");

            server.leave();
            assay.kubelet().crash(first);
            assertThat(assay.measure(assay.awaitReady(1), "acme/latency")).contains("Successful");

            assay.replace(first);
            Pod failing = assay.await(
                    "its init container has failed twice", pod -> init(pod).getRestartCount() > 1);
            assertThat(Installation.isReady(failing)).isFalse();
            assertThat(init(failing).getLastState().getTerminated().getMessage())
                    .contains("downloading latency", "curl: (7)");

            server.comeBack();
            assertThat(assay.measure(assay.awaitReady(0), "acme/latency")).contains("Successful");
        }
    }

    private static ContainerStatus init(Pod pod) {
        return pod.getStatus().getInitContainerStatuses().get(0);
    }
}
