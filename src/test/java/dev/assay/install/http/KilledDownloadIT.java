package dev.assay.install.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.testing.NothingLeftBehind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The store after {@code kill -9} in the middle of a download, and what the next start makes of it. */
class KilledDownloadIT {
    private static final byte[] FILE = DownloadFixture.FILE;
    private static final int HALF = FILE.length / 2;

    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path store;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void killAll() {
        processes.forEach(process -> process.destroyForcibly().onExit().join());
    }

    @Test
    void no_half_file_has_a_final_name_and_the_next_start_succeeds() throws IOException, InterruptedException {
        AtomicBoolean cut = new AtomicBoolean(true);
        try (RawServer server = new RawServer(exchange -> {
            exchange.head("HTTP/1.1 200 OK", "Content-Length: " + FILE.length, "ETag: \"v1\"");
            if (cut.get()) {
                exchange.send(Arrays.copyOf(FILE, HALF));
                exchange.hold();
            }
            exchange.send(FILE);
        })) {
            Process first = start(server.url("/x"));
            await().atMost(DownloadFixture.TIMEOUT)
                    .until(() -> files().stream().anyMatch(file -> file.toFile().length() == HALF));
            assertThat(first.destroyForcibly().waitFor()).isEqualTo(128 + 9);

            assertThat(files()).hasSize(1).allMatch(file -> file.startsWith(store.resolve("tmp")));

            cut.set(false);
            Process second = start(server.url("/x"));
            String place = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(second.waitFor()).isZero();
            assertThat(Path.of(place)).hasBinaryContent(FILE);
            assertThat(Path.of(place)).satisfies(start -> assertThat(Files.isSameFile(
                            start,
                            store.resolve("sha256")
                                    .resolve(DownloadFixture.DIGEST)
                                    .resolve("latency")))
                    .isTrue());
        }
    }

    private Process start(String url) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DownloadMain.class.getName(),
                        store.toString(),
                        url)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        processes.add(process);
        return process;
    }

    private List<Path> files() throws IOException {
        if (!Files.exists(store)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(store)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
