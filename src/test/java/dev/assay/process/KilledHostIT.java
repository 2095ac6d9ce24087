package dev.assay.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.process.linux.ProcFs;
import dev.assay.process.linux.Trampoline;
import dev.assay.testing.NothingLeftBehind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Plugins whose host is killed with {@code kill -9}. Needs Linux and util-linux. */
class KilledHostIT {
    private static final ProcFs PROC = ProcFs.ofThisMachine();

    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path folder;

    private final List<Process> hosts = new ArrayList<>();
    private final List<Long> plugins = new ArrayList<>();
    private Path script;

    @BeforeEach
    void writeScript() throws IOException {
        script = folder.resolve("plugin.sh");
        Files.writeString(
                script,
                "#!/bin/sh\ntouch $PLUGIN_UNIX_SOCKET_DIR/plugin1\necho '1|1|tcp|127.0.0.1:1|grpc|'\nexec sleep 600\n");
        ProcessBench.executable(script);
        nothingLeftBehind.watch(ProcessBench.sockets(folder));
    }

    @AfterEach
    void killAll() {
        // A host that is not gone yet counts as living, and a sweep leaves its things alone.
        hosts.forEach(host -> host.destroyForcibly().onExit().join());
        plugins.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        sweep("mine").close();
        sweep("other").close();
    }

    @Test
    void the_kernel_kills_the_plugin_at_once() throws Exception {
        long plugin = host("mine", true);
        killHosts();
        await().atMost(ProcessBench.TIMEOUT).until(() -> PROC.startTicks(plugin).isEmpty());
    }

    @Test
    void without_the_signal_the_next_host_of_the_same_store_kills_it_and_its_sockets() throws Exception {
        long plugin = host("mine", false);
        killHosts();
        assertThat(PROC.startTicks(plugin)).isPresent();
        assertThat(socketFolders()).hasSize(1);

        try (ProcessBench next = sweep("mine")) {
            // A launch comes behind the sweep.
            ProcessBench.await(next.launch(script).handshake());
            await().atMost(ProcessBench.TIMEOUT)
                    .until(() -> PROC.startTicks(plugin).isEmpty());
            assertThat(socketFolders()).hasSize(1);
        }
    }

    @Test
    void a_host_of_another_store_leaves_it_alone() throws Exception {
        long plugin = host("other", false);
        killHosts();
        try (ProcessBench next = sweep("mine")) {
            ProcessBench.await(next.launch(script).handshake());
            assertThat(PROC.startTicks(plugin)).isPresent();
            assertThat(socketFolders()).hasSize(2);
        }
    }

    @Test
    void the_plugin_of_a_host_that_lives_is_left_alone() throws Exception {
        long plugin = host("mine", false);
        try (ProcessBench next = sweep("mine")) {
            ProcessBench.await(next.launch(script).handshake());
            assertThat(PROC.startTicks(plugin)).isPresent();
            assertThat(socketFolders()).hasSize(2);
        }
    }

    private ProcessBench sweep(String store) {
        return new ProcessBench(folder, store, Trampoline.none());
    }

    /** @return the process id of its plugin */
    private long host(String store, boolean signal) throws IOException {
        Process host = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostMain.class.getName(),
                        ProcessBench.sockets(folder).toString(),
                        store,
                        Boolean.toString(signal),
                        script.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        hosts.add(host);
        BufferedReader output = host.inputReader();
        long plugin = Long.parseLong(output.readLine());
        plugins.add(plugin);
        return plugin;
    }

    private void killHosts() throws InterruptedException {
        for (Process host : hosts) {
            assertThat(host.destroyForcibly().waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private List<Path> socketFolders() throws IOException {
        try (var folders = Files.list(ProcessBench.sockets(folder))) {
            return folders.toList();
        }
    }
}
