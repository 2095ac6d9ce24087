package dev.assay.testing;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.MetricProvider;
import dev.assay.metric.Phase;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A provider without a process, whose verbs a test scripts: each answers well until it is given something else to do.
 * A verb hangs with {@code Uni.createFrom().nothing()}. Thread-safe.
 */
public final class FakePlugin implements MetricProvider {
    /** The answer of {@link #run} unless another was set. */
    public static final Measurement SUCCESSFUL = new Measurement(Phase.SUCCESSFUL, "", null, null, "1", Map.of(), null);

    private final AtomicInteger initializations = new AtomicInteger();
    private final AtomicInteger runs = new AtomicInteger();
    private volatile Supplier<Uni<Void>> initialize = () -> Uni.createFrom().voidItem();
    private volatile Supplier<Uni<Measurement>> run = () -> Uni.createFrom().item(SUCCESSFUL);

    public FakePlugin onInitialize(Supplier<Uni<Void>> script) {
        initialize = script;
        return this;
    }

    /** For run, resume and terminate. */
    public FakePlugin onRun(Supplier<Uni<Measurement>> script) {
        run = script;
        return this;
    }

    public int initializations() {
        return initializations.get();
    }

    public int runs() {
        return runs.get();
    }

    @Override
    public Uni<Void> initialize() {
        return Uni.createFrom().deferred(() -> {
            initializations.incrementAndGet();
            return initialize.get();
        });
    }

    @Override
    public Uni<Measurement> run(AnalysisRun analysisRun, Metric metric) {
        return Uni.createFrom().deferred(() -> {
            runs.incrementAndGet();
            return run.get();
        });
    }

    @Override
    public Uni<Measurement> resume(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return Uni.createFrom().deferred(() -> run.get());
    }

    @Override
    public Uni<Measurement> terminate(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return Uni.createFrom().deferred(() -> run.get());
    }

    @Override
    public Uni<Void> garbageCollect(AnalysisRun analysisRun, Metric metric, int limit) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<String> type() {
        return Uni.createFrom().item("FakePlugin");
    }

    @Override
    public Uni<Map<String, String>> metadata(Metric metric) {
        return Uni.createFrom().item(Map.of());
    }
}
