package dev.assay.host.calls;

import dev.assay.host.facts.CallSubject;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Caller;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.MetricProvider;
import dev.assay.metric.Verb;
import io.smallrye.mutiny.Uni;
import java.util.Map;

/**
 * A plugin behind its {@link CallGate}, with its answers as they are. A call that gets no answer fails with
 * {@link dev.assay.metric.CallException}. Thread-safe.
 *
 * @param caller for whom the calls are made
 */
public record GatedPlugin(CallGate gate, Caller caller) implements MetricProvider {
    @Override
    public Uni<Void> initialize() {
        return gate.call(caller, CallSubject.of(Verb.INITIALIZE), MetricProvider::initialize);
    }

    @Override
    public Uni<Measurement> run(AnalysisRun analysisRun, Metric metric) {
        return gate.call(
                caller,
                new CallSubject(Verb.RUN, analysisRun, metric),
                connection -> connection.run(analysisRun, metric));
    }

    @Override
    public Uni<Measurement> resume(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return gate.call(
                caller,
                new CallSubject(Verb.RESUME, analysisRun, metric),
                connection -> connection.resume(analysisRun, metric, measurement));
    }

    @Override
    public Uni<Measurement> terminate(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return gate.call(
                caller,
                new CallSubject(Verb.TERMINATE, analysisRun, metric),
                connection -> connection.terminate(analysisRun, metric, measurement));
    }

    @Override
    public Uni<Void> garbageCollect(AnalysisRun analysisRun, Metric metric, int limit) {
        return gate.call(
                caller,
                new CallSubject(Verb.GARBAGE_COLLECT, analysisRun, metric),
                connection -> connection.garbageCollect(analysisRun, metric, limit));
    }

    @Override
    public Uni<String> type() {
        return gate.call(caller, CallSubject.of(Verb.TYPE), MetricProvider::type);
    }

    @Override
    public Uni<Map<String, String>> metadata(Metric metric) {
        return gate.call(caller, CallSubject.of(Verb.METADATA, metric), connection -> connection.metadata(metric));
    }
}
