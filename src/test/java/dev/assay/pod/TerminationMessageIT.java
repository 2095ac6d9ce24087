package dev.assay.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The words of {@code kubectl describe pod} on a boot that failed. */
class TerminationMessageIT extends WithKubelet {
    @Test
    void it_is_the_list_of_faults_and_nothing_else() throws Exception {
        try (Installation assay = new Installation(KUBELET, folder)) {
            assay.plugins("[{name: acme/latency, location: 'ftp://example.com/latency'}]");
            assay.apply(List.of(), "");

            Pod failed = assay.await(
                    "its boot has failed",
                    pod -> Installation.container(pod).getLastState().getTerminated() != null);

            ContainerStateTerminated end =
                    Installation.container(failed).getLastState().getTerminated();
            assertThat(end.getExitCode()).isEqualTo(1);
            assertThat(end.getMessage())
                    .startsWith("Assay cannot start:")
                    .contains("acme/latency", "ftp")
                    .doesNotContain("{\"timestamp");
        }
    }
}
