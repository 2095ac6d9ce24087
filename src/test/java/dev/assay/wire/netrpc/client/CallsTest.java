package dev.assay.wire.netrpc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.CallException.Remedy;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import dev.assay.metric.ProviderException;
import dev.assay.wire.Addresses;
import dev.assay.wire.PluginConnection;
import dev.assay.wire.gob.GobValue;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls over one connection to a Unix socket: what goes to the plugin, and what becomes of its answers. */
class CallsTest extends NetRpcFixture {
    private static final GobValue NO_ERROR = new GobValue.Struct("RpcError", Map.of());

    @Test
    void each_verb_is_a_method_with_its_registered_argument() {
        peer.on("Plugin.InitPlugin", call -> call.answer("types.RpcError", NO_ERROR))
                .on("Plugin.Run", call -> call.measured("1"))
                .on("Plugin.Resume", call -> call.measured("2"))
                .on("Plugin.Terminate", call -> call.measured("3"))
                .on("Plugin.GarbageCollect", call -> call.answer("types.RpcError", NO_ERROR))
                .on("Plugin.Type", call -> call.answer("string", new GobValue.Text("Scripted")))
                .on("Plugin.GetMetadata", call -> call.answer("map[string]string", texts("k", "v")));
        PluginConnection plugin = connect();
        AnalysisRun analysisRun = new AnalysisRun(json("{'metadata':{'name':'r'}}"));

        get(plugin.initialize());
        assertThat(get(plugin.run(analysisRun, METRIC)).value()).isEqualTo("1");
        assertThat(get(plugin.resume(analysisRun, METRIC, Measurement.EMPTY)).value())
                .isEqualTo("2");
        assertThat(get(plugin.terminate(analysisRun, METRIC, Measurement.EMPTY)).value())
                .isEqualTo("3");
        get(plugin.garbageCollect(analysisRun, METRIC, 10));
        assertThat(get(plugin.type())).isEqualTo("Scripted");
        assertThat(get(plugin.metadata(METRIC))).containsExactly(Map.entry("k", "v"));

        assertThat(argument("Plugin.InitPlugin")).isInstanceOf(GobValue.Nil.class);
        assertThat(argument("Plugin.Type")).isInstanceOf(GobValue.Nil.class);
        assertThat(registeredName("Plugin.Run")).isEqualTo("RunArgs");
        assertThat(registeredName("Plugin.Resume")).isEqualTo("TerminateAndResumeArgs");
        assertThat(registeredName("Plugin.Terminate")).isEqualTo("TerminateAndResumeArgs");
        assertThat(registeredName("Plugin.GarbageCollect")).isEqualTo("GarbageCollectArgs");
        assertThat(registeredName("Plugin.GetMetadata")).isEqualTo("GetMetadataArgs");
        assertThat(field(argument("Plugin.GarbageCollect"), "Limit")).isEqualTo(new GobValue.Int(10));
        assertThat(field(field(argument("Plugin.Run"), "AnalysisRun"), "ObjectMeta"))
                .satisfies(meta -> assertThat(field(meta, "Name")).isEqualTo(new GobValue.Text("r")));
    }

    @Test
    void a_second_call_needs_no_description_of_its_types() {
        peer.on("Plugin.Run", call -> call.measured("1"));
        PluginConnection plugin = connect();
        get(run(plugin));
        get(run(plugin));
        List<PeerCall> calls = peer.calls("Plugin.Run");
        assertThat(calls.get(1).argument()).isEqualTo(calls.get(0).argument());
        assertThat(calls.get(1).sequence()).isEqualTo(calls.get(0).sequence() + 1);
    }

    @Test
    void calls_are_in_flight_at_once_and_answered_in_any_order() {
        peer.on("Plugin.Type", call -> {});
        PluginConnection plugin = connect();
        List<CompletableFuture<String>> answers = IntStream.range(0, 100)
                .mapToObj(i -> plugin.type().subscribeAsCompletionStage())
                .toList();
        eventually().until(() -> peer.calls("Plugin.Type").size() == 100);
        assertThat(answers).noneMatch(CompletableFuture::isDone);

        List<PeerCall> reversed = new ArrayList<>(peer.calls("Plugin.Type"));
        Collections.reverse(reversed);
        reversed.forEach(call -> call.answer("string", new GobValue.Text(Long.toString(call.sequence()))));

        assertThat(answers.stream().map(CompletableFuture::join).map(Integer::valueOf))
                .isSorted()
                .doesNotHaveDuplicates()
                .hasSize(100);
    }

    @Test
    void each_subscription_is_a_call_and_nothing_is_sent_before() {
        peer.on("Plugin.Type", call -> call.answer("string", new GobValue.Text("t")));
        PluginConnection plugin = connect();
        Uni<String> type = plugin.type();
        get(plugin.ping());
        assertThat(peer.calls("Plugin.Type")).isEmpty();
        get(type);
        get(type);
        assertThat(peer.calls("Plugin.Type")).hasSize(2);
    }

