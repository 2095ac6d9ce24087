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
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @Test
    void https_to_a_port_without_tls_is_told_to_be_http() throws Exception {
        try (FakeAssay plain = FakeAssay.start()) {
            BridgeProvider bridge = bridge("https://localhost:" + plain.port());

            assertThatThrownBy(() -> run(bridge))
                    .hasMessageContaining("but what answers there does not speak TLS (")
                    .hasMessageEndingWith("; write http:// in --to, or give the port that speaks TLS");
        }
    }

    @Test
    void http_to_a_port_with_tls_is_told_to_be_https() throws Exception {
        BridgeProvider bridge = bridge("http://localhost:" + assay.port());

        assertThatThrownBy(() -> run(bridge))
                .hasMessageContaining("but what answers there does not take a connection without TLS (")
                .hasMessageEndingWith("; write https:// in --to where it speaks TLS");
    }

    @ParameterizedTest
    @CsvSource({"1503030002022f, write https:// in --to", "485454502f312e30203430300d0a, correct --to"})
    void an_answer_other_than_http_2_is_told_by_what_it_is(String bytes, String remedy) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> answerAll(server, bytes));
            BridgeProvider bridge = bridge("http://127.0.0.1:" + server.getLocalPort());

            assertThatThrownBy(() -> run(bridge)).hasMessageContaining(remedy);
            assertThat(served).isNotCompletedExceptionally();
        }
    }

    private static void answerAll(ServerSocket server, String bytes) {
        try {
            while (!server.isClosed()) {
                try (Socket caller = server.accept()) {
                    caller.getOutputStream().write(HexFormat.of().parseHex(bytes));
                    caller.shutdownOutput();
                    caller.getInputStream().transferTo(OutputStream.nullOutputStream());
                }
            }
        } catch (IOException e) {
            assertThat(server.isClosed()).as(e.toString()).isTrue();
        }
    }

    private BridgeProvider bridge(String to) throws Exception {
        client = new AssayClient(BridgeArguments.parse(List.of("acme/x", "--to=" + to, "--wait=1500ms")));
        return new BridgeProvider("acme/x", client);
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
