package dev.assay.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.CallException;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.testing.LogCapture;
import dev.assay.wire.TlsIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BridgeTlsTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final TlsIdentity identity = TlsIdentity.create(Instant.now());
    private final List<LogRecord> log = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    private LogCapture capture;
    private FakeAssay assay;
    private AssayClient client;

    @BeforeEach
    void start() throws Exception {
        capture = new LogCapture("dev.assay.bridge", log::add);
        assay = FakeAssay.with(identity);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        assay.close();
        capture.close();
    }

    @Test
    void assay_is_known_by_the_certificates_in_the_file() throws Exception {
        BridgeProvider bridge = bridge(Files.writeString(folder.resolve("ca.pem"), identity.pem()));

        assertThat(run(bridge)).isEqualTo(Measurement.EMPTY);
    }

    @Test
    void another_assay_is_not_called_until_the_file_has_its_certificate() throws Exception {
        Path file = Files.writeString(
                folder.resolve("ca.pem"), TlsIdentity.create(Instant.now()).pem());
        BridgeProvider bridge = bridge(file);
        assertThatThrownBy(() -> run(bridge))
                .isInstanceOf(CallException.class)
                .hasMessageContaining(
                        "but TLS could not be agreed on (io exception: Signature does not match.); see that"
                                + " --ca-file");
        assertThat(assay.requests).isEmpty();

        Files.writeString(file, identity.pem());

        await().atMost(SOON).ignoreExceptions().until(() -> run(bridge).equals(Measurement.EMPTY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", ""})
    void a_file_without_certificates_is_told(String content) throws Exception {
        BridgeProvider bridge = bridge(Files.writeString(folder.resolve("ca.pem"), content));

        assertThatThrownBy(() -> run(bridge)).hasMessageContaining("TLS could not be agreed on (");
        assertThat(log).first().satisfies(entry -> assertThat(entry.getMessage())
                .startsWith(
                        "tried to read the certificates in --ca-file " + folder.resolve("ca.pem") + ", but failed ("));
    }

    private BridgeProvider bridge(Path caFile) throws Exception {
        client = new AssayClient(BridgeArguments.parse(
                List.of("acme/x", "--to=https://localhost:" + assay.port(), "--ca-file=" + caFile, "--wait=1500ms")));
        return new BridgeProvider("acme/x", client);
    }

    private static Measurement run(BridgeProvider bridge) {
        return bridge.run(AnalysisRun.EMPTY, Metric.EMPTY).await().atMost(SOON);
    }
}
