package dev.assay.wire.netrpc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.ProviderException;
import dev.assay.wire.Dialect;
import dev.assay.wire.PluginConnection;
import dev.assay.wire.gob.GobValue;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A plugin from before Argo 1.5, which is initialised by the metric of the first call. */
class LateInitializationTest extends NetRpcFixture {
    @Test
    void it_is_dispensed_and_asked_under_the_names_of_its_time() {
        peer.on("Plugin.InitPlugin", PeerCall::answerNothing)
                .on("Plugin.GetMetadata", call -> call.answer("map[string]string", new GobValue.Mapping(List.of())))
                .on("Plugin.Run", call -> call.measured("1"))
                .on("Plugin.Type", call -> call.answer("string", new GobValue.Text("old")));
        PluginConnection plugin = connectOld(SOON);
        get(plugin.initialize());
        assertThat(get(plugin.type())).isEqualTo("old");
        assertThat(methods()).doesNotContain("Plugin.InitPlugin");

        get(plugin.metadata(METRIC));
        assertThat(get(run(plugin)).value()).isEqualTo("1");
        assertThat(methods()).endsWith("Plugin.Type", "Plugin.InitPlugin", "Plugin.GetMetadata", "Plugin.Run");
        assertThat(peer.calls("Dispenser.Dispense").get(0).argument()).isEqualTo(new GobValue.Text("RpcMetricsPlugin"));
        for (String method : List.of("Plugin.InitPlugin", "Plugin.GetMetadata")) {
            assertThat(peer.calls(method).get(0).argument())
                    .isInstanceOfSatisfying(GobValue.Dynamic.class, argument -> assertThat(argument.registeredName())
                            .isEqualTo("InitMetricsPluginAndGetMetadataArgs"));
        }
    }

    @Test
    void calls_that_come_at_once_wait_for_one_initialisation() {
        peer.on("Plugin.InitPlugin", call -> {}).on("Plugin.Run", call -> call.measured("1"));
        PluginConnection plugin = connectOld(SOON);
        List<CompletableFuture<Measurement>> calls = IntStream.range(0, 50)
                .mapToObj(i -> run(plugin).subscribeAsCompletionStage())
                .toList();
        eventually().until(() -> peer.calls("Plugin.InitPlugin").size() == 1);
        assertThat(peer.calls("Plugin.Run")).isEmpty();

        calls.get(0).cancel(true);
        peer.calls("Plugin.InitPlugin").get(0).answerNothing();

        assertThat(calls.subList(1, 50)).allSatisfy(call -> assertThat(call).succeedsWithin(SOON));
        assertThat(peer.calls("Plugin.InitPlugin")).hasSize(1);
    }

    @Test
    void a_failure_is_told_in_the_words_of_argo_and_the_next_call_tries_again() {
        peer.on("Plugin.InitPlugin", call -> error(call, "no address")).on("Plugin.Run", call -> call.measured("1"));
        PluginConnection plugin = connectOld(SOON);
        assertThatThrownBy(() -> get(run(plugin)))
                .isInstanceOf(ProviderException.class)
                .hasMessage("unable to start plugin system: unable to initialize plugin via rpc (assay/scripted):"
                        + " no address");
        assertThat(peer.calls("Plugin.Run")).isEmpty();

        peer.on("Plugin.InitPlugin", PeerCall::answerNothing);
        assertThat(get(run(plugin)).value()).isEqualTo("1");
        assertThat(get(run(plugin)).value()).isEqualTo("1");
        assertThat(peer.calls("Plugin.InitPlugin")).hasSize(2);
    }

    @Test
    void each_of_the_calls_that_waited_for_a_failure_tries_with_its_own_metric() {
        peer.on("Plugin.InitPlugin", call -> {}).on("Plugin.Run", call -> call.measured("1"));
        PluginConnection plugin = connectOld(SOON);
        CompletableFuture<Measurement> first = run(plugin).subscribeAsCompletionStage();
        eventually().until(() -> peer.calls("Plugin.InitPlugin").size() == 1);
        CompletableFuture<Measurement> second = run(plugin).subscribeAsCompletionStage();

        peer.on("Plugin.InitPlugin", PeerCall::answerNothing);
        error(peer.calls("Plugin.InitPlugin").get(0), "no address");

        assertThat(first).failsWithin(SOON);
        assertThat(second).succeedsWithin(SOON);
    }

    @Test
    void one_that_never_answers_loses_its_connection_and_so_is_started_again() {
        peer.on("Plugin.InitPlugin", call -> {});
        PluginConnection plugin = connectOld(BRIEF);
        assertThatThrownBy(() -> get(run(plugin)))
                .hasMessageContaining("the plugin did not answer InitPlugin within 0.3 s");
        assertThat(plugin.closed().toCompletableFuture()).succeedsWithin(SOON);
    }

    @Test
    void every_verb_with_a_metric_initialises() {
        peer.on("Plugin.InitPlugin", call -> error(call, "no"));
        PluginConnection plugin = connectOld(SOON);
        List<Uni<?>> calls = List.of(
                run(plugin),
                plugin.resume(AnalysisRun.EMPTY, METRIC, Measurement.EMPTY),
                plugin.terminate(AnalysisRun.EMPTY, METRIC, Measurement.EMPTY),
                plugin.garbageCollect(AnalysisRun.EMPTY, METRIC, 1),
                plugin.metadata(Metric.EMPTY));
        assertThat(calls).allSatisfy(call -> assertThatThrownBy(() -> get(call)).hasMessageEndingWith(": no"));
        assertThat(peer.calls("Plugin.InitPlugin")).hasSize(5);
    }

    private PluginConnection connectOld(Duration timeout) {
        PluginConnection connection =
                get(transport(timeout).in(Dialect.BEFORE_1_5).connect(handshake(start()), Optional.empty(), log::add));
        closeAtEnd(connection::close);
        return connection;
    }

    private List<String> methods() {
        return peer.calls().stream().map(PeerCall::method).toList();
    }

    private static void error(PeerCall call, String text) {
        call.answer("types.RpcError", new GobValue.Struct("RpcError", Map.of("ErrorString", new GobValue.Text(text))));
    }
}
