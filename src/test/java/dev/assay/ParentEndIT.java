package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.PackagedProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The program beside the end of the process that started it, as {@code mvn quarkus:run} wants it. */
class ParentEndIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path folder;

    @Test
    void when_the_process_that_started_it_is_killed_it_ends_with_its_plugins() throws Exception {
        List<String> options = List.of(
                "-Dassay.stop.with-parent=true",
                "-Dassay.stop.grace=100ms",
                "-Dassay.config.source=file",
                "-Dassay.store=" + folder.resolve("store"),
                "-Dquarkus.http.port=0",
                "-Dquarkus.management.port=0");
        String command = String.join(" ", PackagedProgram.command(options));
        // A file, since Java reads no pipe of a process that has ended.
        Path log = folder.resolve("log");
        Process shell = new ProcessBuilder("sh", "-c", command + "; true")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            awaitLine(log, "2 of 2 plugins Ready");
            List<ProcessHandle> all = shell.descendants().toList();
            assertThat(all).hasSizeGreaterThanOrEqualTo(3);

            shell.destroyForcibly();

            awaitLine(log, "The process " + shell.pid() + ", which started Assay, has ended");
            await().atMost(SOON).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
        } finally {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly();
            boolean unused = shell.waitFor(SOON.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static void awaitLine(Path log, String part) {
        await().atMost(SOON).until(() -> Files.readString(log).contains(part));
    }
}
