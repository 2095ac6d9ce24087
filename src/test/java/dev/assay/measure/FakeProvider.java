package dev.assay.measure;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.MetricProvider;
import dev.assay.metric.Phase;
import dev.assay.metric.ProviderException;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/** A provider whose answers a test sets, and which remembers its calls as {@code verb metric}. */
public final class FakeProvider implements MetricProvider {
    public final List<String> calls = new CopyOnWriteArrayList<>();
    public final List<AnalysisRun> runs = new CopyOnWriteArrayList<>();
    public final List<Measurement> measurements = new CopyOnWriteArrayList<>();

    public volatile Function<Metric, Uni<Measurement>> onRun = metric -> item(phase(Phase.SUCCESSFUL));
    public volatile Function<Measurement, Uni<Measurement>> onResume = last -> item(phase(Phase.SUCCESSFUL));
    public volatile Function<Measurement, Uni<Measurement>> onTerminate = last -> item(phase(Phase.SUCCESSFUL));
    public volatile Function<Metric, Uni<Map<String, String>>> onMetadata =
            metric -> Uni.createFrom().item(Map.of());
    public volatile String garbage = "";

    public static Measurement phase(Phase phase) {
        return new Measurement(phase, "", null, null, "", Map.of(), null);
    }

    public static Uni<Measurement> item(Measurement measurement) {
        return Uni.createFrom().item(measurement);
    }

    @Override
    public Uni<Void> initialize() {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Measurement> run(AnalysisRun analysisRun, Metric metric) {
        return called("run", metric, analysisRun, null, () -> onRun.apply(metric));
    }

    @Override
    public Uni<Measurement> resume(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return called("resume", metric, analysisRun, measurement, () -> onResume.apply(measurement));
    }

    @Override
    public Uni<Measurement> terminate(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return called("terminate", metric, analysisRun, measurement, () -> onTerminate.apply(measurement));
    }

    @Override
    public Uni<Void> garbageCollect(AnalysisRun analysisRun, Metric metric, int limit) {
        calls.add("garbageCollect " + metric.name() + " " + limit);
        return garbage.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().failure(new ProviderException(garbage));
    }

    @Override
    public Uni<String> type() {
        calls.add("type");
        return Uni.createFrom().item("RPCPlugin");
    }

    @Override
    public Uni<Map<String, String>> metadata(Metric metric) {
        return Uni.createFrom().deferred(() -> {
            calls.add("metadata " + metric.name());
            return onMetadata.apply(metric);
        });
    }

    private Uni<Measurement> called(
            String verb, Metric metric, AnalysisRun run, Measurement measurement, Supplier<Uni<Measurement>> answer) {
        return Uni.createFrom().deferred(() -> {
            calls.add(verb + " " + metric.name());
            runs.add(run);
            if (measurement != null) {
                measurements.add(measurement);
            }
            return answer.get();
        });
    }
}
