package dev.assay.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import dev.assay.metric.ProviderException;
import dev.assay.testing.LogCapture;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlockingProviderTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Instant NOW = Instant.parse("2024-01-01T00:00:00Z");
    private static final Instant EARLIER = NOW.minusSeconds(60);

    private final ExecutorService workers = PluginThreadPool.start();

    @AfterEach
    void stop() {
        workers.shutdownNow();
    }

    @FunctionalInterface
    private interface Run {
        Measurement run() throws Exception;
    }

    @Test
    void all_verbs_but_run_and_type_have_defaults() {
        BlockingProvider provider = provider(() -> Measurement.EMPTY);
        Measurement running = Measurements.running(NOW.plusSeconds(1));

        get(provider.initialize());
        get(provider.garbageCollect(AnalysisRun.EMPTY, Metric.EMPTY, 1));
        assertThat(get(provider.type())).isEqualTo("Test");
        assertThat(get(provider.metadata(Metric.EMPTY))).isEmpty();
        assertThat(get(provider.resume(AnalysisRun.EMPTY, Metric.EMPTY, running))
                        .phase())
                .isEqualTo(Phase.RUNNING);
        assertThat(get(provider.terminate(AnalysisRun.EMPTY, Metric.EMPTY, running))
                        .resumeAt())
                .isEqualTo(NOW.plusSeconds(1));
    }

    @Test
    void times_that_the_author_left_out_are_added() {
        Measurement finished = run(() -> Measurements.of(Phase.SUCCESSFUL, "1"));
        assertThat(finished.startedAt()).isEqualTo(NOW);
        assertThat(finished.finishedAt()).isEqualTo(NOW);

        Measurement running = run(() -> Measurements.running(NOW));
        assertThat(running.startedAt()).isEqualTo(NOW);
        assertThat(running.finishedAt()).isNull();

        Measurement own = new Measurement(Phase.FAILED, "", EARLIER, EARLIER, "", Map.of(), null);
        assertThat(run(() -> own)).isEqualTo(own);
    }

    @Test
    void an_exception_of_a_verb_is_logged_with_its_trace_unless_it_is_the_measurements_own_error()
            throws InterruptedException {
        List<LogRecord> records = new CopyOnWriteArrayList<>();
        LogCapture capture = new LogCapture("dev.assay.plugin", records::add);
        try (capture) {
            assertThatThrownBy(() -> run(() -> {
                        throw new java.io.IOException("no route to host");
                    }))
                    .hasRootCauseMessage("no route to host");
            assertThatThrownBy(() -> run(() -> {
                        throw new ProviderException("no such query");
                    }))
                    .hasMessage("no such query");
            // The answer comes before its line.
            workers.shutdown();
            assertThat(workers.awaitTermination(SOON.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }
        assertThat(records).singleElement().satisfies(entry -> {
            assertThat(entry.getMessage())
                    .isEqualTo("tried to run a metric, but the plugin threw java.io.IOException: no route to host");
            assertThat(entry.getThrown()).hasMessage("no route to host");
            assertThat(entry.getLevel()).isEqualTo(Level.WARNING);
        });
    }

    @Test
    void an_exception_or_error_of_a_verb_fails_that_call_alone() {
        assertThatThrownBy(() -> run(() -> {
                    throw new java.io.IOException("no route to host");
                }))
                .hasRootCauseMessage("no route to host");
        assertThatThrownBy(() -> run(() -> {
                    throw new StackOverflowError("deep");
                }))
                .hasStackTraceContaining("deep");
        assertThat(run(() -> Measurements.of(Phase.SUCCESSFUL, "1")).value()).isEqualTo("1");
    }

    @Test
    void a_call_that_is_given_up_is_interrupted() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        CompletableFuture<Measurement> call = provider(() -> {
                    started.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.complete(true);
                    }
                    return Measurement.EMPTY;
                })
                .run(AnalysisRun.EMPTY, Metric.EMPTY)
                .subscribeAsCompletionStage();
        started.await();
        call.cancel(true);
        assertThat(interrupted).succeedsWithin(SOON);
    }

    @Test
    void the_callers_thread_never_runs_the_verb() {
        assertThat(run(() -> Measurements.of(
                                Phase.SUCCESSFUL, Thread.currentThread().getName()))
                        .value())
                .startsWith("plugin-worker-");
    }

    @Test
    void more_calls_than_can_wait_are_refused_with_a_sentence() {
        workers.shutdownNow();
        assertThatThrownBy(() -> run(() -> Measurement.EMPTY))
                .isInstanceOf(ProviderException.class)
                .hasMessage("tried to start a call, but 64 are in progress and 1024 wait, or the plugin is ending;"
                        + " call again later");
    }

    private Measurement run(Run run) {
        return get(provider(run).run(AnalysisRun.EMPTY, Metric.EMPTY));
    }

    private BlockingProvider provider(Run run) {
        MetricPlugin plugin = new MetricPlugin() {
            @Override
            public String type() {
                return "Test";
            }

            @Override
            public Measurement run(AnalysisRun analysisRun, Metric metric) throws Exception {
                return run.run();
            }
        };
        return new BlockingProvider(plugin, workers, InstantSource.fixed(NOW));
    }

    private static <T> T get(Uni<T> answer) {
        return answer.await().atMost(SOON);
    }
}
