package dev.assay.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.ExecutableServer;
import dev.assay.testing.TestAuthority;
import dev.assay.testing.go.GoCommands;
import dev.assay.text.Sha256;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An executable that Assay downloads, with a header of a Secret, from a server of a private authority: {@code k8s/download}. */
class DownloadIT extends WithKubelet {
    private ExecutableServer server;
    private Installation assay;

    @BeforeEach
    void install() throws Exception {
        byte[] plugin = Files.readAllBytes(GoCommands.executable("noop"));
        TestAuthority authority = new TestAuthority();
        server = ExecutableServer.startTls(Map.of("X-Token", "let-me-in"), authority.server("127.0.0.1"));
        server.serve("/guarded/latency", plugin);
        assay = new Installation(KUBELET, folder);
        assay.kubectl("create", "secret", "generic", "assay-download", "--from-literal=X-Token=let-me-in");
        assay.kubectl(
                "create",
                "configmap",
                "assay-download-ca",
                "--from-file=" + authority.writeTo(folder.resolve("ca.crt")));
        assay.plugins(
                "[{name: acme/latency, location: '%s', sha256: %s, headersFrom: [{secretRef: {name: assay-download}}]}]"
                        .formatted(server.url("/guarded/latency"), Sha256.of(plugin)));
    }

    @AfterEach
    void remove() throws Exception {
        assay.close();
        server.close();
    }

    @Test
    void a_new_pod_with_an_empty_store_waits_for_the_server() throws Exception {
        assay.apply(List.of("download"), "");
        Pod first = assay.awaitReady(0);
        assertThat(assay.measure(first, "acme/latency")).contains("Successful");

        server.leave();
        assay.kubelet().crash(first);
        assertThat(assay.measure(assay.awaitReady(1), "acme/latency")).contains("Successful");

        Pod second = assay.replace(first);
        assay.await("its container runs", pod -> assay.log(pod).contains("was refused"));
        assertThat(Installation.isReady(assay.pods().get(0))).isFalse();

        server.comeBack();
        assertThat(assay.measure(assay.awaitReady(0), "acme/latency")).contains("Successful");
        assertThat(second.getMetadata().getName())
                .isEqualTo(assay.pods().get(0).getMetadata().getName());
    }

    @Test
    @SuppressWarnings("try")
    void a_new_pod_with_a_persistent_store_needs_no_server() throws Exception {
        try (HostVolume unused = new HostVolume(
                KUBELET, "assay-store", Files.createDirectory(folder.resolve("store")), "ReadWriteMany")) {
            assay.apply(List.of("download", "persistent-store"), "");
            Pod first = assay.awaitReady(0);
            assertThat(assay.measure(first, "acme/latency")).contains("Successful");

            server.leave();
            assay.replace(first);
            assertThat(assay.measure(assay.awaitReady(0), "acme/latency")).contains("Successful");
            assay.close();
        }
    }
}
