package dev.assay.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.config.PluginSpec;
import dev.assay.host.status.PluginState;
import dev.assay.host.status.PluginStatus;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Caller;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import dev.assay.testing.FaultyPlugin;
import dev.assay.testing.FaultyPlugin.Mode;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.RealHost;
import dev.assay.testing.SpecBuilder;
import dev.assay.testing.go.GoCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The configuration, or an executable, is changed under plugins that are real processes. */
class ReloadIT {
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final String WELL = "acme/well";
    private static final Map<String, String> WATCHED = Map.of("assay.plugins.watch", "true");

    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path folder;

    private final Set<ProcessHandle> before =
            ProcessHandle.current().descendants().collect(Collectors.toSet());

    private RealHost real;
    private Metric metric = Metric.EMPTY;

    @AfterEach
    void close() {
        if (real != null) {
            real.close();
            assertThat(folder.resolve("store/tmp"))
                    .satisfiesAnyOf(tmp -> assertThat(tmp).doesNotExist(), tmp -> assertThat(tmp)
                            .isEmptyDirectory());
        }
    }

    @Test
    void no_call_is_lost_while_a_java_plugin_is_replaced_again_and_again_under_load() throws Exception {
        Path script = FaultyPlugin.script(folder, Mode.WELL);
        noCallIsLost(i -> RealHost.spec(WELL, script, "v" + i));
    }

    @Test
    void no_call_is_lost_while_a_go_plugin_is_replaced_again_and_again_under_load() throws Exception {
        Path executable = GoCommands.executable("misbehaving");
        metric = GoPlugins.metric(WELL, "{'text':'well'}");
        noCallIsLost(i -> new SpecBuilder(WELL, executable.toUri())
                .env("VERSION", "v" + i)
                .build());
    }

    @Test
    void an_update_that_cannot_come_up_leaves_the_old_process_serving_until_the_next_change() throws Exception {
        boot(Map.of(), well("v0"));
        long pid = status().pid().orElseThrow();

        real.source().set(RealHost.spec(WELL, FaultyPlugin.script(folder, Mode.CANNOT_INITIALIZE)));

        await().atMost(LONG).until(() -> updateIs(PluginState.BACKING_OFF));
        assertThat(status().update().orElseThrow().reason()).contains("the token has expired");
        assertThat(status().pid()).contains(pid);
        assertThat(run().get(60, TimeUnit.SECONDS).phase()).isEqualTo(Phase.SUCCESSFUL);
        assertThat(real.events()).singleElement().asString().startsWith("Warning PluginUpdateFailed:");

        real.source().set(RealHost.spec(WELL, folder.resolve("not-there")));
        await().atMost(LONG)
                .until(() -> updateIs(PluginState.BACKING_OFF)
                        && status().update().orElseThrow().reason().contains("there is no such file"));

        real.source().set(well("v2"));
        awaitGeneration(2);
        await().atMost(LONG).until(() -> !isAlive(pid));
    }

    @Test
    void an_old_process_that_is_killed_during_the_update_costs_no_call_that_comes_after() throws Exception {
        boot(Map.of(), well("v0"));
        long pid = status().pid().orElseThrow();
        real.source().set(well("v1"));

        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        await().atMost(LONG).until(() -> status().state() != PluginState.READY || status().generation() > 1);

        assertThat(run().get(60, TimeUnit.SECONDS).phase()).isEqualTo(Phase.SUCCESSFUL);
        await().atMost(LONG)
                .until(() -> status().update().isEmpty() && commandOf(status()).contains("v1"));
    }

    @Test
    void a_stop_in_the_middle_of_an_update_leaves_nothing() throws Exception {
        boot(Map.of(), well("v0"));
        real.source().set(well("v1"));
        await().atMost(LONG).until(() -> updateIs(PluginState.STARTING) || status().generation() > 1);

        real.close();
        real = null;
    }

    @Test
    void a_removed_plugin_answers_its_calls_in_flight_and_ends() throws Exception {
        Path script = FaultyPlugin.script(folder, Mode.WAITS);
        boot(Map.of(), RealHost.spec(WELL, script));
        long pid = status().pid().orElseThrow();
        CompletableFuture<Measurement> call = run();
        await().atMost(LONG).until(() -> Files.exists(folder.resolve("begun")));

        real.source().set();

        assertThat(real.host().plugins()).isEmpty();
        assertThat(isAlive(pid)).isTrue();
        Files.createFile(folder.resolve("go"));
        assertThat(call.get(60, TimeUnit.SECONDS).value()).isEqualTo("42");
        await().atMost(LONG).until(() -> !isAlive(pid));
    }

