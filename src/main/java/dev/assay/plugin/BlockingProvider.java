package dev.assay.plugin;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.MetricProvider;
import dev.assay.metric.ProviderException;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A {@link MetricPlugin}, whose verbs may block, as a {@link MetricProvider}, whose verbs do not: they run on workers. What
 * a verb throws goes into the log with its stack trace, unless nobody waits for it any more.
 */
final class BlockingProvider implements MetricProvider {
    private final MetricPlugin plugin;
    private final ExecutorService workers;
    private final InstantSource clock;
    private final Logger log;

    BlockingProvider(MetricPlugin plugin, ExecutorService workers, InstantSource clock) {
        this.plugin = plugin;
        this.workers = workers;
        this.clock = clock;
        this.log = Logger.getLogger(plugin.getClass().getName());
    }

    @Override
    public Uni<Void> initialize() {
        return onWorker("initialise", () -> {
            plugin.initialize();
            return null;
        });
    }

    @Override
    public Uni<Measurement> run(AnalysisRun analysisRun, Metric metric) {
        return measure("run a metric", () -> plugin.run(analysisRun, metric));
    }

    @Override
    public Uni<Measurement> resume(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return measure("resume a measurement", () -> plugin.resume(analysisRun, metric, measurement));
    }

    @Override
    public Uni<Measurement> terminate(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return measure("terminate a measurement", () -> plugin.terminate(analysisRun, metric, measurement));
    }

    @Override
    public Uni<Void> garbageCollect(AnalysisRun analysisRun, Metric metric, int limit) {
        return onWorker("garbage-collect", () -> {
            plugin.garbageCollect(analysisRun, metric, limit);
            return null;
        });
    }

    @Override
    public Uni<String> type() {
        return onWorker("tell its type", plugin::type);
    }

    @Override
    public Uni<Map<String, String>> metadata(Metric metric) {
        return onWorker("tell metadata", () -> plugin.metadata(metric));
    }

    private Uni<Measurement> measure(String action, Callable<@Nullable Measurement> verb) {
        return onWorker(action, () -> {
            Instant start = clock.instant();
            Measurement measurement = verb.call();
            if (measurement == null) {
                throw new ProviderException("the plugin returned no measurement");
            }
            if (measurement.phase() == null) {
                throw new ProviderException("the plugin returned a measurement without a phase");
            }
            return withTimes(measurement, start);
        });
    }

    private Measurement withTimes(Measurement m, Instant start) {
        Instant startedAt = m.startedAt() == null ? start : m.startedAt();
        Instant finishedAt = m.finishedAt() == null && m.phase().completed() ? clock.instant() : m.finishedAt();
        return new Measurement(m.phase(), m.message(), startedAt, finishedAt, m.value(), m.metadata(), m.resumeAt());
    }

    /**
     * Cancelling interrupts the worker.
     *
     * @param action for the log, for instance {@code run a metric}
     */
    private <T> Uni<T> onWorker(String action, Callable<? extends @Nullable T> verb) {
        return Uni.createFrom().deferred(() -> {
            CompletableFuture<T> answer = new CompletableFuture<>();
            Runnable call = () -> {
                try {
                    answer.complete(verb.call());
                } catch (Throwable e) {
                    // Foreign code: whatever it throws is the answer of this one call.
                    if (answer.completeExceptionally(e) && !(e instanceof ProviderException)) {
                        log.log(Level.WARNING, e, () -> "tried to " + action + ", but the plugin threw " + e);
                    }
                }
            };
            try {
                Future<?> work = workers.submit(call);
                return Uni.createFrom().completionStage(answer).onCancellation().invoke(() -> work.cancel(true));
            } catch (RejectedExecutionException e) {
                return Uni.createFrom()
                        .failure(new ProviderException("tried to start a call, but "
                                + PluginThreadPool.MAX_THREADS + " are in progress and " + PluginThreadPool.MAX_WAITING
                                + " wait, or the plugin is ending; call again later"));
            }
        });
    }
}
