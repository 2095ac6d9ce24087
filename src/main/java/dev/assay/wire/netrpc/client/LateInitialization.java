package dev.assay.wire.netrpc.client;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.ProviderException;
import dev.assay.text.HumanUnits;
import dev.assay.wire.PluginConnection;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a plugin from before Argo 1.5, which is initialised by the metric of the first call (argo-rollouts
 * 32627786696f, {@code metricproviders/plugin/client/client.go}). Other calls wait for it. {@link #type} has no metric, and
 * is answered without it.
 *
 * <p>Where the initialisation fails, its call fails, and the next call tries with its own metric. Argo's host tried no
 * second time, but called a plugin that was not initialised.
 */
final class LateInitialization implements PluginConnection {
    private final NetRpcConnection plugin;
    private final Duration timeout;
    private final ScheduledExecutorService timer;

    /** The attempt that goes on or has succeeded; null where there is none. */
    private final AtomicReference<@Nullable CompletableFuture<Void>> attempt = new AtomicReference<>();

    private volatile boolean initialized;

    /** @param timeout of the initialisation, after which the connection is closed */
    LateInitialization(NetRpcConnection plugin, Duration timeout, ScheduledExecutorService timer) {
        this.plugin = plugin;
        this.timeout = timeout;
        this.timer = timer;
    }

    @Override
    public Uni<Void> initialize() {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Measurement> run(AnalysisRun analysisRun, Metric metric) {
        return after(metric, () -> plugin.run(analysisRun, metric));
    }

    @Override
    public Uni<Measurement> resume(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return after(metric, () -> plugin.resume(analysisRun, metric, measurement));
    }

    @Override
    public Uni<Measurement> terminate(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return after(metric, () -> plugin.terminate(analysisRun, metric, measurement));
    }

    @Override
    public Uni<Void> garbageCollect(AnalysisRun analysisRun, Metric metric, int limit) {
        return after(metric, () -> plugin.garbageCollect(analysisRun, metric, limit));
    }

    @Override
    public Uni<String> type() {
        return plugin.type();
    }

    @Override
    public Uni<Map<String, String>> metadata(Metric metric) {
        return after(metric, () -> plugin.metadata(metric));
    }

    private <T> Uni<T> after(Metric metric, Supplier<Uni<T>> call) {
        return Uni.createFrom()
                .deferred(() -> initialized ? call.get() : initializedBy(metric).chain(done -> call.get()));
    }

    private Uni<Void> initializedBy(Metric metric) {
        CompletableFuture<Void> own = new CompletableFuture<>();
        CompletableFuture<Void> present = attempt.compareAndExchange(null, own);
        if (present != null) {
            return outcome(present).onFailure().recoverWithUni(() -> initializedBy(metric));
        }
        Future<?> deadline = timer.schedule(this::endConnection, timeout.toNanos(), TimeUnit.NANOSECONDS);
        // It goes on when its caller waits no more: others wait for it, and it must not be made twice.
        Cancellable unused = plugin.initialize(metric)
                .onTermination()
                .invoke(() -> deadline.cancel(false))
                .subscribe()
                .with(done -> onInitialized(own), failure -> onFailed(own, metric, failure));
        return outcome(own);
    }

    /** Whoever waits may give up, which changes nothing for the others. */
    private static Uni<Void> outcome(CompletableFuture<Void> attempt) {
        return Uni.createFrom().completionStage(attempt.minimalCompletionStage());
    }

    /** A plugin that does not answer would let all calls wait for ever. Without a connection it is started again. */
    private void endConnection() {
        plugin.close("the plugin did not answer InitPlugin within " + HumanUnits.seconds(timeout)
                + ", the time of assay.start.timeout");
    }

    private void onInitialized(CompletableFuture<Void> own) {
        initialized = true;
        own.complete(null);
    }

    private void onFailed(CompletableFuture<Void> own, Metric metric, Throwable failure) {
        attempt.set(null);
        own.completeExceptionally(failure instanceof ProviderException ? inWordsOfArgo(metric, failure) : failure);
    }

    private static ProviderException inWordsOfArgo(Metric metric, Throwable failure) {
        String name = metric.pluginName();
        return new ProviderException("unable to start plugin system: unable to initialize plugin via rpc (" + name
                + "): " + failure.getMessage());
    }

    @Override
    public Uni<Void> ping() {
        return plugin.ping();
    }

    @Override
    public long answers() {
        return plugin.answers();
    }

    @Override
    public Uni<Void> quit() {
        return plugin.quit();
    }

    @Override
    public CompletionStage<String> closed() {
        return plugin.closed();
    }

    @Override
    public void close() {
        plugin.close();
    }
}
