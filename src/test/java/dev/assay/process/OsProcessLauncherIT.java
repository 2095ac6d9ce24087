package dev.assay.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.assay.process.linux.ProcFs;
import dev.assay.process.linux.ProcessOwners;
import dev.assay.process.linux.Trampoline;
import dev.assay.process.output.OutputPipes;
import io.smallrye.mutiny.subscription.Cancellable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OsProcessLauncherIT extends ProcessFixture {
    private static final String HANDSHAKE = "echo '1|1|tcp|127.0.0.1:10000|grpc|'";

    @Test
    void a_plugin_sends_its_handshake_in_its_environment_and_its_output_is_delivered_in_order() throws Exception {
        PluginProcess process = bench.launch(
                bench.script(
                        "echo \"1|1|unix|$PLUGIN_UNIX_SOCKET_DIR/plugin1|grpc|\"",
                        "echo one; echo \"$ARGO_ROLLOUTS_RPC_PLUGIN $ASSAY_PLUGIN_PROTOCOLS $1 $2\"",
                        "cat; pwd; printf last"),
                "a b",
                "$HOME");
        Handshake handshake = ProcessBench.await(process.handshake());
        assertThat(((UnixDomainSocketAddress) handshake.address()).getPath())
                .startsWithRaw(ProcessBench.sockets(folder))
                .hasFileName("plugin1");
        assertThat(ProcessBench.await(process.exited())).isEqualTo(new ProcessExit(0, List.of()));
        assertThat(bench.nextLine()).isEqualTo("STDOUT one");
        assertThat(bench.nextLine()).isEqualTo("STDOUT metricprovider grpc a b $HOME");
        assertThat(bench.nextLine()).isEqualTo("STDOUT " + Path.of("").toAbsolutePath());
        assertThat(bench.nextLine()).isEqualTo("STDOUT last");
    }

    @Test
    void an_exit_is_reported_with_its_code_and_last_words_though_a_grandchild_holds_the_pipes() throws Exception {
        PluginProcess process =
                bench.launch(bench.script(HANDSHAKE, "sleep 600 &", "echo $! >&2; echo bye >&2; exit 7"));
        ProcessExit exit = ProcessBench.await(process.exited());
        assertThat(exit.describe())
                .startsWith("exited with code 7; its last words: ")
                .endsWith(" | bye");
        long grandchild = Long.parseLong(exit.lastErrorLines().get(0));
        await().atMost(ProcessBench.TIMEOUT)
                .until(() -> ProcFs.ofThisMachine().startTicks(grandchild).isEmpty());
    }

    @Test
    void an_exit_is_reported_though_a_grandchild_without_environment_holds_the_pipes() throws Exception {
        PluginProcess process =
                bench.launch(bench.script(HANDSHAKE, "env -i sleep 600 &", "echo $! >&2; echo bye >&2; exit 7"));
        ProcessExit exit = ProcessBench.await(process.exited());
        assertThat(exit.describe()).endsWith(" | bye");
        ProcessHandle.of(Long.parseLong(exit.lastErrorLines().get(0))).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void a_plugin_killed_from_outside_is_reported_with_its_signal() throws Exception {
        PluginProcess process = bench.launch(bench.script(HANDSHAKE, "exec sleep 600"));
        ProcessBench.await(process.handshake());
        ProcessHandle.of(process.pid()).orElseThrow().destroyForcibly();
        assertThat(ProcessBench.await(process.exited()).describe()).isEqualTo("was ended by signal 9");
    }

    @Test
    void stop_ends_descendants_that_ignore_sigterm_or_cleared_their_environment_or_lost_their_parent()
            throws Exception {
        PluginProcess process = bench.launch(bench.script(
                "(trap '' TERM; while :; do sleep 600; done) & echo $! >&2",
                "env -i sleep 600 & echo $! >&2",
                "(sleep 600 & echo $! >&2)",
                HANDSHAKE,
                "wait"));
        ProcessBench.await(process.handshake());
        List<Long> descendants = List.of(number(bench.nextLine()), number(bench.nextLine()), number(bench.nextLine()));
        assertThat(descendants).allMatch(OsProcessLauncherIT::isAlive);
        ProcessExit exit = ProcessBench.await(process.stop(Duration.ofMillis(500)));
        assertThat(exit.describe()).startsWith("was ended by signal 15; its last words: ");
        assertThat(descendants).noneMatch(OsProcessLauncherIT::isAlive);
    }

    private static boolean isAlive(long pid) {
        return ProcFs.ofThisMachine().startTicks(pid).isPresent();
    }

    @Test
    void stop_ends_a_suspended_plugin() throws Exception {
        PluginProcess process = bench.launch(bench.script(HANDSHAKE, "kill -STOP $$"));
        ProcessBench.await(process.handshake());
        assertThat(ProcessBench.await(process.stop(Duration.ofMillis(300))).describe())
                .isEqualTo("was ended by signal 9");
    }

    @Test
    void stop_may_be_called_again_and_a_shorter_grace_counts() throws Exception {
        PluginProcess process = bench.launch(bench.script("trap '' TERM", HANDSHAKE, "while :; do sleep 600; done"));
        ProcessBench.await(process.handshake());
        Cancellable firstStop = process.stop(Duration.ofHours(1)).subscribe().with(exit -> {});
        firstStop.cancel();
        assertThat(ProcessBench.await(process.stop(Duration.ofMillis(100))).code())
                .isEqualTo(137);
        assertThat(ProcessBench.stop(process).code()).isEqualTo(137);
    }

    @Test
    void lines_after_sigterm_are_reported() throws Exception {
        PluginProcess process = bench.launch(
                bench.script("trap 'echo going >&2; exit 5' TERM", HANDSHAKE, "while :; do sleep 0.05; done"));
        ProcessBench.await(process.handshake());
        ProcessExit exit = ProcessBench.stop(process);
        assertThat(exit.code()).isEqualTo(5);
        assertThat(exit.lastErrorLines()).contains("going");
    }

    @Test
    void files_in_the_folder_for_sockets_are_removed_with_the_process() throws Exception {
        PluginProcess process =
                bench.launch(bench.script("touch $PLUGIN_UNIX_SOCKET_DIR/plugin1", HANDSHAKE, "exec sleep 600"));
        ProcessBench.await(process.handshake());
        assertThat(files()).contains("plugin1");
        ProcessBench.stop(process);
        assertThat(files()).doesNotContain("plugin1", "1").contains(SocketDirectory.OWNER);
    }

    @Test
    void a_listener_that_throws_does_not_stop_the_pipes() throws Exception {
        List<String> command = List.of(
                bench.script(HANDSHAKE, "seq 1 50000; seq 1 50000 >&2; exit 4").toString());
        Launch launch = Launches.of(command);
        PluginProcess process = ProcessBench.await(bench.launcher().launch(launch, (pipe, line) -> {
            throw new IllegalStateException("listener " + line);
        }));
        assertThat(ProcessBench.await(process.exited()).code()).isEqualTo(4);
    }

    @Test
    void a_long_line_is_cut_and_marked() throws Exception {
        PluginProcess process = bench.launch(
                bench.script(HANDSHAKE, "head -c 100000 /dev/zero | tr '\\0' x >&2; echo >&2; echo next >&2"));
        ProcessBench.await(process.exited());
        assertThat(bench.nextLine()).isEqualTo("STDERR " + "x".repeat(500) + " [cut after 500 bytes]");
        assertThat(bench.nextLine()).isEqualTo("STDERR next");
    }

    @Test
    void a_launch_that_nobody_waits_for_any_more_leaves_no_process() throws Exception {
        Set<ProcessHandle> before = ProcessHandle.current().descendants().collect(Collectors.toSet());
        Path script = bench.script("echo here >&2; exec sleep 600");
        Launch launch = Launches.of(List.of(script.toString()));
        for (int i = 0; i < 10; i++) {
            bench.launcher()
                    .launch(launch, (pipe, line) -> {})
                    .subscribe()
                    .with(process -> {})
                    .cancel();
        }
        // A launch behind them: all have been started by then.
        ProcessBench.stop(bench.launch(launch));
        await().atMost(ProcessBench.TIMEOUT)
                .until(() -> ProcessHandle.current().descendants().allMatch(before::contains));
    }

    @Test
    void a_subscriber_that_blocks_does_not_hold_up_other_launches() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Path script = bench.script(HANDSHAKE, "exec sleep 600");
        Launch launch = Launches.of(List.of(script.toString()));
        bench.launcher().launch(launch, (pipe, line) -> {}).subscribe().with(process -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        ProcessBench.await(bench.launch(launch).handshake());
        release.countDown();
    }

    @Test
    void close_ends_what_runs_and_nothing_is_started_after_it() throws Exception {
        Path script = bench.script("trap '' TERM", HANDSHAKE, "while :; do sleep 600; done");
        PluginProcess process = bench.launch(script);
        ProcessBench.await(process.handshake());
        bench.launcher().close();
        bench.launcher().close();
        assertThat(ProcessBench.await(process.exited()).code()).isEqualTo(137);
        assertThat(catchThrowableOfType(ProcessException.class, () -> bench.launch(script)))
                .hasMessage("tried to start a plugin, but this host is ending; ask another");
    }

    @Test
    void a_handshake_that_ends_with_stdout_is_accepted() throws Exception {
        PluginProcess process =
                bench.launch(bench.script("printf '1|1|tcp|127.0.0.1:10000|grpc|'", "exec >&-", "exec sleep 600"));
        assertThat(ProcessBench.await(process.handshake()).protocol()).isEqualTo("grpc");
    }

    @Test
    void a_plugin_that_closes_stdout_without_a_handshake_is_refused_though_it_lives() throws Exception {
        Path empty = bench.script("exec >&-", "exec sleep 600");
        Path half = bench.script("printf '1|1|uni'", "exec >&-", "exec sleep 600");
        assertThat(refusal(empty))
                .isEqualTo("tried to start plugin a/b (" + empty + "), but it closed its stdout before it printed a"
                        + " handshake line there; check that it is a metric plugin, and let it keep stdout open");
        assertThat(refusal(half)).contains("handshake line there (only the start of one, \"1|1|uni\"); check");
    }

    @Test
    void a_go_plugin_of_another_kind_is_refused_for_good() throws Exception {
        // Word for word as in go-plugin's server.go.
        Path script = bench.script(
                "echo 'This binary is a plugin. These are not meant to be executed directly.' >&2",
                "echo 'Please execute the program that consumes these plugins, which will' >&2",
                "echo 'load any plugins automatically' >&2; exit 1");
        ProcessException e = refused(script);
        assertThat(e.permanent()).isTrue();
        assertThat(e)
                .hasMessage("tried to start plugin a/b (" + script + "), but it is a plugin of another kind: it exited"
                        + " with code 1; its last words: This binary is a plugin. These are not meant to be executed"
                        + " directly. | Please execute the program that consumes these plugins, which will | load any"
                        + " plugins automatically; configure a metric plugin, and list plugins for steps and traffic"
                        + " routers under their own keys");
    }

    private String refusal(Path script) {
        return String.valueOf(refused(script).getMessage());
    }

    private ProcessException refused(Path script) {
        PluginProcess process = bench.launch(script);
        return catchThrowableOfType(ProcessException.class, () -> ProcessBench.await(process.handshake()));
    }

    @Test
    void a_process_that_cannot_be_watched_is_ended_and_its_folder_removed() throws Exception {
        Path sockets = Files.createDirectories(folder.resolve("own"));
        Files.writeString(sockets.resolve("plugin1"), "");
        Process process = new ProcessBuilder("sleep", "600").start();
        ProcFs proc = ProcFs.ofThisMachine();
        ProcessOwners owners = new ProcessOwners(proc, ChildEnvironment.INSTANCE);
        ProcessDescendants processTree =
                new ProcessDescendants(process.toHandle(), proc, owners, "none", Optional.empty());
        Launch launch = Launches.of(List.of("sleep", "600"));
        var started = new OsPluginProcess.Started(
                launch, new Unwatchable(process), OutputPipes.of(process), processTree, sockets, Trampoline.none());
        ProcessException e = catchThrowableOfType(
                ProcessException.class, () -> bench.launcher().adopt(started, (pipe, line) -> {}));
        assertThat(e.permanent()).isFalse();
        assertThat(e)
                .hasMessage("tried to look after the process of plugin a/b, but this host failed:"
                        + " java.lang.OutOfMemoryError: unable to create native thread; raise its limits of threads"
                        + " (ulimit -u, the pod's pids limit) and memory");
        assertThat(process.waitFor()).isEqualTo(137);
        assertThat(sockets).doesNotExist();
    }

    /** A process that fails as when no thread can be started. */
    private static final class Unwatchable extends Process {
        private final Process process;

        Unwatchable(Process process) {
            this.process = process;
        }

        @Override
        public OutputStream getOutputStream() {
            return process.getOutputStream();
        }

        @Override
        public InputStream getInputStream() {
            return process.getInputStream();
        }

        @Override
        public InputStream getErrorStream() {
            return process.getErrorStream();
        }

        @Override
        public ProcessHandle.Info info() {
            throw new OutOfMemoryError("unable to create native thread");
        }

        @Override
        public int waitFor() throws InterruptedException {
            return process.waitFor();
        }

        @Override
        public ProcessHandle toHandle() {
            return process.toHandle();
        }

        @Override
        public int exitValue() {
            return process.exitValue();
        }

        @Override
        public void destroy() {
            process.destroy();
        }

        @Override
        public Process destroyForcibly() {
            return process.destroyForcibly();
        }
    }

    private static long number(String line) {
        return Long.parseLong(line.substring("STDERR ".length()));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(ProcessBench.sockets(folder))) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }
}
