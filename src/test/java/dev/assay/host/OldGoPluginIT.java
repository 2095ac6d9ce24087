package dev.assay.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.assay.host.status.PluginState;
import dev.assay.host.status.PluginStatus;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Caller;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.MetricProvider;
import dev.assay.metric.Phase;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.RealHost;
import dev.assay.testing.go.GoCommands;
import dev.assay.text.Json;
import io.smallrye.mutiny.Uni;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A plugin in the dialect from before Argo 1.5, in a process of its own, among the host's other plugins. */
class OldGoPluginIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String OLD = "go/old";
    private static final String REFUSAL =
            OLD + ": This binary is a plugin. These are not meant to be executed directly.";
    private static final AnalysisRun RUN = new AnalysisRun(Json.object("{\"metadata\":{\"name\":\"r\"}}"));

    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path folder;

    private RealHost real;
    private MetricProvider plugin;

    @BeforeEach
    void boot() {
        real = new RealHost(
                folder.resolve("store"),
                Map.of("assay.restart.min-delay", "100ms"),
                List.of(RealHost.spec(OLD, GoCommands.executable("pre-1.5"))));
        real.host().boot().await().atMost(LONG);
        plugin = real.host().provider(OLD, Caller.ASSAY).orElseThrow();
    }

    @AfterEach
    void close() {
        real.close();
    }

    @Test
    void it_is_ready_at_its_first_start_and_shows_its_dialect() {
        assertThat(status()).satisfies(status -> {
            assertThat(status.state()).isEqualTo(PluginState.READY);
            assertThat(status.protocol()).contains("netrpc-pre-1.5");
            assertThat(status.restarts()).isZero();
            assertThat(status.generation()).isEqualTo(1);
            assertThat(status.lastExit()).isEmpty();
        });
    }

    @Test
    void all_verbs_answer_after_one_initialisation_by_the_first_metric() {
        String seen = "attempt 1 to initialise, with metric first";
        assertThat(get(plugin.type())).isEqualTo("pre-1.5");
        assertThat(get(plugin.metadata(metric("first", "{}")))).isEqualTo(Map.of("metric", "first", "seen", seen));
        assertThat(get(plugin.run(RUN, metric("second", "{}"))))
                .isEqualTo(Measurement.EMPTY.withPhase(Phase.SUCCESSFUL).withValue("run of r: " + seen));
        Measurement running = Measurement.EMPTY.withPhase(Phase.RUNNING);
        assertThat(get(plugin.resume(RUN, metric("third", "{}"), running)).value())
                .isEqualTo("resume of r: " + seen);
        assertThat(get(plugin.terminate(RUN, metric("third", "{}"), running)).value())
                .isEqualTo("terminate of r: " + seen);
        get(plugin.garbageCollect(RUN, metric("third", "{}"), 1));
    }

    @Test
    void errors_are_those_of_argos_client() {
        Measurement reported = get(plugin.run(RUN, metric("m", "{\"error\":\"it said no\"}")));
        assertThat(reported.phase()).isEqualTo(Phase.ERROR);
        assertThat(reported.message()).isEqualTo("failed to run via plugin: it said no");
        assertThat(get(plugin.run(RUN, metric("m", "{\"error\":\"net/rpc\"}"))).message())
                .startsWith("Run rpc call error: ")
                .contains("an error of net/rpc");
        assertThatThrownBy(() -> get(plugin.garbageCollect(RUN, metric("m", "{}"), 0)))
                .hasMessage("failed to garbage collect via plugin: nothing may stay of r");
    }

    @Test
    void a_metric_that_cannot_initialise_it_fails_alone() {
        Measurement failed = get(plugin.run(RUN, metric("bad", "{\"init\":\"no address\"}")));
        assertThat(failed.phase()).isEqualTo(Phase.ERROR);
        assertThat(failed.message())
                .isEqualTo("unable to start plugin system: unable to initialize plugin via rpc (go/old): no address");

        List<CompletableFuture<Measurement>> calls = IntStream.range(0, 20)
                .mapToObj(i -> plugin.run(RUN, metric("good", "{}")).subscribeAsCompletionStage())
                .toList();
        assertThat(calls).allSatisfy(call -> assertThat(call)
                .succeedsWithin(LONG)
                .extracting(Measurement::value)
                .isEqualTo("run of r: attempt 2 to initialise, with metric good"));
        assertThat(status().restarts()).isZero();
    }

    @Test
    void a_restart_initialises_the_new_process_and_does_not_try_the_other_cookie_again() {
        get(plugin.run(RUN, metric("before", "{}")));
        assertThat(real.log()).filteredOn(REFUSAL::equals).hasSize(1);

        ProcessHandle.of(status().pid().orElseThrow()).orElseThrow().destroyForcibly();
        await().atMost(LONG).until(() -> status().generation() == 2);

        assertThat(get(plugin.run(RUN, metric("after", "{}"))).value()).endsWith("with metric after");
        assertThat(status().restarts()).isEqualTo(1);
        assertThat(real.log()).filteredOn(REFUSAL::equals).hasSize(1);
    }

    @Test
    void it_answers_over_tls_too() {
        try (RealHost tls = new RealHost(
                folder.resolve("tls"),
                Map.of("assay.plugins.auto-mtls", "true"),
                List.of(RealHost.spec(OLD, GoCommands.executable("pre-1.5"))))) {
            tls.host().boot().await().atMost(LONG);
            MetricProvider encrypted = tls.host().provider(OLD, Caller.ASSAY).orElseThrow();
            assertThat(get(encrypted.run(RUN, metric("first", "{}"))).value()).endsWith("with metric first");
        }
    }

    @Test
    void a_plugin_that_takes_neither_cookie_has_one_fault() throws Exception {
        Path stranger = folder.resolve("stranger.sh");
        Files.writeString(stranger, """
                #!/bin/sh
                echo "This binary is a plugin. These are not meant to be executed directly." >&2
                exit 1
                """);
        Files.setPosixFilePermissions(stranger, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (RealHost other =
                new RealHost(folder.resolve("other"), Map.of(), List.of(RealHost.spec("go/stranger", stranger)))) {
            assertThatThrownBy(() -> other.host().boot().await().atMost(LONG))
                    .isInstanceOfSatisfying(BootException.class, failure -> assertThat(failure.faults())
                            .singleElement()
                            .asString()
                            .contains("it is a plugin of another kind: it exited with code 1"));
            assertThat(other.log()).hasSize(2);
            assertThat(other.host().plugins().get(0).restarts()).isZero();
        }
    }

    private PluginStatus status() {
        return real.host().plugins().get(0);
    }

    private static Metric metric(String name, String order) {
        return new Metric(
                Json.object("{\"name\":\"%s\",\"provider\":{\"plugin\":{\"go/old\":%s}}}".formatted(name, order)));
    }

    private static <T> T get(Uni<T> answer) {
        return answer.await().atMost(LONG);
    }
}
