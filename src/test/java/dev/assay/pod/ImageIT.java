package dev.assay.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.go.GoCommands;
import dev.assay.testing.kubelet.Image;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An executable in an image of one's own: {@code k8s/image}. */
class ImageIT extends WithKubelet {
    @Test
    void a_pod_needs_nothing_but_its_image() throws Exception {
        try (Installation assay = new Installation(KUBELET, folder)) {
            assay.kubelet()
                    .provide(
                            "registry.example.com/assay-plugins:1",
                            Image.assay().with(GoCommands.executable("noop"), "/opt/plugins/latency"));
            assay.plugins("[{name: acme/latency, location: 'file:///opt/plugins/latency'}]");
            assay.apply(List.of("image"), "");

            Pod first = assay.awaitReady(0);
            assertThat(assay.measure(first, "acme/latency")).contains("Successful");

            assay.kubelet().crash(first);
            assertThat(assay.measure(assay.awaitReady(1), "acme/latency")).contains("Successful");

            assay.replace(first);
            assertThat(assay.measure(assay.awaitReady(0), "acme/latency")).contains("Successful");
        }
    }
}
