package dev.assay.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assay.process.linux.ProcFs;
import dev.assay.testing.MisbehavingPlugin;
import dev.assay.testing.MisbehavingPlugin.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Error messages of plugins that misbehave before their channel is open, and the end of their processes. */
class MisbehavingPluginIT extends ProcessFixture {
    private static final String PROGRAM = MisbehavingPlugin.command(Mode.SILENT).get(0);
    private static final String FIRST_LINE = "tried to start plugin a/b, but the first line that it printed is ";

    @Test
    void that_exits_before_the_handshake() {
        PluginProcess process = bench.launch(MisbehavingPlugin.command(Mode.EXITS));
        assertThat(failure(process, false))
                .isEqualTo(
                        "tried to start plugin a/b (" + PROGRAM + "), but before it printed a handshake line on stdout"
                                + " it exited with code 3; its last words: no configuration found | giving up; mend what it"
                                + " complains of");
        assertThat(ProcessBench.await(process.exited()))
                .isEqualTo(new ProcessExit(3, List.of("no configuration found", "giving up")));
    }

    @Test
    void that_prints_junk() {
        assertThat(refusal(Mode.JUNK))
                .isEqualTo(
                        FIRST_LINE + "\"Hello from the plugin\", which is no handshake; let the plugin print nothing to"
                                + " stdout before it serves (logs belong on stderr), and check that it is a metric plugin");
    }

    @Test
    void that_prints_a_line_without_end() {
        assertThat(refusal(Mode.ENDLESS_LINE))
                .isEqualTo(
                        "tried to start plugin a/b, but the first line that it printed is longer than 1000 bytes, so it"
                                + " is no handshake; it begins \""
                                + "1|1|unix|".repeat(23).substring(0, 200)
                                + "\"...; let the plugin print nothing to stdout before it serves (logs belong on stderr)");
    }

    @Test
    void that_prints_half_a_line_and_ends() {
        PluginProcess process = bench.launch(MisbehavingPlugin.command(Mode.HALF_LINE_THEN_EXITS));
        assertThat(failure(process, false))
                .isEqualTo(
                        "tried to start plugin a/b (" + PROGRAM + "), but before it printed a handshake line on stdout"
                                + " (only the start of one, \"1|1|uni\") it exited with code 0; it said nothing on stderr, so see"
                                + " in its documentation what it needs");
    }

    @Test
    void that_prints_half_a_line_and_hangs() {
        assertThat(timeOut(Mode.HALF_LINE_THEN_HANGS))
                .isEqualTo("tried to start plugin a/b (" + PROGRAM + "), but within 3 s it printed no handshake line on"
                        + " stdout (only the start of one, \"1|1|uni\"); check that it is a metric plugin, or raise"
                        + " assay.start.timeout if it needs longer");
    }

    @Test
    void that_prints_nothing() {
        assertThat(timeOut(Mode.SILENT))
                .isEqualTo("tried to start plugin a/b (" + PROGRAM + "), but within 3 s it printed no handshake line on"
                        + " stdout; check that it is a metric plugin, or raise assay.start.timeout if it needs longer");
    }

    @Test
    void that_speaks_another_core_version() {
        assertThat(refusal(Mode.WRONG_CORE_VERSION))
                .isEqualTo(FIRST_LINE
                        + "\"2|1|unix|/tmp/x|grpc|\", which is for version 2 of the core protocol; use a build"
                        + " of the plugin that speaks version 1; recompiling it with a current go-plugin usually does");
    }

    @Test
    void that_speaks_another_plugin_version() {
        assertThat(refusal(Mode.WRONG_APP_VERSION))
                .isEqualTo(
                        FIRST_LINE + "\"1|7|unix|/tmp/x|grpc|\", which is for version 7 of the metric plugin protocol;"
                                + " use a build of the plugin that speaks version 1; recompiling it with a current go-plugin"
                                + " usually does");
    }

    @Test
    void that_speaks_another_protocol() {
        assertThat(refusal(Mode.WRONG_PROTOCOL))
                .isEqualTo(FIRST_LINE
                        + "\"1|1|unix|/tmp/x|soap|\", which asks for the protocol \"soap\"; use a build of the"
                        + " plugin that speaks grpc");
    }

    @Test
    void that_spawns_a_child_takes_it_along() throws InterruptedException {
        PluginProcess process = bench.launch(MisbehavingPlugin.command(Mode.SPAWNS_CHILD));
        ProcessBench.await(process.handshake());
        String line = bench.nextLine();
        long child = Long.parseLong(line.substring("STDERR child ".length()));
        assertThat(ProcessHandle.of(child)).isPresent();
        ProcessBench.stop(process);
        assertThat(ProcFs.ofThisMachine().startTicks(child)).isEmpty();
    }

    @Test
    void that_ignores_sigterm_is_killed_after_the_grace() {
        PluginProcess process = bench.launch(MisbehavingPlugin.command(Mode.IGNORES_SIGTERM));
        ProcessBench.await(process.handshake());
        ProcessExit exit = ProcessBench.await(process.stop(Duration.ofMillis(300)));
        assertThat(exit.describe()).isEqualTo("was ended by signal 9");
    }

    @Test
    void that_floods_stderr_is_read_on_and_can_be_stopped() throws InterruptedException {
        PluginProcess process = bench.launch(MisbehavingPlugin.command(Mode.FLOODS_STDERR));
        ProcessBench.await(process.handshake());
        for (int i = 0; i < 10_000; i++) {
            assertThat(bench.nextLine()).isEqualTo("STDERR all work and no play makes a dull plugin");
        }
        ProcessExit exit = ProcessBench.stop(process);
        assertThat(exit.lastErrorLines()).hasSize(20);
    }

    private String refusal(Mode mode) {
        return failure(bench.launch(MisbehavingPlugin.command(mode)), true);
    }

    private String timeOut(Mode mode) {
        List<String> command = MisbehavingPlugin.command(mode);
        return failure(bench.launch(Launches.of(command, Map.of(), Duration.ofSeconds(3))), false);
    }

    private static String failure(PluginProcess process, boolean permanent) {
        ProcessException e =
                catchThrowableOfType(ProcessException.class, () -> ProcessBench.await(process.handshake()));
        ProcessBench.stop(process);
        assertThat(e.permanent()).isEqualTo(permanent);
        return e.getMessage();
    }
}
