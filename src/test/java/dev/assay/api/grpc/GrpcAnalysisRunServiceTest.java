package dev.assay.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.assay.measure.FakeProvider;
import dev.assay.measure.RunManifests;
import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import dev.assay.proto.v1.AnalysisRun;
import dev.assay.proto.v1.AnalysisRunServiceGrpc;
import dev.assay.proto.v1.AnalysisRunServiceGrpc.AnalysisRunServiceBlockingStub;
import dev.assay.proto.v1.CreateAnalysisRunRequest;
import dev.assay.proto.v1.CreateAnalysisRunResponse;
import dev.assay.proto.v1.DeleteAnalysisRunRequest;
import dev.assay.proto.v1.GetAnalysisRunRequest;
import dev.assay.proto.v1.ListAnalysisRunsRequest;
import dev.assay.proto.v1.ListAnalysisRunsResponse;
import dev.assay.proto.v1.TerminateAnalysisRunRequest;
import dev.assay.proto.v1.WatchAnalysisRunRequest;
import dev.assay.proto.v1.WatchAnalysisRunResponse;
import dev.assay.proto.v1.WatchAnalysisRunsRequest;
import dev.assay.proto.v1.WatchAnalysisRunsResponse;
import dev.assay.text.Json;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GrpcAnalysisRunServiceTest extends GrpcFixture {
    private static final int TIMEOUT_SECONDS = 30;

    private AnalysisRunServiceBlockingStub stub;

    @BeforeEach
    void call() {
        stub = AnalysisRunServiceGrpc.newBlockingStub(channel).withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    @AfterEach
    void removeAll() {
        all().forEach(run -> delete(run.getName()));
        await().until(() -> all().isEmpty());
    }

    @Test
    void a_run_is_created_taken_to_its_end_shown_and_removed() {
        host.scrape().onRun = metric -> FakeProvider.item(value("42"));
        AnalysisRun created = create(
                        "{\"metadata\":{\"name\":\"checks\",\"namespace\":\"shops\",\"labels\":{\"team\":\"a\"}},\"spec\":"
                                + "{\"args\":[{\"name\":\"x\"}],\"metrics\":["
                                + RunManifests.plugin("{{args.x}}")
                                        .replace("{\"name\"", "{\"count\":2,\"interval\":\"0s\",\"name\"")
                                + "],\"dryRun\":[{\"metricName\":\"latency\"}]}}",
                        Map.of("x", "latency"))
                .getRun();
        assertThat(created.getName()).isEqualTo("checks");
        assertThat(created.getNamespace()).isEqualTo("shops");
        assertThat(created.getLabelsMap()).containsExactly(Map.entry("team", "a"));
        assertThat(Json.object(created.getSpec())
                        .path("args")
                        .path(0)
                        .path("value")
                        .asText())
                .isEqualTo("latency");

        List<WatchAnalysisRunResponse> watched = rest(watch("checks"));
        AnalysisRun last = watched.get(watched.size() - 1).getRun();
        assertThat(last.getStatus().getPhase()).isEqualTo("Successful");
        assertThat(last.getStatus().hasCompletedAt()).isTrue();
        assertThat(last.getStatus().getDryRunSummary().getSuccessful()).isEqualTo(1);
        assertThat(last.getStatus().getMetricResultsList()).singleElement().satisfies(metric -> {
            assertThat(metric.getName()).isEqualTo("latency");
            assertThat(metric.getDryRun()).isTrue();
            assertThat(metric.getCount()).isEqualTo(2);
            assertThat(metric.getConsecutiveSuccess()).isEqualTo(2);
            assertThat(metric.getMeasurementsList()).hasSize(2).allSatisfy(measurement -> assertThat(
                            measurement.getValue())
                    .isEqualTo("42"));
        });
        assertThat(get("checks").getStatus()).isEqualTo(last.getStatus());
        assertThat(all()).singleElement().satisfies(brief -> {
            assertThat(brief.getSpec()).isEmpty();
            assertThat(brief.getStatus().getMetricResults(0).getCount()).isEqualTo(2);
            assertThat(brief.getStatus().getMetricResults(0).getMeasurementsList())
                    .isEmpty();
        });

        assertThat(delete("checks")).isFalse();
        assertRefused(() -> get("checks"), Status.Code.NOT_FOUND).contains("\"checks\"", "ListAnalysisRuns");
    }

    @Test
    void a_run_that_is_under_way_is_terminated_in_the_plugin_and_its_watch_ends() {
        host.scrape().onRun = metric -> FakeProvider.item(FakeProvider.phase(Phase.RUNNING));
        host.scrape().onResume = last -> FakeProvider.item(FakeProvider.phase(Phase.RUNNING));
        String name = create(RunManifests.run("", RunManifests.plugin("m")), Map.of())
                .getRun()
                .getName();
        Iterator<WatchAnalysisRunResponse> watch = watch(name);
        while (watch.next().getRun().getStatus().getMetricResultsCount() == 0) {
            // Until its measurement is in progress.
        }
        assertThat(stub.terminateAnalysisRun(TerminateAnalysisRunRequest.newBuilder()
                                .setName(name)
                                .build())
                        .getTerminate())
                .isTrue();
        List<WatchAnalysisRunResponse> rest = rest(watch);
        assertThat(rest.get(rest.size() - 1).getRun().getStatus().getPhase()).isEqualTo("Successful");
        assertThat(host.scrape().calls).contains("terminate m");
    }

    @Test
    void a_run_that_is_removed_while_it_is_under_way_is_ended_first() {
        CompletableFuture<Measurement> answer = new CompletableFuture<>();
        host.scrape().onRun = metric -> Uni.createFrom().completionStage(answer);
        String name = create(RunManifests.run("", RunManifests.plugin("m")), Map.of())
                .getRun()
                .getName();
        await().until(() -> host.scrape().calls.contains("run m"));
        assertThat(delete(name)).isTrue();
        assertThat(get(name).getTerminate()).isTrue();
        answer.complete(value("1"));
        await().until(() -> all().isEmpty());
    }

    @Test
    void several_documents_are_one_run_and_what_was_passed_over_is_told() {
        CreateAnalysisRunResponse created =
                create("""
                        kind: AnalysisTemplate
                        metadata: {name: a}
                        spec: {metrics: [%s]}
                        ---
                        kind: Service
                        metadata: {name: shop}
                        ---
                        kind: ClusterAnalysisTemplate
                        metadata: {name: b}
                        spec: {metrics: [%s]}
                        """.formatted(RunManifests.plugin("m"), RunManifests.plugin("n")), Map.of());
        assertThat(created.getRun().getName()).isEqualTo("a-b");
        assertThat(created.getWarningsList())
                .containsExactly("passed over Service shop (line 5), which is no analysis");
        assertThat(rest(watch("a-b"))).last().satisfies(last -> assertThat(
                        last.getRun().getStatus().getRunSummary().getSuccessful())
                .isEqualTo(2));
    }

    @Test
    void a_manifest_without_a_run_is_an_invalid_argument_and_a_run_that_argo_would_end_is_a_run() {
        String template = "kind: AnalysisTemplate\nmetadata: {name: %s}\nspec: {metrics: [{name: m}]}\n---\n";
        assertRefused(
                        () -> create(template.formatted("a") + template.formatted("b"), Map.of()),
                        Status.Code.INVALID_ARGUMENT)
                .contains("two metrics have the same name 'm' in AnalysisTemplate a (line 1)");
        assertRefused(() -> create("spec: {metriks: []}", Map.of()), Status.Code.INVALID_ARGUMENT)
                .contains("unknown field \"spec.metriks\"");
        CreateAnalysisRunResponse tolerated = stub.createAnalysisRun(CreateAnalysisRunRequest.newBuilder()
                .setManifest("spec: {metriks: []}")
                .setFieldValidation("Warn")
                .build());
        assertThat(tolerated.getWarningsList()).containsExactly("unknown field \"spec.metriks\", probably metrics");
        assertThat(tolerated.getRun().getStatus().getPhase()).isEqualTo("Error");
        assertThat(tolerated.getRun().getStatus().getMessage()).contains("no metrics specified");
        assertThat(rest(watch(tolerated.getRun().getName()))).hasSize(1);
    }

    @Test
    void the_list_comes_in_parts_and_by_phases() {
        for (int i = 0; i < 3; i++) {
            create(RunManifests.run("", RunManifests.plugin("m")), Map.of());
        }
        create("spec: {metrics: []}", Map.of());
        await().until(() -> names("Successful"), List.of("r", "r.1", "r.2")::equals);
        assertThat(names("Error", "Failed")).containsExactly("run");
        ListAnalysisRunsResponse first = stub.listAnalysisRuns(
                ListAnalysisRunsRequest.newBuilder().setLimit(3).build());
        assertThat(first.getRunsList()).extracting(AnalysisRun::getName).containsExactly("r", "r.1", "r.2");
        ListAnalysisRunsResponse second = stub.listAnalysisRuns(ListAnalysisRunsRequest.newBuilder()
                .setLimit(3)
                .setContinue(first.getContinue())
                .build());
        assertThat(second.getRunsList()).extracting(AnalysisRun::getName).containsExactly("run");
        assertThat(second.getContinue()).isEmpty();
        assertRefused(() -> names("Done"), Status.Code.INVALID_ARGUMENT).contains("phase", "Inconclusive");
        assertRefused(
                () -> stub.listAnalysisRuns(
                        ListAnalysisRunsRequest.newBuilder().setLimit(0).build()),
                Status.Code.INVALID_ARGUMENT);
        assertRefused(
                () -> stub.listAnalysisRuns(
                        ListAnalysisRunsRequest.newBuilder().setContinue("x").build()),
                Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void all_runs_come_first_and_then_each_change() {
        create(RunManifests.run("", RunManifests.plugin("m")), Map.of());
        Iterator<WatchAnalysisRunsResponse> watch =
                stub.watchAnalysisRuns(WatchAnalysisRunsRequest.getDefaultInstance());
        assertThat(watch.next().getRuns().getRunsList())
                .extracting(AnalysisRun::getName)
                .containsExactly("r");
        create(RunManifests.run("", RunManifests.plugin("m")), Map.of());
        WatchAnalysisRunsResponse event = watch.next();
        while (!event.getRun().getName().equals("r.1")
                || !event.getRun().getStatus().getPhase().equals("Successful")) {
            event = watch.next();
        }
        assertThat(event.getRun().getSpec()).isEmpty();
        delete("r.1");
        while (!watch.next().getRemoved().equals("r.1")) {
            // Until its removal is told.
        }
    }

    @Test
    void a_name_that_no_run_has_is_not_found() {
        assertRefused(() -> get("none"), Status.Code.NOT_FOUND);
        assertRefused(() -> watch("none").hasNext(), Status.Code.NOT_FOUND);
        assertRefused(() -> delete("none"), Status.Code.NOT_FOUND);
        assertRefused(
                () -> stub.terminateAnalysisRun(
                        TerminateAnalysisRunRequest.newBuilder().setName("none").build()),
                Status.Code.NOT_FOUND);
    }

    @Test
    void before_the_configuration_has_been_read_no_run_is_created() {
        host.clear();
        host.configured = false;
        assertRefused(() -> create(RunManifests.run("", RunManifests.plugin("m")), Map.of()), Status.Code.UNAVAILABLE)
                .contains("Assay is starting");
        host.configured = true;
    }

    private CreateAnalysisRunResponse create(String manifest, Map<String, String> arguments) {
        return stub.createAnalysisRun(CreateAnalysisRunRequest.newBuilder()
                .setManifest(manifest)
                .putAllArguments(arguments)
                .build());
    }

    private AnalysisRun get(String name) {
        return stub.getAnalysisRun(
                GetAnalysisRunRequest.newBuilder().setName(name).build());
    }

    /** Whether the run is still being ended. */
    private boolean delete(String name) {
        return stub.deleteAnalysisRun(
                        DeleteAnalysisRunRequest.newBuilder().setName(name).build())
                .hasRun();
    }

    private Iterator<WatchAnalysisRunResponse> watch(String name) {
        return stub.watchAnalysisRun(
                WatchAnalysisRunRequest.newBuilder().setName(name).build());
    }

    private static List<WatchAnalysisRunResponse> rest(Iterator<WatchAnalysisRunResponse> watch) {
        List<WatchAnalysisRunResponse> events = new ArrayList<>();
        watch.forEachRemaining(events::add);
        return events;
    }

    private List<AnalysisRun> all() {
        return AnalysisRunServiceGrpc.newBlockingStub(channel)
                .listAnalysisRuns(ListAnalysisRunsRequest.getDefaultInstance())
                .getRunsList();
    }

    private List<String> names(String... phases) {
        return stub
                .listAnalysisRuns(ListAnalysisRunsRequest.newBuilder()
                        .addAllPhases(List.of(phases))
                        .build())
                .getRunsList()
                .stream()
                .map(AnalysisRun::getName)
                .toList();
    }

    private static Measurement value(String value) {
        return new Measurement(Phase.SUCCESSFUL, "", null, null, value, Map.of(), null);
    }

    private static AbstractStringAssert<?> assertRefused(ThrowingCallable call, Status.Code code) {
        StatusRuntimeException[] refusal = new StatusRuntimeException[1];
        assertThatThrownBy(call).isInstanceOfSatisfying(StatusRuntimeException.class, e -> refusal[0] = e);
        assertThat(refusal[0].getStatus().getCode()).isEqualTo(code);
        return assertThat(refusal[0].getStatus().getDescription());
    }
}
