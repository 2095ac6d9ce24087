package dev.assay.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.go.GoCommands;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An executable on a volume of all replicas: {@code k8s/shared-volume}. */
class SharedVolumeIT extends WithKubelet {
    @Test
    @SuppressWarnings("try")
    void a_new_pod_waits_for_the_file_and_a_restarted_container_reads_it_again() throws Exception {
        Path volume = Files.createDirectory(folder.resolve("volume"));
        Path executable = Files.copy(GoCommands.executable("noop"), volume.resolve("latency"));
        Path aside = folder.resolve("aside");
        try (Installation assay = new Installation(KUBELET, folder);
                HostVolume unused = new HostVolume(KUBELET, "assay-executables", volume, "ReadOnlyMany")) {
            assay.plugins("[{name: acme/latency, location: 'file:///opt/plugins/latency'}]");
            assay.apply(List.of("shared-volume"), "");

            Pod first = assay.awaitReady(0);
            assertThat(assay.measure(first, "acme/latency")).contains("Successful");

            assay.kubelet().crash(first);
            assertThat(assay.measure(assay.awaitReady(1), "acme/latency")).contains("Successful");

            Files.move(executable, aside);
            assay.replace(first);
            Pod waiting =
                    assay.await("it misses the file", pod -> assay.log(pod).contains("there is no such file"));
            assertThat(Installation.isReady(waiting)).isFalse();

            Files.move(aside, executable);
            assertThat(assay.measure(assay.awaitReady(0), "acme/latency")).contains("Successful");
        }
    }
}
