package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

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
import dev.assay.testing.FaultyPlugin;
import dev.assay.testing.FaultyPlugin.Mode;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.PackagedApplication;
import dev.assay.testing.PackagedProgram;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** AnalysisRuns over gRPC, on a packaged Assay and the process of a plugin. */
class AnalysisRunsOverGrpcIT {
    private static final int MOST_RUNS = 5;
    private static final int MOST_STREAMS = 2;
    private static final Duration LONG = Duration.ofSeconds(60);

    private static final String TEMPLATE = """
            kind: AnalysisTemplate
            metadata: {name: NAME}
            spec:
              args: [{name: pause, value: 1h}]
              metrics:
                - {name: METRIC, count: 2, interval: "{{args.pause}}", provider: {plugin: {test/0: {}}}}
            """;

    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path folder;

    private PackagedApplication application;
    private ManagedChannel channel;
    private AnalysisRunServiceBlockingStub runs;

    @BeforeEach
    void start() throws Exception {
        application = PackagedApplication.start(
                PackagedProgram.file(),
                folder,
                Map.of("test/0", "file://" + FaultyPlugin.script(folder, Mode.STAYS_RUNNING)),
                List.of(
                        "-Dassay.analysis-runs.max-runs=" + MOST_RUNS,
                        "-Dassay.http.max-event-streams=" + MOST_STREAMS,
                        "-Dassay.stop.delay=100ms"));
        channel = channel();
        runs = stub(channel);
        application.await(Pattern.compile("1 of 1 plugins Ready"));
    }

