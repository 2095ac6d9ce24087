package dev.assay.host.calls;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Caller;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.MetricProvider;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A plugin behind its {@link CallGate}, with its answers as they are. A call that gets no answer fails with
 * {@link dev.assay.metric.CallException}. Thread-safe.
 *
 * @param caller for whom the calls are made
 */
public record GatedPlugin(CallGate gate, Caller caller) implements MetricProvider {
    @Override
    public Uni<Void> initialize() {
        return gate.call(caller, "initialise", MetricProvider::initialize);
    }

    @Override
    public Uni<Measurement> run(AnalysisRun analysisRun, Metric metric) {
        return gate.call(
                caller,
                "run a metric",
                subject("run", analysisRun, metric),
                connection -> connection.run(analysisRun, metric));
    }

    @Override
    public Uni<Measurement> resume(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return gate.call(
                caller,
                "resume a measurement",
                subject("resume", analysisRun, metric),
                connection -> connection.resume(analysisRun, metric, measurement));
    }

    @Override
    public Uni<Measurement> terminate(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return gate.call(
                caller,
                "terminate a measurement",
                subject("terminate", analysisRun, metric),
                connection -> connection.terminate(analysisRun, metric, measurement));
    }

    @Override
    public Uni<Void> garbageCollect(AnalysisRun analysisRun, Metric metric, int limit) {
        return gate.call(
                caller,
                "garbage-collect",
                subject("garbage-collect", analysisRun, metric),
                connection -> connection.garbageCollect(analysisRun, metric, limit));
    }

    @Override
    public Uni<String> type() {
        return gate.call(caller, "ask for the type", MetricProvider::type);
    }

    @Override
    public Uni<Map<String, String>> metadata(Metric metric) {
        return gate.call(caller, "ask for metadata", connection -> connection.metadata(metric));
    }

    private static Supplier<String> subject(String verb, AnalysisRun run, Metric metric) {
        return () -> verb + " of metric " + metric.name() + " of run "
                + (run.namespace().isEmpty() ? "" : run.namespace() + "/") + run.name();
    }
}
