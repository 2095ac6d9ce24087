package dev.assay.wire.netrpc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.CallException;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import dev.assay.testing.go.GoCommands;
import dev.assay.wire.PluginConnection;
import dev.assay.wire.netrpc.GoProgram;
import io.smallrye.mutiny.Uni;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that Go's own compiler, go-plugin and Argo's code made, unmodified. */
class GoPluginIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Metric METRIC = new Metric(NetRpcFixture.json(
            "{'name':'m','successCondition':'true','provider':{'plugin':{'assay/noop':{'a':[1,2.50]}}}}"));

    @TempDir
    private Path sockets;

    @Test
    void all_seven_verbs_of_a_plugin_that_does_nothing() throws Exception {
        try (GoProgram go = new GoProgram("noop", sockets, Map.of())) {
            PluginConnection plugin = go.plugin();
            Measurement odd = new Measurement(
                    new Phase("Odd"),
                    "m",
                    Instant.parse("2024-02-29T23:59:59.123456789Z"),
                    null,
                    "v",
                    Map.of("", "", "k", "\u00e4"),
                    Instant.EPOCH);
            get(plugin.initialize());
            assertThat(get(plugin.run(AnalysisRun.EMPTY, METRIC)))
                    .isEqualTo(new Measurement(Phase.SUCCESSFUL, "", null, null, "1", Map.of(), null));
            assertThat(get(plugin.resume(AnalysisRun.EMPTY, METRIC, odd))).isEqualTo(odd);
            assertThat(get(plugin.terminate(AnalysisRun.EMPTY, METRIC, odd))).isEqualTo(odd);
            assertThat(get(plugin.resume(AnalysisRun.EMPTY, Metric.EMPTY, Measurement.EMPTY)))
                    .isEqualTo(Measurement.EMPTY);
            get(plugin.garbageCollect(AnalysisRun.EMPTY, METRIC, 10));
            assertThat(get(plugin.type())).isEqualTo("noop");
            assertThat(get(plugin.metadata(METRIC))).isEmpty();
            get(plugin.ping());
        }
    }

    @Test
    void thousands_of_calls_at_once_are_all_answered() throws Exception {
        try (GoProgram go = new GoProgram("noop", sockets, Map.of())) {
            List<CompletableFuture<Measurement>> calls = IntStream.range(0, 5_000)
                    .mapToObj(i -> go.plugin().run(AnalysisRun.EMPTY, METRIC).subscribeAsCompletionStage())
                    .toList();
            assertThat(calls).allSatisfy(call -> assertThat(call)
                    .succeedsWithin(SOON)
                    .extracting(Measurement::value)
                    .isEqualTo("1"));
        }
    }

    @Test
    void a_polite_request_ends_the_process() throws Exception {
        try (GoProgram go = new GoProgram("noop", sockets, Map.of())) {
            get(go.plugin().quit());
            assertThat(go.program().awaitExit()).isZero();
            assertThat(go.plugin().closed().toCompletableFuture()).succeedsWithin(SOON);
            try (var files = Files.list(sockets)) {
                assertThat(files).isEmpty();
            }
        }
    }

    @Test
    void a_killed_process_is_seen() throws Exception {
        try (GoProgram go = new GoProgram("noop", sockets, Map.of())) {
            get(go.plugin().ping());
            go.program().process().destroyForcibly();
            assertThat(go.plugin().closed().toCompletableFuture())
                    .succeedsWithin(SOON)
                    .asString()
                    .startsWith("the plugin ended the connection at unix:");
            assertThatThrownBy(() -> get(go.plugin().type()))
                    .isInstanceOf(CallException.class)
                    .hasMessageContaining("the connection to it is gone");
        }
    }

    @Test
    void argos_own_sample_plugin_answers() throws Exception {
        try (GoProgram go = new GoProgram(GoCommands.ARGO_SAMPLE, sockets, Map.of())) {
            get(go.plugin().initialize());
            assertThat(get(go.plugin().type())).isNotEmpty();
            // It wants a Prometheus address in its configuration, and says so.
            assertThat(get(go.plugin().run(AnalysisRun.EMPTY, METRIC)).phase()).isEqualTo(Phase.ERROR);
        }
    }

    private static <T> T get(Uni<T> answer) {
        return answer.await().atMost(SOON);
    }
}
