package dev.assay.host.calls;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.MetricProvider;
import io.smallrye.mutiny.Uni;
import java.util.Map;

/** A plugin as seen through its {@link CallGate}, whichever process serves it at the moment. */
public final class GatedProvider implements MetricProvider {
    private final CallGate gate;

    public GatedProvider(CallGate gate) {
        this.gate = gate;
    }

    @Override
    public Uni<Void> initialize() {
        return gate.call("initialise", MetricProvider::initialize);
    }

    @Override
    public Uni<Measurement> run(AnalysisRun analysisRun, Metric metric) {
        return gate.call("run a metric", connection -> connection.run(analysisRun, metric));
    }

    @Override
    public Uni<Measurement> resume(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return gate.call("resume a measurement", connection -> connection.resume(analysisRun, metric, measurement));
    }

    @Override
    public Uni<Measurement> terminate(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return gate.call(
                "terminate a measurement", connection -> connection.terminate(analysisRun, metric, measurement));
    }

    @Override
    public Uni<Void> garbageCollect(AnalysisRun analysisRun, Metric metric, int limit) {
        return gate.call("garbage-collect", connection -> connection.garbageCollect(analysisRun, metric, limit));
    }

    @Override
    public Uni<String> type() {
        return gate.call("ask for the type", MetricProvider::type);
    }

    @Override
    public Uni<Map<String, String>> metadata(Metric metric) {
        return gate.call("ask for metadata", connection -> connection.metadata(metric));
    }
}
