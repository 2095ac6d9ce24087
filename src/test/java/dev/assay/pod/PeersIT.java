package dev.assay.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.ExecutableServer;
import dev.assay.testing.go.GoCommands;
import dev.assay.testing.load.Load;
import dev.assay.text.Sha256;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two replicas with empty stores, and a download server that goes away. */
class PeersIT extends WithKubelet {
    @Test
    void a_new_pod_takes_the_executable_from_the_other_replica_and_no_call_is_lost() throws Exception {
        byte[] plugin = Files.readAllBytes(GoCommands.executable("noop"));
        try (ExecutableServer server = ExecutableServer.start(Map.of());
                Installation assay = new Installation(KUBELET, folder)) {
            server.serve("/latency", plugin);
            assay.plugins("[{name: acme/latency, location: '%s', sha256: %s}]"
                    .formatted(server.url("/latency"), Sha256.of(plugin)));
            assay.apply(List.of("high-availability"), "");
            Replicas replicas = new Replicas(assay);
            replicas.awaitTwo();
            try (Load load = assay.load("acme/latency")) {
                server.leave();
                Pod first = assay.pods().get(0);
                String unused =
                        assay.kubectl("delete", "pod", first.getMetadata().getName(), "--wait=false");
                replicas.awaitTwoWithout(first);
                load.awaitAnswers(100);

                assertThat(load.failures()).isEmpty();
            }
            assertThat(assay.pods()).anyMatch(pod -> assay.log(pod).contains("from peer"));
        }
    }
}