    @Test
    void an_answer_to_a_call_that_was_given_up_is_dropped() {
        peer.on("Plugin.Run", call -> {}).on("Plugin.Type", call -> call.answer("string", new GobValue.Text("t")));
        PluginConnection plugin = connect();
        CompletableFuture<Measurement> call = run(plugin).subscribeAsCompletionStage();
        eventually().until(() -> peer.calls("Plugin.Run").size() == 1);
        call.cancel(true);
        get(plugin.ping());

        peer.calls("Plugin.Run").get(0).measured("late");
        peer.calls("Plugin.Run").get(0).measured("twice");

        assertThat(get(plugin.type())).isEqualTo("t");
    }

    @Test
    void an_answer_to_a_call_that_was_never_made_is_dropped() {
        peer.on("Plugin.Type", call -> {
            call.on().answer(call.sequence() + 1_000, "", "string", new GobValue.Text("never asked"));
            call.on().answer(-1, "", "string", new GobValue.Text("never asked"));
            call.answer("string", new GobValue.Text("asked"));
        });
        PluginConnection plugin = connect();
        assertThat(get(plugin.type())).isEqualTo("asked");
        assertThat(get(plugin.type())).isEqualTo("asked");
    }

    @Test
    void an_error_in_the_reply_is_the_providers_own() {
        peer.on("Plugin.InitPlugin", call -> call.answer("types.RpcError", rpcError("no credentials")))
                .on("Plugin.GarbageCollect", call -> call.answer("types.RpcError", rpcError("cannot")));
        PluginConnection plugin = connect();
        assertThatThrownBy(() -> get(plugin.initialize()))
                .isInstanceOf(ProviderException.class)
                .hasMessage("no credentials");
        assertThatThrownBy(() -> get(plugin.garbageCollect(AnalysisRun.EMPTY, Metric.EMPTY, 1)))
                .isInstanceOf(ProviderException.class)
                .hasMessage("cannot");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rpc: can't find method Plugin.Run|CONFIGURE|the plugin does not implement Plugin.Run (rpc: can't find"
                        + " method Plugin.Run); implement this verb",
                "gob: type mismatch|CONFIGURE|the plugin could not read the request (gob: type mismatch); build",
                "invalid args %!s(<nil>)|CONFIGURE|the plugin could not read the request (invalid args %!s(<nil>))",
                "prometheus is down|RETRY|it answered with an error (prometheus is down); call again"
            })
    void an_error_of_the_peers_net_rpc_is_a_failed_call(String error, Remedy remedy, String words) {
        peer.on("Plugin.Run", call -> call.fail(error));
        PluginConnection plugin = connect();
        assertThatThrownBy(() -> get(run(plugin)))
                .satisfies(e -> hasRemedy(e, remedy))
                .hasMessageStartingWith(
                        "tried to call Run of the plugin at " + Addresses.text(peer.address()) + ", but " + words);
        get(plugin.ping());
    }

    @Test
    void an_error_of_many_lines_is_one_line() {
        peer.on("Plugin.Run", call -> call.fail("a\r\n  b\nc"));
        PluginConnection plugin = connect();
        assertThatThrownBy(() -> get(run(plugin))).hasMessageContaining("(a b c)");
    }

    @Test
    void an_answer_of_another_type_fails_its_call_only() {
        peer.on("Plugin.Run", call -> call.answer("string", new GobValue.Text("1")))
                .on("Plugin.Type", call -> call.measured("1"))
                .on("Plugin.GetMetadata", call -> call.answer("uint32", new GobValue.Uint(1)))
                .on("Plugin.InitPlugin", call -> call.answer("string", new GobValue.Text("")));
        PluginConnection plugin = connect();
        assertThatThrownBy(() -> get(run(plugin)))
                .satisfies(e -> hasRemedy(e, Remedy.CONFIGURE))
                .hasMessageContaining("its answer cannot be read (it is a string instead of a Measurement)")
                .hasMessageEndingWith("; correct the plugin");
        assertThatThrownBy(() -> get(plugin.type()))
                .hasMessageContaining("(it is a struct Measurement instead of a string)");
        assertThatThrownBy(() -> get(plugin.metadata(METRIC)))
                .hasMessageContaining("(it is a uint instead of a map of strings)");
        assertThatThrownBy(() -> get(plugin.initialize()))
                .hasMessageContaining("(it is a string instead of an RpcError)");
        get(plugin.ping());
    }

    @Test
    void a_measurement_with_other_fields_is_read_by_name() {
        peer.on("Plugin.Run", call -> call.answer("types.RpcError", rpcError("not a field of a measurement")));
        assertThat(get(run(connect()))).isEqualTo(Measurement.EMPTY);
    }

    @Test
    void a_phase_that_nobody_knows_is_carried() {
        peer.on(
                "Plugin.Run",
                call -> call.answer(
                        "v1alpha1.Measurement",
                        new GobValue.Struct("Measurement", Map.of("Phase", new GobValue.Text("Odd")))));
        assertThat(get(run(connect())).phase()).isEqualTo(new Phase("Odd"));
    }

    @Test
    void quit_is_answered() {
        PluginConnection plugin = connect();
        get(plugin.quit());
        assertThat(peer.calls("Control.Quit")).hasSize(1);
    }

    @Test
    void the_end_of_the_connection_is_an_answer_to_quit() {
        peer.on("Control.Quit", call -> peer.connection().channel().close());
        PluginConnection plugin = connect();
        get(plugin.quit());
        get(plugin.quit());
        assertThat(plugin.closed().toCompletableFuture())
                .succeedsWithin(SOON)
                .isEqualTo("the plugin ended the connection at " + Addresses.text(peer.address()));
    }

    @Test
    void a_plugin_that_cannot_quit_agrees() {
        peer.on("Control.Quit", call -> call.fail("rpc: can't find method Control.Quit"));
        get(connect().quit());
    }

    @Test
    void a_ping_that_is_refused_says_so() {
        PluginConnection plugin = connect();
        peer.on("Control.Ping", call -> call.fail("not well"));
        assertThatThrownBy(() -> get(plugin.ping()))
                .satisfies(e -> hasRemedy(e, Remedy.RESTARTING))
                .hasMessageStartingWith(
                        "tried to check the health of the plugin at " + Addresses.text(peer.address()) + ", but ")
                .hasMessageContaining("not well");
    }

    @Test
    void the_loss_of_the_connection_fails_what_is_in_flight_and_what_comes_later() {
        peer.on("Plugin.Run", call -> {});
        PluginConnection plugin = connect();
        CompletableFuture<Measurement> call = run(plugin).subscribeAsCompletionStage();
        eventually().until(() -> peer.calls("Plugin.Run").size() == 1);

        peer.connection().channel().close();

        assertThat(call).failsWithin(SOON).withThrowableThat().havingCause().satisfies(e -> {
            hasRemedy(e, Remedy.RESTARTING);
            assertThat(e)
                    .hasMessage("tried to call Run of the plugin at " + Addresses.text(peer.address())
                            + ", but the connection to it is gone (the plugin ended the connection at "
                            + Addresses.text(peer.address()) + "); call again once the plugin has been restarted");
        });
        assertThatThrownBy(() -> get(plugin.type())).hasMessageContaining("the connection to it is gone");
        assertThatThrownBy(() -> get(plugin.ping())).satisfies(e -> hasRemedy(e, Remedy.RESTARTING));
    }

    @Test
    void a_plugin_that_ends_its_net_rpc_is_lost() {
        peer.on("Plugin.Run", call -> peer.connection()
                .run(() -> peer.connection().stream(3).finish()));
        PluginConnection plugin = connect();
        assertThatThrownBy(() -> get(run(plugin))).hasMessageContaining("the plugin ended its net/rpc connection");
        assertThat(plugin.closed().toCompletableFuture()).succeedsWithin(SOON);
    }

    @Test
    void a_plugin_that_resets_its_net_rpc_is_lost() {
        peer.on("Plugin.Run", call -> peer.connection()
                .run(() -> peer.connection().stream(3).reset()));
        PluginConnection plugin = connect();
        assertThatThrownBy(() -> get(run(plugin))).hasMessageContaining("the connection to it is gone");
        assertThat(plugin.closed().toCompletableFuture()).succeedsWithin(SOON);
    }

    @Test
    void closing_fails_what_is_in_flight_and_says_why() {
        peer.on("Plugin.Run", call -> {});
        PluginConnection plugin = connect();
        CompletableFuture<Measurement> call = run(plugin).subscribeAsCompletionStage();
        plugin.close();
        plugin.close();
        assertThat(call).failsWithin(SOON).withThrowableThat().havingCause().satisfies(e -> assertThat(e)
                .hasMessageContaining("the connection to it is gone (Assay closed the connection)"));
        assertThat(plugin.closed().toCompletableFuture()).succeedsWithin(SOON).isEqualTo("Assay closed the connection");
        get(plugin.quit());
        eventually().until(() -> !peer.connection().channel().isActive());
    }

    private GobValue argument(String method) {
        List<PeerCall> calls = peer.calls(method);
        assertThat(calls).as(method).hasSize(1);
        GobValue argument = calls.get(0).argument();
        return argument instanceof GobValue.Dynamic dynamic ? dynamic.value() : argument;
    }

    private String registeredName(String method) {
        return ((GobValue.Dynamic) peer.calls(method).get(0).argument()).registeredName();
    }

    private static GobValue field(GobValue struct, String name) {
        GobValue value = ((GobValue.Struct) struct).fields().get(name);
        assertThat(value).as(name).isNotNull();
        return value;
    }

    private static GobValue rpcError(String text) {
        return new GobValue.Struct("RpcError", Map.of("ErrorString", new GobValue.Text(text)));
    }

    private static GobValue texts(String key, String value) {
        return new GobValue.Mapping(List.of(new GobValue.Entry(new GobValue.Text(key), new GobValue.Text(value))));
    }
}
