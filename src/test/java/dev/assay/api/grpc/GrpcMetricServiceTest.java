package dev.assay.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import dev.assay.host.ConfigurationFault;
import dev.assay.host.status.PluginState;
import dev.assay.measure.FakePluginHost;
import dev.assay.measure.FakeProvider;
import dev.assay.measure.RunManifests;
import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import dev.assay.proto.v1.GarbageCollectRequest;
import dev.assay.proto.v1.GetMetadataRequest;
import dev.assay.proto.v1.GetPluginRequest;
import dev.assay.proto.v1.ListPluginsRequest;
import dev.assay.proto.v1.ListPluginsResponse;
import dev.assay.proto.v1.MeasureRequest;
import dev.assay.proto.v1.MeasureResponse;
import dev.assay.proto.v1.MeasurementRequest;
import dev.assay.proto.v1.MetricServiceGrpc.MetricServiceBlockingStub;
import dev.assay.proto.v1.PluginCalls;
import dev.assay.proto.v1.PluginStatus;
import dev.assay.proto.v1.RunRequest;
import dev.assay.proto.v1.TypeRequest;
import dev.assay.text.ForeignText;
import dev.assay.wire.grpc.RetryPushback;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GrpcMetricServiceTest extends GrpcFixture {
    private MetricServiceBlockingStub stub;

    @BeforeEach
    void call() {
        stub = stub();
    }

    @Test
    void an_unknown_plugin_is_not_found() {
        assertRefused(() -> stub.run(RunRequest.newBuilder().setPlugin("no/one").build()), Status.Code.NOT_FOUND)
                .contains("no/one", FakePluginHost.SCRAPE);
        assertRefused(
                () -> stub.getPlugin(
                        GetPluginRequest.newBuilder().setPlugin("no/one").build()),
                Status.Code.NOT_FOUND);
        for (String odd : List.of("", "no such/plugin", "a/b\nforged line")) {
            String quoted = "tried to find the plugin " + ForeignText.quoted(odd) + ", but it is not configured";
            assertRefused(
                            () -> stub.getPlugin(
                                    GetPluginRequest.newBuilder().setPlugin(odd).build()),
                            Status.Code.NOT_FOUND)
                    .contains(quoted);
            assertRefused(() -> stub.run(RunRequest.newBuilder().setPlugin(odd).build()), Status.Code.NOT_FOUND)
                    .contains(quoted);
        }
        assertRefused(
                () -> stub.type(TypeRequest.newBuilder().setPlugin("no/one").build()), Status.Code.NOT_FOUND);
    }

    @Test
    void while_the_configuration_has_not_been_read_a_caller_is_told_when_to_come_again() {
        host.clear();
        host.configured = false;

        for (boolean raw : List.of(true, false)) {
            RunRequest request = RunRequest.newBuilder()
                    .setPlugin(FakePluginHost.SCRAPE)
                    .setRaw(raw)
                    .build();
            assertRefused(() -> stub.run(request), Status.Code.UNAVAILABLE).contains("Assay is starting");
            assertThatThrownBy(() -> stub.run(request))
                    .satisfies(e -> assertThat(RetryPushback.pause(e)).contains(java.time.Duration.ofSeconds(1)));
        }
    }

    @Test
    void unreadable_metadata_is_an_invalid_argument() {
        Metadata metadata = new Metadata();
        metadata.put(Metadata.Key.of("assay-fail-fast", Metadata.ASCII_STRING_MARSHALLER), "maybe");
        MetricServiceBlockingStub asking = stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
        assertRefused(
                        () -> asking.type(TypeRequest.newBuilder()
                                .setPlugin(FakePluginHost.SCRAPE)
                                .build()),
                        Status.Code.INVALID_ARGUMENT)
                .startsWith("tried to read failFast=maybe, but it is neither true nor false");
        assertRefused(() -> asking.measure(MeasureRequest.getDefaultInstance()).next(), Status.Code.INVALID_ARGUMENT)
                .startsWith("tried to read failFast=maybe");
    }

    @Test
    void an_unreadable_metric_or_analysis_is_an_invalid_argument() {
        assertRefused(
                        () -> stub.run(RunRequest.newBuilder()
                                .setPlugin(FakePluginHost.SCRAPE)
                                .setMetric("{")
                                .build()),
                        Status.Code.INVALID_ARGUMENT)
                .contains("metric");
        assertRefused(() -> measure("[1", Map.of(), 0).next(), Status.Code.INVALID_ARGUMENT);
        assertRefused(() -> measure("{\"spec\":{}}", Map.of(), 0).next(), Status.Code.INVALID_ARGUMENT)
                .contains("Analysis spec invalid: no metrics specified");
        assertRefused(() -> measure("{\"spec\":{}}", Map.of(), 100_000).next(), Status.Code.INVALID_ARGUMENT)
                .contains("assay.measure.max-wait");
    }

    @Test
    void metrics_that_their_arguments_make_too_large_are_an_invalid_argument() {
        String manifest =
                RunManifests.run("\"args\":[{\"name\":\"x\"}],", RunManifests.plugin("{{args.x}}".repeat(400)));
        assertRefused(
                        () -> measure(manifest, Map.of("x", "y".repeat(20_000)), 0)
                                .next(),
                        Status.Code.INVALID_ARGUMENT)
                .contains("fill in the arguments");
    }

    @Test
    void a_message_over_the_limit_is_refused() {
        assertThatThrownBy(
                        () -> measure(" ".repeat(9 * 1024 * 1024), Map.of(), 0).next())
                .isInstanceOf(StatusRuntimeException.class);
    }

    @Test
    void a_failure_within_assay_is_internal() {
        host.scrape().onRun = metric -> {
            throw new IllegalStateException("secret inside");
        };
        assertRefused(
                        () -> stub.run(RunRequest.newBuilder()
                                .setPlugin(FakePluginHost.SCRAPE)
                                .setMetric("{\"name\":\"m\"}")
                                .build()),
                        Status.Code.INTERNAL)
                .contains("bug in Assay")
                .doesNotContain("secret");
    }

    @Test
    void misspelt_fields_and_a_verb_without_a_metric_of_its_plugin_are_refused() {
        assertRefused(() -> measure("spec: {metriks: []}", Map.of(), 0).next(), Status.Code.INVALID_ARGUMENT)
                .contains("unknown field \"spec.metriks\", probably metrics");
        assertRefused(
                        () -> stub.run(RunRequest.newBuilder()
                                .setPlugin(FakePluginHost.SCRAPE)
                                .build()),
                        Status.Code.INVALID_ARGUMENT)
                .contains("there is no metric");
        assertRefused(
                        () -> stub.terminate(MeasurementRequest.newBuilder()
                                .setPlugin(FakePluginHost.SCRAPE)
                                .setMetric("{\"provider\":{\"plugin\":{\"a/b\":{}}}}")
                                .build()),
                        Status.Code.INVALID_ARGUMENT)
                .contains("the metric is for a/b");
        assertThat(host.scrape().calls).isEmpty();
    }

    @Test
    void measure_streams_each_result_then_the_whole() {
        Map<String, UniEmitter<? super Measurement>> pending = new ConcurrentHashMap<>();
        host.scrape().onRun = metric -> Uni.createFrom().emitter(emitter -> pending.put(metric.name(), emitter));
        Iterator<MeasureResponse> answers =
                measure(RunManifests.run("", RunManifests.plugin("a"), RunManifests.plugin("b")), Map.of(), 0);
        await().until(() -> pending.size() == 2);
        pending.get("b").complete(FakeProvider.phase(Phase.FAILED));
        assertThat(answers.next().getMetricResult().getName()).isEqualTo("b");
        pending.get("a").complete(FakeProvider.phase(Phase.SUCCESSFUL));
        assertThat(answers.next().getMetricResult().getName()).isEqualTo("a");
        MeasureResponse whole = answers.next();
        assertThat(whole.getStatus().getPhase()).isEqualTo("Failed");
        assertThat(whole.getStatus().getMetricResultsList())
                .extracting(result -> result.getName() + " " + result.getPhase())
                .containsExactly("a Successful", "b Failed");
        assertThat(answers.hasNext()).isFalse();
    }

    @Test
    void a_caller_who_cancels_gives_up_what_is_in_flight() {
        Set<String> cancelled = ConcurrentHashMap.newKeySet();
        Set<String> begun = ConcurrentHashMap.newKeySet();
        host.scrape().onRun = metric -> Uni.createFrom()
                .<Measurement>emitter(emitter -> begun.add(metric.name()))
                .onCancellation()
                .invoke(() -> cancelled.add(metric.name()));
        var context = Context.current().withCancellation();
        context.run(() -> measure(RunManifests.run("", RunManifests.plugin("a")), Map.of(), 0));
        await().until(() -> begun.contains("a"));
        context.cancel(null);
        await().until(() -> cancelled.contains("a"));
    }

    @Test
    void a_yaml_manifest_is_measured_with_the_arguments_given() {
        String yaml = """
                spec:
                  args: [{name: x}]
                  metrics:
                    - name: 'm-{{args.x}}'
                      provider: {plugin: {assay/sample-scrape: {}}}
                """;
        assertThat(measure(yaml, Map.of("x", "1"), 0).next().getMetricResult().getName())
                .isEqualTo("m-1");
    }

    @Test
    void the_verbs_are_those_of_a_plugin() {
        host.scrape().onRun =
                metric -> FakeProvider.item(FakeProvider.phase(Phase.RUNNING).withMessage(metric.text()));
        var running = stub.run(RunRequest.newBuilder()
                .setPlugin(FakePluginHost.SCRAPE)
                .setMetric("{\"name\":\"m\",\"n\":1.10}")
                .build());
        assertThat(running.getPhase()).isEqualTo("Running");
        assertThat(running.getMessage()).isEqualTo("{\"name\":\"m\",\"n\":1.10}");
        MeasurementRequest request = MeasurementRequest.newBuilder()
                .setPlugin(FakePluginHost.SCRAPE)
                .setMetric("{\"name\":\"m\"}")
                .setMeasurement(running)
                .build();
        assertThat(stub.resume(request).getPhase()).isEqualTo("Successful");
        assertThat(stub.terminate(request).getPhase()).isEqualTo("Successful");
        assertThat(host.scrape().measurements)
                .allSatisfy(m -> assertThat(m.phase()).isEqualTo(Phase.RUNNING));
        host.scrape().onMetadata = metric -> Uni.createFrom().item(Map.of("a", "1"));
        assertThat(stub.getMetadata(GetMetadataRequest.newBuilder()
                                .setPlugin(FakePluginHost.SCRAPE)
                                .build())
                        .getMetadataMap())
                .containsExactly(Map.entry("a", "1"));
        host.scrape().garbage = "full";
        assertThat(stub.garbageCollect(GarbageCollectRequest.newBuilder()
                                .setPlugin(FakePluginHost.SCRAPE)
                                .setLimit(3)
                                .build())
                        .getError())
                .isEqualTo("full");
        assertThat(stub.type(TypeRequest.newBuilder()
                                .setPlugin(FakePluginHost.SCRAPE)
                                .build())
                        .getType())
                .isEqualTo("RPCPlugin");
    }

    @Test
    void a_raw_request_may_have_any_metric_and_is_answered_as_the_plugin_did() {
        host.scrape().onRun = metric -> FakeProvider.item(new Measurement(
                Phase.ERROR, "boo", null, Instant.parse("2026-01-02T03:04:05.678901234Z"), "", Map.of(), null));
        RunRequest request = RunRequest.newBuilder()
                .setPlugin(FakePluginHost.SCRAPE)
                .setMetric("{\"provider\":{\"plugin\":{\"a/b\":{}}}}")
                .setAnalysisRun("{\"x\":\"" + "y".repeat(2 * 1024 * 1024) + "\"}")
                .setRaw(true)
                .build();

        var answer = stub.run(request);

        assertThat(answer.getMessage()).isEqualTo("boo");
        var finished = answer.getFinishedAt();
        assertThat(Instant.ofEpochSecond(finished.getSeconds(), finished.getNanos()))
                .isEqualTo(Instant.parse("2026-01-02T03:04:05.678901234Z"));
    }

    @Test
    void a_raw_call_that_got_no_answer_fails_with_the_reason() {
        RunRequest request = RunRequest.newBuilder()
                .setPlugin(FakePluginHost.SCRAPE)
                .setRaw(true)
                .build();
        Map<Remedy, Status.Code> codes = Map.of(
                Remedy.RETRY, Status.Code.ABORTED,
                Remedy.RESTARTING, Status.Code.ABORTED,
                Remedy.CONFIGURE, Status.Code.FAILED_PRECONDITION,
                Remedy.BUG, Status.Code.INTERNAL);
        codes.forEach((remedy, code) -> {
            host.scrape().onRun = metric -> Uni.createFrom().failure(new CallException(remedy, "tried it; do that"));
            assertRefused(() -> stub.run(request), code).isEqualTo("tried it; do that");
        });
    }

    @Test
    void plugins_are_listed_and_shown() {
        assertThat(stub.listPlugins(ListPluginsRequest.getDefaultInstance()).getPluginsList())
                .extracting(PluginStatus::getName)
                .containsExactly(FakePluginHost.PROMETHEUS, FakePluginHost.SCRAPE);
        PluginStatus plugin = stub.getPlugin(
                GetPluginRequest.newBuilder().setPlugin(FakePluginHost.SCRAPE).build());
        assertThat(plugin.getState()).isEqualTo("Ready");
        assertThat(plugin.getPid()).isEqualTo(4711);
        assertThat(plugin.hasUpdate()).isFalse();
    }

    @Test
    void the_list_of_all_plugins_holds_no_event_loop() {
        assertThat(stub.listPlugins(ListPluginsRequest.getDefaultInstance()).getPluginsList())
                .isNotEmpty();
        assertThat(host.askedByEventLoop).isFalse();
    }

    @Test
    void an_update_and_a_refused_configuration_are_shown() {
        host.add(FakePluginHost.updating(PluginState.INSTALLING, "tried before: 503"));
        host.fault = Optional.of(new ConfigurationFault("it is empty; restore it", Instant.EPOCH));
        ListPluginsResponse response = stub.listPlugins(ListPluginsRequest.getDefaultInstance());
        assertThat(response.getConfigurationFault().getMessage()).isEqualTo("it is empty; restore it");
        PluginStatus plugin = response.getPlugins(1);
        assertThat(plugin.getProgress().hasTotal()).isFalse();
        assertThat(plugin.getUpdate().getState()).isEqualTo("Installing");
        assertThat(plugin.getUpdate().getReason()).isEqualTo("tried before: 503");
        assertThat(plugin.getUpdate().getProgress().getTotal()).isEqualTo(4);
    }

    @Test
    void a_plugin_is_shown_with_all_that_http_shows() {
        host.add(FakePluginHost.updating(PluginState.BACKING_OFF, "tried before: 503"));
        PluginStatus plugin = stub.getPlugin(
                GetPluginRequest.newBuilder().setPlugin(FakePluginHost.SCRAPE).build());
        for (Message message : List.of(plugin, plugin.getUpdate(), plugin.getLastExit())) {
            assertThat(message.getDescriptorForType().getFields())
                    .filteredOn(field -> field.hasPresence() || field.isRepeated())
                    .allMatch(field ->
                            field.isRepeated() ? message.getRepeatedFieldCount(field) > 0 : message.hasField(field));
        }
        assertThat(plugin.getTimeout().getSeconds()).isEqualTo(60);
        assertThat(plugin.getArgsList()).containsExactly("-v");
        assertThat(plugin.getCalls())
                .isEqualTo(PluginCalls.newBuilder().setInFlight(2).setWaiting(1).build());
        assertThat(plugin.getUnansweredChecks()).isZero();
        assertThat(plugin.getNextStart()).isEqualTo(plugin.getSince());
        assertThat(plugin.getUpdate().getNextStart()).isEqualTo(plugin.getSince());
        assertThat(plugin.getLastExit().getCode()).isEqualTo(137);
        assertThat(plugin.getLastExit().getSignal()).isEqualTo("SIGKILL");
        assertThat(plugin.getLastExit().getReason()).isNotEmpty();
    }

    private Iterator<MeasureResponse> measure(String manifest, Map<String, String> arguments, long seconds) {
        return stub.measure(MeasureRequest.newBuilder()
                .setManifest(manifest)
                .putAllArguments(arguments)
                .setWait(Duration.newBuilder().setSeconds(seconds))
                .build());
    }

    private static AbstractStringAssert<?> assertRefused(ThrowingCallable call, Status.Code code) {
        StatusRuntimeException[] refusal = new StatusRuntimeException[1];
        assertThatThrownBy(call).isInstanceOfSatisfying(StatusRuntimeException.class, e -> refusal[0] = e);
        assertThat(refusal[0].getStatus().getCode()).isEqualTo(code);
        return assertThat(refusal[0].getStatus().getDescription());
    }
}
