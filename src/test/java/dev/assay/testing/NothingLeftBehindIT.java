package dev.assay.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check itself must be able to fail. */
class NothingLeftBehindIT {
    private final NothingLeftBehind check = new NothingLeftBehind(Duration.ofMillis(300));

    @TempDir
    Path folder;

    @Test
    void a_process_is_found() throws Exception {
        check.begin();
        Process process = new ProcessBuilder("sleep", "600").start();
        assertLeft("process " + process.pid());
        process.destroyForcibly().waitFor();
        check.check();
    }

    @Test
    void a_thread_is_found() throws Exception {
        check.begin();
        CountDownLatch release = new CountDownLatch(1);
        Thread thread = new Thread(
                () -> {
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "assay-x-stdout");
        thread.start();
        assertLeft("assay-x-stdout");
        release.countDown();
        thread.join();
        check.check();
    }

    @Test
    void a_file_is_found() throws Exception {
        check.begin();
        check.watch(folder);
        Path file = Files.createFile(folder.resolve("plugin1"));
        assertLeft("file " + file);
        Files.delete(file);
        check.check();
    }

    @Test
    void a_folder_for_sockets_is_found() throws Exception {
        check.begin();
        Path sockets = Files.createTempDirectory("assay-");
        Path owner = Files.writeString(
                sockets.resolve(".owner"), ProcessHandle.current().pid() + ":1:2:store");
        assertLeft("folder " + sockets);
        Files.delete(owner);
        Files.delete(sockets);
        check.check();
    }

    private void assertLeft(String what) {
        assertThatThrownBy(check::check)
                .isInstanceOf(ConditionTimeoutException.class)
                .hasMessageContaining(what);
    }
}
