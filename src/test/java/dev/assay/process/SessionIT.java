package dev.assay.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.process.linux.ProcFs;
import dev.assay.process.linux.Trampoline;
import dev.assay.testing.NothingLeftBehind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Sessions, process groups and escaped descendants of real processes. Needs Linux and util-linux. */
class SessionIT {
    private static final String HANDSHAKE = "echo '1|1|tcp|127.0.0.1:10000|grpc|'";
    private static final ProcFs PROC = ProcFs.ofThisMachine();

    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path folder;

    private ProcessBench bench;

    @BeforeEach
    void open() {
        use(ProcessBench.trampoline());
        nothingLeftBehind.watch(ProcessBench.sockets(folder));
    }

    private void use(Trampoline trampoline) {
        bench = new ProcessBench(folder, "store " + folder, trampoline);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void every_plugin_leads_a_session_of_its_own() throws Exception {
        PluginProcess process = bench.launch(bench.script(HANDSHAKE, "sleep 600"));
        ProcessBench.await(process.handshake());
        assertThat(PROC.stat(process.pid()))
                .get()
                .matches(stat -> stat.session() == process.pid() && stat.group() == process.pid());
        ProcessBench.stop(process);
    }

    @Test
    void a_signal_to_its_group_reaches_the_plugin_alone() throws Exception {
        PluginProcess good = bench.launch(bench.script(HANDSHAKE, "exec sleep 600"));
        ProcessBench.await(good.handshake());
        PluginProcess bad = bench.launch(bench.script("trap 'kill 0' EXIT", HANDSHAKE, "sleep 600 &", "exit 1"));
        ProcessBench.await(bad.exited());
        assertThat(PROC.startTicks(good.pid())).isPresent();
        ProcessBench.stop(good);
    }

    @Test
    void without_setpriv_it_has_a_session_too_and_the_host_is_its_parent() throws Exception {
        bench.close();
        Trampoline trampoline = Trampoline.probe(pathWithOnly("setsid", "cat").toString());
        assertThat(trampoline.apply(List.of("x"))).hasSize(2);
        use(trampoline);
        PluginProcess process = bench.launch(bench.script(HANDSHAKE, "exec sleep 600"));
        ProcessBench.await(process.handshake());
        assertThat(PROC.stat(process.pid()))
                .get()
                .matches(stat -> stat.session() == process.pid()
                        && stat.parent() == ProcessHandle.current().pid());
        ProcessBench.stop(process);
    }

    @Test
    void where_there_is_no_setsid_no_prefix_is_used() throws Exception {
        assertThat(Trampoline.probe(pathWithOnly("setpriv", "cat").toString()).used())
                .isFalse();
    }

    @Test
    void a_descendant_of_its_session_without_parent_and_environment_is_ended() throws Exception {
        PluginProcess process = bench.launch(bench.script("(env -i sleep 600 & echo $! >&2)", HANDSHAKE, "sleep 600"));
        ProcessBench.await(process.handshake());
        long descendant = number(bench.nextLine());
        assertThat(PROC.startTicks(descendant)).isPresent();
        ProcessBench.stop(process);
        assertThat(PROC.startTicks(descendant)).isEmpty();
    }

    @Test
    void a_descendant_that_escaped_and_holds_the_output_is_killed_and_no_thread_is_left() throws Exception {
        PluginProcess process = bench.launch(bench.script(
                HANDSHAKE,
                "f=" + folder + "/fifo; mkfifo $f",
                "env -i setsid /bin/sh -c \"echo \\$\\$ >&2; echo > $f; sleep 600\" &",
                "read x < $f; exit 3"));
        ProcessBench.await(process.handshake());
        long escaped = number(bench.nextLine());
        assertThat(ProcessBench.await(process.exited()).code()).isEqualTo(3);
        ProcessBench.stop(process);
        await().atMost(ProcessBench.TIMEOUT)
                .until(() -> PROC.startTicks(escaped).isEmpty());
    }

    @Test
    void descendants_that_fork_and_end_faster_than_anybody_looks_are_ended() throws Exception {
        Path witness = folder.resolve("witness");
        Path chain = bench.script("echo x >> " + witness, "[ -e " + folder + "/s ] && \"$0\" &");
        PluginProcess process = bench.launch(bench.script(HANDSHAKE, chain + " &", "sleep 600"));
        ProcessBench.await(process.handshake());
        await().atMost(ProcessBench.TIMEOUT).until(() -> Files.exists(witness) && Files.size(witness) > 20);
        ProcessBench.stop(process);
        long size = Files.size(witness);
        await().during(Duration.ofMillis(300)).atMost(ProcessBench.TIMEOUT).until(() -> Files.size(witness) == size);
    }

    @Test
    void output_that_another_process_holds_open_is_closed() throws Exception {
        PluginProcess process = bench.launch(bench.script(HANDSHAKE, "exec sleep 600"));
        ProcessBench.await(process.handshake());
        // Opened by this process, which is not killed for it.
        OutputStream held = Files.newOutputStream(Path.of("/proc", Long.toString(process.pid()), "fd", "1"));
        try (held) {
            ProcessBench.stop(process);
            await().atMost(Duration.ofSeconds(5)).until(() -> readers() == 0);
        }
    }

    private static long readers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("assay-a/b-"))
                .count();
    }

    /** A folder of programs, as in a small image. */
    private Path pathWithOnly(String... programs) throws IOException {
        Path path = Files.createTempDirectory(folder, "path");
        for (String program : programs) {
            Files.createSymbolicLink(path.resolve(program), Path.of("/usr/bin", program));
        }
        return path;
    }

    private static long number(String line) {
        return Long.parseLong(line.substring("STDERR ".length()));
    }
}
