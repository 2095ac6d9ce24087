package dev.assay.measure;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.MetricProvider;
import dev.assay.metric.ProviderException;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A plugin as callers may see it: each text in its answers goes through a mask. Values go to the plugin as they are.
 *
 * @param secrets the mask
 */
record MaskedProvider(MetricProvider plugin, UnaryOperator<String> secrets) implements MetricProvider {
    @Override
    public Uni<Void> initialize() {
        return plugin.initialize();
    }

    @Override
    public Uni<Measurement> run(AnalysisRun run, Metric metric) {
        return masked(plugin.run(run, metric).map(this::masked));
    }

    @Override
    public Uni<Measurement> resume(AnalysisRun run, Metric metric, Measurement measurement) {
        return masked(plugin.resume(run, metric, measurement).map(this::masked));
    }

    @Override
    public Uni<Measurement> terminate(AnalysisRun run, Metric metric, Measurement measurement) {
        return masked(plugin.terminate(run, metric, measurement).map(this::masked));
    }

    @Override
    public Uni<Void> garbageCollect(AnalysisRun run, Metric metric, int limit) {
        return masked(plugin.garbageCollect(run, metric, limit));
    }

    @Override
    public Uni<String> type() {
        return masked(plugin.type().map(secrets));
    }

    @Override
    public Uni<Map<String, String>> metadata(Metric metric) {
        return masked(plugin.metadata(metric).map(this::masked));
    }

    private Measurement masked(Measurement measurement) {
        return measurement.mapTexts(secrets);
    }

    private Map<String, String> masked(Map<String, String> texts) {
        return Measurement.mapTexts(texts, secrets);
    }

    private <T> Uni<T> masked(Uni<T> answer) {
        return answer.onFailure(ProviderException.class)
                .transform(failure -> new ProviderException(secrets.apply(String.valueOf(failure.getMessage()))));
    }
}