    @Test
    void a_changed_executable_is_taken_over_also_when_it_is_moved_into_place() throws Exception {
        Path script = FaultyPlugin.script(folder, Mode.WELL);
        boot(WATCHED, RealHost.spec(WELL, script));
        String first = status().digest().orElseThrow();

        Files.writeString(script, Files.readString(script) + "# built again\n");
        awaitGeneration(2);
        String second = status().digest().orElseThrow();
        assertThat(second).isNotEqualTo(first);

        Path built = folder.resolve("built");
        Files.writeString(built, Files.readString(script) + "# and again\n");
        Files.move(built, script, StandardCopyOption.ATOMIC_MOVE);
        awaitGeneration(3);
        assertThat(status().digest().orElseThrow()).isNotEqualTo(second);
    }

    @Test
    void an_executable_that_is_written_slowly_is_taken_when_it_is_whole() throws Exception {
        Path script = FaultyPlugin.script(folder, Mode.WELL);
        boot(WATCHED, RealHost.spec(WELL, script));
        StringBuilder text = new StringBuilder(Files.readString(script));

        for (int i = 0; i < 20; i++) {
            text.append("# line ").append(i).append('\n');
            Files.writeString(script, text);
            TimeUnit.MILLISECONDS.sleep(50);
        }
        awaitGeneration(2);

        await().atMost(LONG).until(() -> status().digest().orElseThrow().equals(sha256(script)));
        assertThat(run().get(60, TimeUnit.SECONDS).phase()).isEqualTo(Phase.SUCCESSFUL);
    }

    @Test
    void of_fifty_fast_edits_the_latest_wins_and_one_process_is_left() throws Exception {
        boot(Map.of(), well("e0"));
        for (int i = 1; i <= 50; i++) {
            real.source().set(well("e" + i));
        }
        await().atMost(LONG)
                .until(() -> status().update().isEmpty() && commandOf(status()).contains("e50"));
        assertThat(status().generation()).isLessThan(10);
        awaitOneProcess();
    }

    private void noCallIsLost(IntFunction<PluginSpec> version) throws Exception {
        boot(Map.of(), version.apply(0));
        AtomicBoolean over = new AtomicBoolean();
        List<CompletableFuture<Integer>> callers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            callers.add(CompletableFuture.supplyAsync(() -> callUntil(over), task -> new Thread(task).start()));
        }
        try {
            for (int reload = 1; reload <= 5; reload++) {
                real.source().set(version.apply(reload));
                awaitGeneration(reload + 1);
            }
        } finally {
            over.set(true);
        }
        int calls = 0;
        for (CompletableFuture<Integer> caller : callers) {
            calls += caller.get(60, TimeUnit.SECONDS);
        }
        assertThat(calls).isGreaterThan(100);
        assertThat(status().restarts()).isZero();
        awaitOneProcess();
    }

    /** Processes that other tests left running for all, such as a cluster, do not count. */
    private void awaitOneProcess() {
        await().atMost(LONG)
                .until(() -> ProcessHandle.current()
                                .descendants()
                                .filter(process -> !before.contains(process))
                                .count()
                        == 1);
    }

    /** Calls until it is over, asserts that each call succeeds, and gives their number. */
    private int callUntil(AtomicBoolean over) {
        int calls = 0;
        while (!over.get()) {
            Measurement answer = run().orTimeout(60, TimeUnit.SECONDS).join();
            assertThat(answer.phase()).as(answer.message()).isEqualTo(Phase.SUCCESSFUL);
            calls++;
        }
        return calls;
    }

    private PluginSpec well(String version) throws IOException {
        return RealHost.spec(WELL, FaultyPlugin.script(folder, Mode.WELL), version);
    }

    private void boot(Map<String, String> settings, PluginSpec... specs) {
        real = new RealHost(folder.resolve("store"), settings, List.of(specs));
        real.host().boot().await().atMost(LONG);
    }

    private CompletableFuture<Measurement> run() {
        return real.host()
                .provider(WELL, Caller.ASSAY)
                .orElseThrow()
                .run(AnalysisRun.EMPTY, metric)
                .subscribeAsCompletionStage();
    }

    private PluginStatus status() {
        return real.host().plugin(WELL).orElseThrow();
    }

    private boolean updateIs(PluginState state) {
        return status().update().filter(update -> update.state() == state).isPresent();
    }

    private void awaitGeneration(int generation) {
        await().atMost(LONG).until(() -> status().generation() >= generation);
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    /** Its arguments; empty while there is no process. */
    private static List<String> commandOf(PluginStatus status) throws IOException {
        if (status.pid().isEmpty()) {
            return List.of();
        }
        Path arguments = Path.of("/proc", status.pid().get().toString(), "cmdline");
        return Files.exists(arguments) ? List.of(Files.readString(arguments).split("\0")) : List.of();
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
