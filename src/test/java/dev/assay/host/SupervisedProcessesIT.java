package dev.assay.host;

import static dev.assay.testing.RealHost.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.assay.config.PluginSpec;
import dev.assay.host.status.PluginState;
import dev.assay.host.status.PluginStatus;
import dev.assay.log.KeptLine;
import dev.assay.log.LogQuery;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Caller;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.MetricProvider;
import dev.assay.metric.Phase;
import dev.assay.testing.FakePlugin;
import dev.assay.testing.FaultyPlugin;
import dev.assay.testing.FaultyPlugin.Mode;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.RealHost;
import dev.assay.testing.ServedSocket;
import io.smallrye.mutiny.subscription.Cancellable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that misbehave once they serve, and their callers. */
class SupervisedProcessesIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path folder;

    private RealHost real;

    @AfterEach
    void close() {
        if (real != null) {
            real.close();
        }
    }

    @Test
    void a_plugin_that_dies_in_a_call_is_an_error_of_that_call_and_comes_back() throws Exception {
        boot(Map.of(), spec("acme/crash", FaultyPlugin.script(folder, Mode.CRASHES)), well());
        long pid = status("acme/crash").pid().orElseThrow();

        Measurement lost = run("acme/crash").get(60, TimeUnit.SECONDS);

        assertThat(lost.phase()).isEqualTo(Phase.ERROR);
        assertThat(lost.finishedAt()).isNotNull();
        assertThat(lost.message())
                .isEqualTo("Run rpc call error: tried to run a metric with plugin acme/crash, but its process " + pid
                        + " exited with code 7; its last words: panic: I cannot go on; it is being started again, so"
                        + " make the call once more");
        assertThat(run("acme/well").get(60, TimeUnit.SECONDS).value()).isEqualTo("42");
        awaitReady("acme/crash");
        assertThat(status("acme/crash").restarts()).isEqualTo(1);
        assertThat(status("acme/crash").generation()).isEqualTo(2);
    }

    @Test
    void who_watches_sees_a_plugin_end_and_come_back_and_its_last_words_are_kept() throws Exception {
        boot(Map.of(), spec("acme/crash", FaultyPlugin.script(folder, Mode.CRASHES)));
        long pid = status("acme/crash").pid().orElseThrow();
        List<String> states = new CopyOnWriteArrayList<>();
        LogQuery follow = new LogQuery(OptionalInt.empty(), Optional.empty(), Logger.Level.TRACE, true);
        List<KeptLine> lines = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Cancellable watch = real.host()
                .views()
                .subscribe()
                .with(view -> states.add(view.plugins().get(0).state().text() + " "
                        + view.plugins().get(0).generation()));
        Cancellable unused = real.host()
                .logs("acme/crash", follow)
                .orElseThrow()
                .subscribe()
                .with(lines::add, ended::completeExceptionally, () -> ended.complete(null));

        run("acme/crash").get(60, TimeUnit.SECONDS);

        await().atMost(LONG).until(() -> states.contains("Ready 2"));
        assertThat(states).contains("Ready 1", "BackingOff 1");
        await().atMost(LONG)
                .until(() -> lines.stream().anyMatch(line -> line.message().contains("I cannot go on")));
        assertThat(lines)
                .filteredOn(line -> line.message().contains("I cannot go on"))
                .allSatisfy(line -> {
                    assertThat(line.pid()).isEqualTo(pid);
                    assertThat(line.generation()).isEqualTo(1);
                });
        assertThat(real.host().history("acme/crash").orElseThrow())
                .extracting(event -> event.type().text())
                .containsSubsequence("Started", "Ready", "Exited", "BackingOff", "Started", "Ready");
        real.host().expectStop();
        ended.get(60, TimeUnit.SECONDS);
        watch.cancel();
    }

    @Test
    void a_plugin_that_exits_in_a_call_is_told_with_its_exit_code() throws Exception {
        boot(Map.of(), spec("acme/exits", FaultyPlugin.script(folder, Mode.EXITS)));
        long pid = status("acme/exits").pid().orElseThrow();

        Measurement lost = run("acme/exits").get(60, TimeUnit.SECONDS);

        assertThat(lost.message())
                .startsWith("Run rpc call error: tried to run a metric with plugin acme/exits, but its process " + pid
                        + " exited with code 3");
    }

    @Test
    void an_exception_of_a_verb_is_in_the_log_with_its_stack_trace() throws Exception {
        boot(Map.of(), spec("acme/throws", FaultyPlugin.script(folder, Mode.THROWS)));

        assertThat(run("acme/throws").get(60, TimeUnit.SECONDS).message())
                .isEqualTo("failed to run via plugin: the backend said 500");
        await().atMost(LONG).until(() -> real.log().stream()
                .anyMatch(line -> line.contains("tried to run a metric, but the plugin threw"
                                + " java.lang.IllegalStateException: the backend said 500")
                        && line.contains("FaultyPlugin.run(FaultyPlugin.java:")));
    }

    @Test
    void a_plugin_that_is_killed_under_load_costs_its_calls_in_flight_only() throws Exception {
        boot(Map.of(), spec("acme/hang", FaultyPlugin.script(folder, Mode.NEVER_ANSWERS)), well());
        List<CompletableFuture<Measurement>> calls = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            calls.add(run("acme/hang"));
        }
        long pid = status("acme/hang").pid().orElseThrow();

        ProcessHandle.of(pid).orElseThrow().destroyForcibly();

        for (CompletableFuture<Measurement> call : calls) {
            assertThat(call.get(60, TimeUnit.SECONDS).message())
                    .isEqualTo("Run rpc call error: tried to run a metric with plugin acme/hang, but its process " + pid
                            + " was ended by signal 9; it is being started again, so make the call once more");
        }
        awaitReady("acme/hang");
        assertThat(status("acme/well").restarts()).isZero();
    }

    @Test
    void a_plugin_that_never_answers_frees_its_caller_and_holds_up_nobody_else() throws Exception {
        boot(
                Map.of("assay.call.timeout", "1s"),
                spec("acme/hang", FaultyPlugin.script(folder, Mode.NEVER_ANSWERS)),
                well());
        CompletableFuture<Measurement> stuck = run("acme/hang");

        assertThat(run("acme/well").get(60, TimeUnit.SECONDS).phase()).isEqualTo(Phase.SUCCESSFUL);

        assertThat(stuck.get(60, TimeUnit.SECONDS).message())
                .isEqualTo("Run rpc call error: tried to run a metric with plugin acme/hang, but it did not answer"
                        + " within 1.0 s; call again, or raise the plugin's timeout or assay.call.timeout");
        assertThat(status("acme/hang").state()).isEqualTo(PluginState.READY);
    }

    @Test
    void a_suspended_plugin_is_found_by_its_health_check_killed_and_started_again() throws Exception {
        boot(Map.of("assay.ping.interval", "200ms", "assay.ping.timeout", "1s", "assay.ping.failures", "2"), well());
        long pid = status("acme/well").pid().orElseThrow();

        signal("STOP", pid);

        await().atMost(LONG).until(() -> status("acme/well").generation() == 2);
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void an_initialisation_that_fails_is_tried_again_and_shown() throws Exception {
        real = new RealHost(
                folder.resolve("store"),
                Map.of("assay.boot.timeout", "4s"),
                List.of(spec("acme/init", FaultyPlugin.script(folder, Mode.CANNOT_INITIALIZE))));

        assertThatThrownBy(() -> real.host().boot().await().atMost(LONG))
                .isInstanceOfSatisfying(BootException.class, failure -> assertThat(failure.faults())
                        .singleElement()
                        .asString()
                        .contains("plugin acme/init")
                        .endsWith("(not Ready within assay.boot.timeout, 4 s)"));
        await().atMost(LONG).until(() -> status("acme/init").restarts() > 0);
    }

    @Test
    void twenty_plugins_have_all_been_started_before_any_shakes_hands() throws Exception {
        Path started = Files.createDirectory(folder.resolve("started"));
        try (ServedSocket socket = new ServedSocket(new FakePlugin())) {
            Path script = folder.resolve("held.sh");
            Files.writeString(script, """
                    #!/bin/sh
                    touch '%s'/$$
                    while [ $(ls '%s' | wc -l) -lt 20 ]; do sleep 0.05; done
                    echo '%s'
                    exec sleep 600
                    """.formatted(started, started, socket.handshake()));
            List<PluginSpec> specs = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                specs.add(spec("acme/held-" + i, script));
            }

            boot(Map.of(), specs.toArray(PluginSpec[]::new));

            assertThat(real.host().plugins()).hasSize(20).allSatisfy(status -> {
                assertThat(status.state()).isEqualTo(PluginState.READY);
                assertThat(status.restarts()).isZero();
            });
            real.close();
            real = null;
        }
    }

    @Test
    void a_line_of_a_plugin_is_in_its_log() throws Exception {
        boot(Map.of(), spec("acme/crash", FaultyPlugin.script(folder, Mode.CRASHES)));

        run("acme/crash").get(60, TimeUnit.SECONDS);

        await().atMost(LONG).until(() -> real.log().contains("acme/crash: panic: I cannot go on"));
    }

    private PluginSpec well() throws IOException {
        return spec("acme/well", FaultyPlugin.script(folder, Mode.WELL));
    }

    private void boot(Map<String, String> settings, PluginSpec... specs) {
        real = new RealHost(folder.resolve("store"), settings, List.of(specs));
        real.host().boot().await().atMost(LONG);
    }

    private CompletableFuture<Measurement> run(String plugin) {
        MetricProvider provider = real.host().provider(plugin, Caller.ASSAY).orElseThrow();
        return provider.run(AnalysisRun.EMPTY, Metric.EMPTY).subscribeAsCompletionStage();
    }

    private PluginStatus status(String plugin) {
        return real.host().plugin(plugin).orElseThrow();
    }

    private void awaitReady(String plugin) {
        await().atMost(LONG).until(() -> status(plugin).state() == PluginState.READY);
    }

    private static void signal(String name, long pid) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
        assertThat(kill.waitFor()).isZero();
    }
}
