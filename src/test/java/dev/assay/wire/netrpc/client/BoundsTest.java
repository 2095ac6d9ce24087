package dev.assay.wire.netrpc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.CallException.Remedy;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.wire.Addresses;
import dev.assay.wire.PluginConnection;
import dev.assay.wire.gob.GobValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bounds of the memory and time that a plugin can take of Assay. */
class BoundsTest extends NetRpcFixture {
    @Test
    void output_arrives_in_the_log_line_by_line() {
        connect();
        peer.connection().print(1, "half ".getBytes(StandardCharsets.UTF_8));
        peer.connection().print(1, "and half \u00e4\n".getBytes(StandardCharsets.UTF_8));
        eventually().until(() -> log.equals(List.of("half and half \u00e4")));
        peer.connection().print(2, "two\nlines\nrest".getBytes(StandardCharsets.UTF_8));
        eventually().until(() -> log.size() == 3);
        peer.close();
        eventually()
                .untilAsserted(() -> assertThat(log).containsExactly("half and half \u00e4", "two", "lines", "rest"));
    }

    @Test
    void a_plugin_that_floods_its_output_waits_and_its_calls_do_not() {
        peer.on("Plugin.Type", call -> call.answer("string", new GobValue.Text("t")));
        CountDownLatch mayWrite = new CountDownLatch(1);
        AtomicLong lines = new AtomicLong();
        PluginConnection plugin = get(transport(SOON).connect(handshake(start()), Optional.empty(), line -> {
            awaitQuietly(mayWrite);
            lines.incrementAndGet();
        }));
        closeAtEnd(plugin::close);
        closeAtEnd(mayWrite::countDown);
        byte[] line = ("x".repeat(1_023) + "\n").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 1_024; i++) {
            peer.connection().print(1, line);
        }

        assertThat(get(plugin.type())).isEqualTo("t");
        eventually().until(() -> peer.connection().stream(1).queuedBytes() == 1_024 * 1_024 - 262_144);

