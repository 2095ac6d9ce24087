package dev.assay.install.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.install.OwnProgram;
import dev.assay.text.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several hosts write, read and tidy one store at the same time. */
class SharedStoreIT {
    @TempDir
    Path root;

    @Test
    void two_processes_do_not_hurt_each_other() throws IOException, InterruptedException {
        List<Process> hosts = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            hosts.add(new ProcessBuilder(
                            OwnProgram.running(StoreMain.class.getName()).command(root.toString()))
                    .redirectErrorStream(true)
                    .start());
        }
        for (Process host : hosts) {
            String output = new String(host.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(host.waitFor()).as(output).isZero();
            assertThat(output).isEqualTo("done");
        }
        assertWhole();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000", "0777"})
    void only_the_owner_may_do_anything_whatever_the_umask(String umask) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "umask " + umask + "; exec \"$@\"", "sh"));
        Path store = root.resolve("deep/store");
        command.addAll(OwnProgram.running(StoreMain.class.getName()).command(store.toString()));
        Process host = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertThat(new String(host.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("done");
        assertThat(host.waitFor()).isZero();
        try (Stream<Path> all = Files.walk(root).skip(1)) {
            assertThat(all).hasSizeGreaterThan(16).allSatisfy(path -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwx------"));
        }
    }

    @Test
    void many_threads_do_not_hurt_each_other() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            Callable<Boolean> use = () -> {
                StoreMain.use(root);
                return true;
            };
            for (Future<Boolean> each : threads.invokeAll(List.of(use, use, use, use, use, use))) {
                assertThat(each.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertWhole();
    }

    private void assertWhole() throws IOException {
        assertThat(root.resolve("tmp")).isEmptyDirectory();
        try (Stream<Path> all = Files.walk(root.resolve("sha256"))) {
            List<Path> files = all.filter(Files::isRegularFile).toList();
            assertThat(files).hasSize(7);
            for (Path file : files) {
                assertThat(Sha256.of(file))
                        .isEqualTo(file.getParent().getFileName().toString());
            }
        }
    }
}