    @AfterEach
    void stop() throws Exception {
        channel.shutdownNow();
        assertThat(channel.awaitTermination(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        application.close();
    }

    @Test
    void several_documents_are_one_run_that_is_watched_to_its_end() throws Exception {
        CreateAnalysisRunResponse created = runs.createAnalysisRun(CreateAnalysisRunRequest.newBuilder()
                .setManifest(template("first", "a") + "---\n" + template("second", "b")
                        + "---\nkind: Service\nmetadata: {name: shop}\n")
                .putArguments("pause", "100ms")
                .build());
        assertThat(created.getRun().getName()).isEqualTo("first-second");
        assertThat(created.getRun().getSpec()).contains("\"100ms\"");
        assertThat(created.getWarningsList()).singleElement().asString().contains("passed over Service shop");

        AnalysisRun last = last(watch("first-second"));
        assertThat(last.getStatus().getPhase()).isEqualTo("Successful");
        assertThat(last.getStatus().getRunSummary().getSuccessful()).isEqualTo(2);
        assertThat(last.getStatus().getMetricResultsList()).hasSize(2).allSatisfy(metric -> {
            assertThat(metric.getCount()).isEqualTo(2);
            assertThat(metric.getMeasurementsList()).hasSize(2).allSatisfy(measurement -> {
                assertThat(measurement.getPhase()).isEqualTo("Successful");
                assertThat(measurement.getValue()).isEqualTo("42");
            });
        });
        assertThat(get("first-second")).isEqualTo(last);
        application.await(Pattern.compile("AnalysisRun first-second measured [ab] with plugin test/0: Successful"));
    }

    @Test
    void all_runs_are_watched_and_listed_by_phase_and_in_parts() {
        try (Reading<WatchAnalysisRunsResponse> all = watchAll()) {
            assertThat(all.next().getRuns().getRunsList()).isEmpty();
            for (String name : List.of("one", "two", "three")) {
                create(name, "short", "0s");
            }
            create("open", "long-open", "1h");
            for (String name : List.of("one", "two", "three")) {
                awaitPhase(name, "Successful");
            }

            assertThat(names(list("Running", 9, ""))).containsExactly("open");
            assertThat(names(list("Failed", 9, ""))).isEmpty();
            ListAnalysisRunsResponse first = list("Successful", 2, "");
            assertThat(names(first)).containsExactly("one", "two");
            ListAnalysisRunsResponse second = list("Successful", 2, first.getContinue());
            assertThat(names(second)).containsExactly("three");
            assertThat(second.getContinue()).isEmpty();
            assertThat(second.getRuns(0).getSpec()).isEmpty();

            assertThat(delete("two")).isFalse();
            List<String> finished = new ArrayList<>();
            WatchAnalysisRunsResponse event = all.next();
            while (!event.getRemoved().equals("two")) {
                if (event.getRun().getStatus().getPhase().equals("Successful")) {
                    finished.add(event.getRun().getName());
                }
                event = all.next();
            }
            assertThat(finished).contains("one", "three");
        }
    }

    @Test
    void what_is_in_progress_is_terminated_in_the_process_of_the_plugin() {
        createOpen("a");
        try (Reading<WatchAnalysisRunResponse> watch = watch("a")) {
            assertThat(watch.next().getRun().getStatus().getPhase()).isEqualTo("Running");
            AnalysisRun asked = runs.terminateAnalysisRun(
                    TerminateAnalysisRunRequest.newBuilder().setName("a").build());
            assertThat(asked.getTerminate()).isTrue();
            assertThat(last(watch).getStatus().getMessage()).isEqualTo("Run Terminated");
        }
        assertThat(folder.resolve("long-a")).exists();
    }

    @Test
    void who_watches_a_run_that_is_deleted_under_way_sees_its_end() {
        createOpen("a");
        try (Reading<WatchAnalysisRunResponse> watch = watch("a");
                Reading<WatchAnalysisRunsResponse> all = watchAll()) {
            assertThat(watch.next().hasRun()).isTrue();
            assertThat(names(all.next().getRuns())).containsExactly("a");

            assertThat(delete("a")).isTrue();

            AnalysisRun last = last(watch);
            assertThat(last.getStatus().getPhase()).isEqualTo("Successful");
            assertThat(last.getStatus().getMessage()).isEqualTo("Run Terminated");
            WatchAnalysisRunsResponse event = all.next();
            while (!event.hasRemoved()) {
                event = all.next();
            }
            assertThat(event.getRemoved()).isEqualTo("a");
        }
        assertThat(folder.resolve("long-a")).exists();
        assertRefused(() -> get("a"), Status.Code.NOT_FOUND).contains("\"a\"", "ListAnalysisRuns");
    }

    @Test
    void a_run_that_is_refused_has_a_status_and_a_sentence() {
        assertRefused(() -> create("spec: {metriks: []}"), Status.Code.INVALID_ARGUMENT)
                .contains("unknown field \"spec.metriks\"", "probably metrics");
        assertRefused(() -> create("spec: ["), Status.Code.INVALID_ARGUMENT).contains("line 1");
        assertRefused(() -> create(template("a", "m") + "---\n" + template("b", "m")), Status.Code.INVALID_ARGUMENT)
                .contains("two metrics have the same name 'm'");
        assertRefused(() -> watch("none").next(), Status.Code.NOT_FOUND).contains("\"none\"");
        assertRefused(() -> list("Done", 1, ""), Status.Code.INVALID_ARGUMENT).contains("phase", "Inconclusive");
        for (int i = 0; i < MOST_RUNS; i++) {
            createOpen("run-" + i);
        }
        assertRefused(() -> create(template("a", "m")), Status.Code.RESOURCE_EXHAUSTED)
                .contains(MOST_RUNS + " are under way", "assay.analysis-runs.max-runs");
    }

    @Test
    void who_leaves_a_watch_leaves_nothing_behind() throws Exception {
        createOpen("a");
        for (int i = 0; i < 10 * MOST_STREAMS; i++) {
            try (Reading<WatchAnalysisRunResponse> one = opened(() -> watch("a"));
                    Reading<WatchAnalysisRunsResponse> all = opened(this::watchAll)) {
                // Both take a place, and the end of this block gives it back.
                assertThat(one.isOpen() && all.isOpen()).isTrue();
            }
        }
        ManagedChannel lost = channel();
        try (Reading<WatchAnalysisRunResponse> one = opened(() -> watch(stub(lost), "a"));
                Reading<WatchAnalysisRunResponse> other = opened(() -> watch(stub(lost), "a"))) {
            assertThat(one.isOpen() && other.isOpen()).isTrue();
            assertRefused(() -> watchAll().next(), Status.Code.RESOURCE_EXHAUSTED)
                    .contains(MOST_STREAMS + " are open", "assay.http.max-event-streams");
        } finally {
            // Without a word to the streams, as when a caller ends.
            lost.shutdownNow();
        }
        opened(() -> watch("a")).close();
        assertThat(get("a").getStatus().getPhase()).isEqualTo("Running");
    }

    /** A stream of messages that its reader can leave. */
    private static final class Reading<T> implements AutoCloseable {
        private final Context.CancellableContext context = Context.current().withCancellation();
        private final Iterator<T> messages;

        Reading(Supplier<Iterator<T>> call) {
            Context before = context.attach();
            try {
                messages = call.get();
            } finally {
                context.detach(before);
            }
        }

        T next() {
            return messages.next();
        }

        boolean hasNext() {
            return messages.hasNext();
        }

        boolean isOpen() {
            return !context.isCancelled();
        }

        @Override
        public void close() {
            context.cancel(null);
        }
    }

    /** A stream whose first message has come. It may be refused until the place of an earlier one is free. */
    private static <T> Reading<T> opened(Supplier<Reading<T>> call) {
        return await().atMost(LONG)
                .ignoreExceptionsMatching(e -> e instanceof StatusRuntimeException refusal
                        && refusal.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED)
                .until(
                        () -> {
                            Reading<T> reading = call.get();
                            T unused = reading.next();
                            return reading;
                        },
                        Reading::isOpen);
    }

    private Reading<WatchAnalysisRunResponse> watch(String name) {
        return watch(runs, name);
    }

    private static Reading<WatchAnalysisRunResponse> watch(AnalysisRunServiceBlockingStub stub, String name) {
        return new Reading<>(() -> stub.watchAnalysisRun(
                WatchAnalysisRunRequest.newBuilder().setName(name).build()));
    }

    private Reading<WatchAnalysisRunsResponse> watchAll() {
        return new Reading<>(() -> runs.watchAnalysisRuns(WatchAnalysisRunsRequest.getDefaultInstance()));
    }

    private static AnalysisRun last(Reading<WatchAnalysisRunResponse> watch) {
        AnalysisRun last = watch.next().getRun();
        while (watch.hasNext()) {
            last = watch.next().getRun();
        }
        return last;
    }

    private ManagedChannel channel() throws InterruptedException {
        URI address = application.address();
        return ManagedChannelBuilder.forAddress(address.getHost(), address.getPort())
                .usePlaintext()
                .build();
    }

    private static AnalysisRunServiceBlockingStub stub(ManagedChannel channel) {
        return AnalysisRunServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(2 * LONG.toSeconds(), TimeUnit.SECONDS);
    }

    private static String template(String name, String metric) {
        return TEMPLATE.replace("NAME", name).replace("METRIC", metric);
    }

    private CreateAnalysisRunResponse create(String manifest) {
        return runs.createAnalysisRun(
                CreateAnalysisRunRequest.newBuilder().setManifest(manifest).build());
    }

    private void create(String name, String metric, String pause) {
        CreateAnalysisRunResponse created = runs.createAnalysisRun(CreateAnalysisRunRequest.newBuilder()
                .setManifest(template(name, metric))
                .putArguments("pause", pause)
                .build());
        assertThat(created.getRun().getName()).isEqualTo(name);
    }

    /** A run with a measurement in progress that does not end by itself. */
    private void createOpen(String name) {
        create(name, "long-" + name, "1h");
        await().atMost(LONG).until(() -> get(name).getStatus().getMetricResultsCount() == 1);
    }

    private void awaitPhase(String name, String phase) {
        await().atMost(LONG).until(() -> get(name).getStatus().getPhase(), phase::equals);
    }

    private AnalysisRun get(String name) {
        return runs.getAnalysisRun(
                GetAnalysisRunRequest.newBuilder().setName(name).build());
    }

    /** Whether the run is ended first. */
    private boolean delete(String name) {
        return runs.deleteAnalysisRun(
                        DeleteAnalysisRunRequest.newBuilder().setName(name).build())
                .hasRun();
    }

    private ListAnalysisRunsResponse list(String phase, int limit, String next) {
        return runs.listAnalysisRuns(ListAnalysisRunsRequest.newBuilder()
                .addPhases(phase)
                .setLimit(limit)
                .setContinue(next)
                .build());
    }

    private static List<String> names(ListAnalysisRunsResponse list) {
        return list.getRunsList().stream().map(AnalysisRun::getName).toList();
    }

    private static AbstractStringAssert<?> assertRefused(ThrowingCallable call, Status.Code code) {
        StatusRuntimeException refusal = catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(refusal.getStatus().getCode()).isEqualTo(code);
        return assertThat(refusal.getStatus().getDescription());
    }
}
