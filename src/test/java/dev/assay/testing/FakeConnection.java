package dev.assay.testing;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.MetricProvider;
import dev.assay.wire.PluginConnection;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A connection in memory to a provider in the same JVM. It keeps the contract of {@link PluginConnection}, which
 * {@code MetricProviderContract} checks, and can be lost, made to hang, or asked what was asked of it. Thread-safe.
 */
public final class FakeConnection implements PluginConnection {
    private final MetricProvider plugin;
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private final Set<UniEmitter<?>> pending = ConcurrentHashMap.newKeySet();
    private final AtomicInteger quits = new AtomicInteger();
    private final AtomicLong answers = new AtomicLong();
    private volatile Supplier<Uni<Void>> ping = () -> Uni.createFrom().voidItem();
    private volatile Supplier<Uni<Void>> quit = () -> Uni.createFrom().voidItem();

    public FakeConnection(MetricProvider plugin) {
        this.plugin = plugin;
    }

    /** For instance {@code () -> Uni.createFrom().nothing()} for a plugin that hangs. */
    public FakeConnection onPing(Supplier<Uni<Void>> script) {
        ping = script;
        return this;
    }

    public FakeConnection onQuit(Supplier<Uni<Void>> script) {
        quit = script;
        return this;
    }

    /** The connection ends from the plugin's side, as when its process dies. */
    public void lose(String why) {
        closed.complete(why);
        pending.forEach(call -> call.fail(gone()));
    }

    /** Calls that have neither ended nor been cancelled. */
    public int pendingCalls() {
        return pending.size();
    }

    public int quits() {
        return quits.get();
    }

    @Override
    public Uni<Void> initialize() {
        return call(plugin::initialize);
    }

    @Override
    public Uni<Measurement> run(AnalysisRun analysisRun, Metric metric) {
        return call(() -> plugin.run(analysisRun, metric));
    }

    @Override
    public Uni<Measurement> resume(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return call(() -> plugin.resume(analysisRun, metric, measurement));
    }

    @Override
    public Uni<Measurement> terminate(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return call(() -> plugin.terminate(analysisRun, metric, measurement));
    }

    @Override
    public Uni<Void> garbageCollect(AnalysisRun analysisRun, Metric metric, int limit) {
        return call(() -> plugin.garbageCollect(analysisRun, metric, limit));
    }

    @Override
    public Uni<String> type() {
        return call(plugin::type);
    }

    @Override
    public Uni<Map<String, String>> metadata(Metric metric) {
        return call(() -> plugin.metadata(metric));
    }

    @Override
    public Uni<Void> ping() {
        return call(() -> ping.get());
    }

    @Override
    public Uni<Void> quit() {
        return Uni.createFrom()
                .deferred(() -> {
                    quits.incrementAndGet();
                    return call(() -> quit.get());
                })
                .onFailure(CallException.class)
                .recoverWithNull();
    }

    @Override
    public long answers() {
        return answers.get();
    }

    @Override
    public CompletionStage<String> closed() {
        return closed.minimalCompletionStage();
    }

    @Override
    public void close() {
        lose("Assay closed the connection");
    }

    private <T> Uni<T> call(Supplier<Uni<T>> verb) {
        return Uni.createFrom().emitter(emitter -> {
            pending.add(emitter);
            if (closed.isDone()) {
                pending.remove(emitter);
                emitter.fail(gone());
                return;
            }
            var answer = Uni.createFrom()
                    .deferred(verb::get)
                    .onItemOrFailure()
                    .invoke((item, failure) -> answers.incrementAndGet())
                    .subscribe()
                    .with(emitter::complete, emitter::fail);
            emitter.onTermination(() -> {
                pending.remove(emitter);
                answer.cancel();
            });
        });
    }

    private CallException gone() {
        return new CallException(
                Remedy.RESTARTING,
                "tried to call the plugin, but the connection to it is gone (" + closed.getNow("")
                        + "); call again once the plugin has been restarted");
    }
}
