package dev.assay.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.MessageLite;
import com.sun.net.httpserver.HttpServer;
import dev.assay.command.WrongUsageException;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import dev.assay.metric.ProviderException;
import dev.assay.proto.v1.GarbageCollectRequest;
import dev.assay.proto.v1.GetMetadataRequest;
import dev.assay.proto.v1.GetMetadataResponse;
import dev.assay.proto.v1.MeasurementRequest;
import dev.assay.proto.v1.RunRequest;
import dev.assay.proto.v1.TypeRequest;
import dev.assay.testing.LogCapture;
import dev.assay.text.Json;
import dev.assay.wire.grpc.MeasurementProto;
import io.grpc.Status;
import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BridgeProviderTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final AnalysisRun RUN = new AnalysisRun(Json.object("{\"metadata\":{\"name\":\"r\"}}"));
    private static final Metric METRIC = new Metric(Json.object("{\"name\":\"m\",\"n\":1.10}"));
    private static final Measurement WHOLE = new Measurement(
            new Phase("Odd"),
            "a message",
            Instant.parse("2026-01-02T03:04:05.123456789Z"),
            null,
            "[1.10]",
            Map.of("a", "b", "error", "no"),
            Instant.parse("2026-01-02T03:05:05.000000001Z"));

    private final List<LogRecord> log = new CopyOnWriteArrayList<>();
    private final List<AssayClient> clients = new ArrayList<>();
    private LogCapture capture;
    private FakeAssay assay;

    @BeforeEach
    void start() throws Exception {
        capture = new LogCapture("dev.assay.bridge", log::add);
        assay = FakeAssay.start();
    }

    @AfterEach
    void stop() throws Exception {
        clients.forEach(AssayClient::close);
        assay.close();
        capture.close();
    }

    @Test
    void all_seven_verbs_carry_what_argo_sent_and_give_back_what_assay_answered() {
        BridgeProvider bridge = bridge();
        assay.measurement = MeasurementProto.toProto(WHOLE);
        assay.metadata =
                GetMetadataResponse.newBuilder().putMetadata("error", "no").build();

        await(bridge.initialize());
        assertThat(await(bridge.run(RUN, METRIC))).isEqualTo(WHOLE);
        assertThat(await(bridge.resume(RUN, METRIC, WHOLE))).isEqualTo(WHOLE);
        assertThat(await(bridge.terminate(RUN, METRIC, WHOLE))).isEqualTo(WHOLE);
        await(bridge.garbageCollect(RUN, METRIC, 3));
        assertThat(await(bridge.metadata(METRIC))).isEqualTo(Map.of("error", "no"));
        assertThat(await(bridge.type())).isEqualTo("Fake");

        MeasurementRequest measurement = MeasurementRequest.newBuilder()
                .setPlugin("acme/x")
                .setAnalysisRun(RUN.text())
                .setMetric(METRIC.text())
                .setMeasurement(MeasurementProto.toProto(WHOLE))
                .setRaw(true)
                .build();
        List<MessageLite> expected = List.of(
                RunRequest.newBuilder()
                        .setPlugin("acme/x")
                        .setAnalysisRun(RUN.text())
                        .setMetric(METRIC.text())
                        .setRaw(true)
                        .build(),
                measurement,
                measurement,
                GarbageCollectRequest.newBuilder()
                        .setPlugin("acme/x")
                        .setAnalysisRun(RUN.text())
                        .setMetric(METRIC.text())
                        .setLimit(3)
                        .setRaw(true)
                        .build(),
                GetMetadataRequest.newBuilder()
                        .setPlugin("acme/x")
                        .setMetric(METRIC.text())
                        .setRaw(true)
                        .build(),
                TypeRequest.newBuilder().setPlugin("acme/x").setRaw(true).build());
        assertThat(assay.requests).isEqualTo(expected);
    }

    @Test
    void an_error_of_garbage_collection_is_the_plugins_own() {
        assay.garbage = "bucket is locked";

        assertThatThrownBy(() -> await(bridge().garbageCollect(RUN, METRIC, 1)))
                .isInstanceOf(ProviderException.class)
                .hasMessage("bucket is locked");
    }

    @ParameterizedTest
    @CsvSource({"ABORTED,RETRY", "FAILED_PRECONDITION,CONFIGURE", "NOT_FOUND,CONFIGURE", "INVALID_ARGUMENT,CONFIGURE"})
    void sentences_of_assay_are_passed_on_as_they_are(Status.Code code, CallException.Remedy remedy) {
        assay.failure = code.toStatus().withDescription("tried it, but it failed; do something");

        assertThatThrownBy(() -> await(bridge().run(RUN, METRIC)))
                .isInstanceOfSatisfying(
                        CallException.class, e -> assertThat(e.remedy()).isEqualTo(remedy))
                .hasMessage("tried it, but it failed; do something");
    }

    @ParameterizedTest
    @CsvSource({
        "UNIMPLEMENTED,no Assay that has this call answers there (why); correct --to",
        "UNAUTHENTICATED,Assay refused it (why); give --token-file",
        "PERMISSION_DENIED,Assay refused it (why); give --token-file",
        "RESOURCE_EXHAUSTED,'a message is too large, or Assay has too much to do (why);'",
        "INTERNAL,the call failed with INTERNAL (why); see Assay's log",
        "UNAVAILABLE,the connection was lost before the answer came (why);"
    })
    void other_failures_say_what_was_tried_and_where(Status.Code code, String problem) {
        assay.failure = code.toStatus().withDescription("why");

        assertThatThrownBy(() -> await(bridge().run(RUN, METRIC)))
                .isInstanceOf(CallException.class)
                .hasMessageStartingWith("tried to run a metric with plugin acme/x through Assay at http://127.0.0.1:"
                        + assay.port() + ", but " + problem);
    }

    @Test
    void a_server_that_speaks_no_http_2_is_told() throws Exception {
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.start();
        try {
            BridgeProvider bridge = bridgeTo(web.getAddress().getPort(), "--wait", "1500ms");

            assertThatThrownBy(() -> await(bridge.run(RUN, METRIC)))
                    .hasMessageContaining("but what answers there is no Assay (")
                    .hasMessageEndingWith("; correct --to");
            assertThat(log).hasSize(1);
        } finally {
            web.stop(0);
        }
    }

    @Test
    void a_call_that_was_sent_is_not_sent_again_when_the_connection_breaks() throws Exception {
        assay.silent = true;
        CompletableFuture<Measurement> call =
                bridge().run(RUN, METRIC).subscribeAsCompletionStage().toCompletableFuture();
        Awaitility.await().atMost(SOON).until(() -> assay.requests.size() == 1);
        assay.close();

        assertThatThrownBy(() -> call.get(60, TimeUnit.SECONDS))
                .hasMessageContaining("the connection was lost before the answer came");
        assertThat(assay.requests).hasSize(1);
    }

    @Test
    void a_call_without_an_answer_ends_at_its_timeout() throws Exception {
        assay.silent = true;

        assertThatThrownBy(() -> await(bridge("--timeout", "1500ms").run(RUN, METRIC)))
                .hasMessageContaining("there was no answer within 1.5s; see what the plugin does, or raise --timeout");
        assertThat(assay.cancelled.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_call_that_argo_gives_up_is_given_up_at_assay() throws Exception {
        assay.silent = true;
        var call = bridge().run(RUN, METRIC).subscribe().with(item -> {}, failure -> {});
        Awaitility.await().atMost(SOON).until(() -> assay.requests.size() == 1);
        call.cancel();

        assertThat(assay.cancelled.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void without_assay_it_starts_and_calls_fail_in_time_until_assay_is_back() throws Exception {
        int port = assay.port();
        assay.close();
        BridgeProvider bridge = bridge("--wait", "300ms");
        await(bridge.initialize());
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> await(bridge.run(RUN, METRIC)))
                    .hasMessageStartingWith(
                            "tried to run a metric with plugin acme/x through Assay at http://127.0.0.1:" + port
                                    + ", but Assay cannot be reached (")
                    .hasMessageContaining("Connection refused")
                    .hasMessageEndingWith("see that it runs, and that --to is right");
        }
        assertThatThrownBy(() -> await(bridge.type())).hasMessageContaining("Assay cannot be reached");

        assay = FakeAssay.on(port);

        Awaitility.await().atMost(SOON).until(() -> succeeds(bridge));
        assertThat(assay.requests).hasSize(1);
        assertThat(log).extracting(entry -> entry.getLevel().getName()).containsExactly("WARNING", "INFO");
        assertThat(log.get(1).getMessage()).isEqualTo("Assay at http://127.0.0.1:" + port + " answers again");
    }

    @Test
    void a_call_waits_for_an_assay_that_comes_back_in_time() throws Exception {
        int port = assay.port();
        assay.close();
        CompletableFuture<Measurement> call = bridge("--wait", "30s")
                .run(RUN, METRIC)
                .subscribeAsCompletionStage()
                .toCompletableFuture();
        assay = FakeAssay.on(port);

        assertThat(call.get(60, TimeUnit.SECONDS)).isEqualTo(Measurement.EMPTY);
        assertThat(log).isEmpty();
    }

    @Test
    void while_assay_is_away_the_type_is_the_one_that_it_told_last() throws Exception {
        BridgeProvider bridge = bridge();
        assertThat(await(bridge.type())).isEqualTo("Fake");
        assay.close();

        assertThat(await(bridge.type())).isEqualTo("Fake");
    }

    @Test
    void a_token_is_sent_and_read_anew_when_it_changes(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("token");
        BridgeProvider bridge = bridge("--token-file", file.toString());
        await(bridge.run(RUN, METRIC));
        for (String token : List.of("first", "second")) {
            Path next = Files.writeString(folder.resolve("next"), token + "\n");
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
            Awaitility.await().atMost(SOON).until(() -> {
                await(bridge.run(RUN, METRIC));
                return assay.tokens.contains("Bearer " + token);
            });
        }
        assertThat(assay.tokens.stream().distinct()).containsExactly("null", "Bearer first", "Bearer second");
        assertThat(log)
                .extracting(LogRecord::getMessage)
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).contains("--to is http://"))
                .anySatisfy(line -> assertThat(line).contains("tried to read the token in --token-file " + file));
    }

    @Test
    void a_call_waits_while_assay_starts() {
        assay.refusals.set(3);

        assertThat(await(bridge().run(RUN, METRIC))).isEqualTo(Measurement.EMPTY);
        assertThat(assay.requests).hasSize(4);
        assertThat(log).isEmpty();
    }

    @Test
    void a_call_waits_no_longer_than_it_may_while_assay_starts() {
        assay.refusals.set(Integer.MAX_VALUE);

        assertThatThrownBy(() -> await(bridge("--wait=120ms").run(RUN, METRIC)))
                .isInstanceOfSatisfying(
                        CallException.class, e -> assertThat(e.remedy()).isEqualTo(Remedy.RETRY))
                .hasMessage("tried to find the plugin, but Assay is starting; try later");
    }

    @Test
    void an_empty_token_is_told(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "");
        BridgeProvider bridge = bridge("--token-file", file.toString());

        await(bridge.run(RUN, METRIC));

        assertThat(assay.tokens).containsExactly("null");
        assertThat(log).extracting(LogRecord::getMessage).anySatisfy(line -> assertThat(line)
                .contains("but failed (IOException: it is empty)"));
    }

    @Test
    void a_token_that_no_header_can_hold_is_told_without_its_text(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "hunter2\nhunter3");
        BridgeProvider bridge = bridge("--token-file", file.toString());

        await(bridge.run(RUN, METRIC));

        assertThat(assay.tokens).containsExactly("null");
        assertThat(log).extracting(LogRecord::getMessage).anySatisfy(line -> assertThat(line)
                .contains("it holds characters that no token has")
                .doesNotContain("hunter"));
    }

    private BridgeProvider bridge(String... options) {
        return bridgeTo(assay.port(), options);
    }

    private BridgeProvider bridgeTo(int port, String... options) {
        List<String> all = new ArrayList<>(List.of("acme/x", "--to", "http://127.0.0.1:" + port));
        all.addAll(List.of(options));
        try {
            AssayClient client = new AssayClient(BridgeArguments.parse(all));
            clients.add(client);
            return new BridgeProvider("acme/x", client);
        } catch (WrongUsageException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean succeeds(BridgeProvider bridge) {
        try {
            await(bridge.run(RUN, METRIC));
            return true;
        } catch (CallException e) {
            return false;
        }
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(SOON);
    }
}