        mayWrite.countDown();
        eventually().until(() -> lines.get() == 1_024);
    }

    @Test
    void a_request_that_is_too_large_is_not_sent() {
        PluginConnection plugin = connect();
        Metric large =
                new Metric(json("{'provider':{'plugin':{'a/b':{'text':'" + "x".repeat(MAX_MESSAGE_BYTES) + "'}}}}"));
        assertThatThrownBy(() -> get(plugin.run(AnalysisRun.EMPTY, large)))
                .satisfies(e -> hasRemedy(e, Remedy.RETRY))
                .hasMessageStartingWith("tried to call Run of the plugin at " + Addresses.text(peer.address())
                        + ", but the request has 26")
                .hasMessageEndingWith(" bytes, more than the 262144 that are allowed; make the analysis smaller, or"
                        + " raise assay.wire.max-message");
        get(plugin.ping());
        assertThat(peer.calls("Plugin.Run")).isEmpty();
    }

    @Test
    void an_answer_that_is_too_large_ends_its_connection_only() {
        peer.on("Plugin.Run", call -> call.measured("x".repeat(MAX_MESSAGE_BYTES)));
        PluginConnection plugin = connect();
        PluginConnection other = connect(peer.address(), SOON);
        assertThatThrownBy(() -> get(run(plugin)))
                .satisfies(e -> hasRemedy(e, Remedy.RESTARTING))
                .hasMessageContaining("the connection to it is gone (Assay closed the connection to the plugin at "
                        + Addresses.text(peer.address()) + ", since it broke the rules of net/rpc: ");
        assertThat(plugin.closed().toCompletableFuture()).succeedsWithin(SOON);
        get(other.ping());
    }

    @ParameterizedTest
    @CsvSource({
        // A length that is none, a message of a type that nobody described, the middle of nowhere.
        "ff00",
        "f8ffffffffffffffff",
        "03040000",
        "020000",
        "0480ffffff"
    })
    void garbage_instead_of_gob_ends_the_connection(String bytes) {
        peer.on("Plugin.Run", call -> call.on().send(HexFormat.of().parseHex(bytes)));
        PluginConnection plugin = connect();
        assertThatThrownBy(() -> get(run(plugin)))
                .satisfies(e -> hasRemedy(e, Remedy.RESTARTING))
                .hasMessageContaining("since it broke the rules of net/rpc: ");
        eventually().until(() -> !peer.connection().channel().isActive());
    }

    @Test
    void a_value_where_the_header_is_due_ends_the_connection() {
        // The top-level string "hi".
        peer.on("Plugin.Run", call -> call.on().send(HexFormat.of().parseHex("050c00026869")));
        assertThatThrownBy(() -> get(run(connect())))
                .hasMessageContaining(
                        "since it broke the rules of net/rpc: net/rpc's Response was due and a string came");
    }

    @Test
    void answers_to_calls_that_were_never_made_are_forgiven_up_to_a_bound() {
        peer.on("Plugin.Run", call -> {
            for (int i = 0; i < 2_000; i++) {
                call.on().answer(1_000_000 + i, "", "string", new GobValue.Text("never asked"));
            }
        });
        assertThatThrownBy(() -> get(run(connect())))
                .hasMessageContaining("since it broke the rules of net/rpc: more than 1000 answers came to calls that"
                        + " were never made");
    }

    @Test
    void an_answer_that_is_repeated_without_end_ends_the_connection() {
        peer.on("Plugin.Run", call -> {
            for (int i = 0; i < 2_000; i++) {
                call.on().answer(1, "", "string", new GobValue.Text("again"));
            }
        });
        PluginConnection plugin = connect();
        assertThatThrownBy(() -> get(run(plugin))).hasMessageContaining("its answer cannot be read");
        assertThat(plugin.closed().toCompletableFuture())
                .succeedsWithin(SOON)
                .asString()
                .contains("answers came to calls that were never made");
    }

    @ParameterizedTest
    @CsvSource({
        // Pings, answers to pings that were never sent, window updates, empty data, data of a stream that is over.
        "000200010000000000000001",
        "000200020000000000000001",
        "000100000000000100000001",
        "000000000000000100000000",
        "00000000000000630000000161",
        "000100080000006300000000"
    })
    void a_flood_of_frames_without_use_ends_the_connection(String frame) {
        byte[] flood = HexFormat.of().parseHex(frame.repeat(20_000));
        peer.on("Plugin.Run", call -> peer.connection().sendRaw(flood));
        PluginConnection plugin = connect();
        assertThatThrownBy(() -> get(run(plugin)))
                .satisfies(e -> hasRemedy(e, Remedy.RESTARTING))
                .hasMessageContaining("since it broke the rules of yamux: ")
                .hasMessageContaining(" frames came that ");
    }

    @Test
    void output_in_single_bytes_takes_no_more_memory_than_other_output() {
        CountDownLatch mayWrite = new CountDownLatch(1);
        List<String> lines = new ArrayList<>();
        PluginConnection plugin = get(transport(SOON).connect(handshake(start()), Optional.empty(), line -> {
            awaitQuietly(mayWrite);
            synchronized (lines) {
                lines.add(line);
            }
        }));
        closeAtEnd(plugin::close);
        closeAtEnd(mayWrite::countDown);
        for (int i = 0; i < 10_000; i++) {
            peer.connection().print(1, new byte[] {(byte) (i % 10 == 9 ? '\n' : 'x')});
        }
        peer.on("Plugin.Type", call -> call.answer("string", new GobValue.Text("t")));
        get(plugin.type());
        mayWrite.countDown();
        eventually().until(() -> {
            synchronized (lines) {
                return lines.size() == 1_000;
            }
        });
        assertThat(lines).containsOnly("xxxxxxxxx");
    }

    @Test
    void garbage_instead_of_yamux_ends_the_connection() {
        peer.on("Plugin.Run", call -> peer.connection().sendRaw(HexFormat.of().parseHex("0900000000000001000000ff")));
        PluginConnection plugin = connect();
        assertThatThrownBy(() -> get(run(plugin)))
                .satisfies(e -> hasRemedy(e, Remedy.RESTARTING))
                .hasMessageContaining("Assay closed the connection to the plugin at " + Addresses.text(peer.address())
                        + ", since it broke the rules of yamux: ");
        assertThat(plugin.closed().toCompletableFuture()).succeedsWithin(SOON);
    }

    @Test
    void calls_to_a_plugin_that_does_not_read_are_refused_when_too_much_waits() {
        peer.on("Plugin.Type", call -> call.answer("string", new GobValue.Text("t")));
        PluginConnection plugin = connect();
        PluginConnection other = connect(peer.address(), SOON);
        peer.stopReading();
        Metric large = new Metric(
                json("{'provider':{'plugin':{'a/b':{'text':'" + "x".repeat(MAX_MESSAGE_BYTES / 2) + "'}}}}"));
        List<CompletableFuture<Measurement>> calls = new ArrayList<>();
        while (calls.stream().noneMatch(CompletableFuture::isCompletedExceptionally)) {
            assertThat(calls).hasSizeLessThan(100);
            calls.add(plugin.run(AnalysisRun.EMPTY, large).subscribeAsCompletionStage());
        }
        assertThat(calls.get(calls.size() - 1))
                .failsWithin(SOON)
                .withThrowableThat()
                .havingCause()
                .satisfies(e -> {
                    hasRemedy(e, Remedy.RETRY);
                    assertThat(e)
                            .hasMessageContaining(" bytes wait to be sent already, since the plugin does not read them")
                            .hasMessageEndingWith("; call again later");
                });
        plugin.close();
        assertThat(calls).allSatisfy(call -> assertThat(call).failsWithin(SOON));
        assertThat(other.closed().toCompletableFuture()).isNotDone();
    }

    @Test
    void a_request_larger_than_the_window_is_sent_in_pieces() {
        peer.on("Plugin.Run", call -> call.measured("1"));
        NetRpcTransport transport = new NetRpcTransport(eventLoops, worker, 4 * 1024 * 1024, SOON, buffers);
        PluginConnection plugin = get(transport.connect(handshake(start()), Optional.empty(), log::add));
        closeAtEnd(plugin::close);
        Metric large = new Metric(json("{'provider':{'plugin':{'a/b':{'text':'" + "x".repeat(2_000_000) + "'}}}}"));
        List<CompletableFuture<Measurement>> calls = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            calls.add(plugin.run(AnalysisRun.EMPTY, large).subscribeAsCompletionStage());
        }
        assertThat(calls).allSatisfy(call -> assertThat(call)
                .succeedsWithin(SOON)
                .extracting(Measurement::value)
                .isEqualTo("1"));
    }

    @Test
    void a_call_that_is_given_up_while_it_waits_is_never_sent() {
        peer.on("Plugin.Run", call -> call.measured("1"));
        PluginConnection plugin = connect();
        CountDownLatch held = new CountDownLatch(1);
        eventLoops.next().execute(() -> awaitQuietly(held));
        CompletableFuture<Measurement> call = run(plugin).subscribeAsCompletionStage();
        call.cancel(true);
        held.countDown();
        get(plugin.ping());
        assertThat(get(run(plugin)).value()).isEqualTo("1");
        assertThat(peer.calls("Plugin.Run")).hasSize(1);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
