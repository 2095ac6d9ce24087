package dev.assay.measure.run;

import dev.assay.analysis.run.Answer;
import dev.assay.analysis.run.GarbageCollection;
import dev.assay.analysis.run.Task;
import dev.assay.measure.InternalErrors;
import dev.assay.measure.KnownPhase;
import dev.assay.measure.Plan;
import dev.assay.measure.PluginLookup;
import dev.assay.metric.Caller;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.MetricProvider;
import dev.assay.text.GoDuration;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * Makes the calls of one run that its rules ask for. The plugins get the run as it was created, without its status.
 *
 * @param caller for whom the plugins are called
 * @param log of the run
 */
record MetricCalls(PluginLookup plugins, InstantSource clock, Plan plan, Caller caller, RunLog log) {
    /** The name of the plugin; empty where the metric has none. */
    String plugin(int metric) {
        return plan.metrics().get(metric).pluginName();
    }

    /** The pause between two measurements of a metric; the longest there is where it is measured once. */
    Duration interval(int metric) {
        String text = plan.metrics().get(metric).json().path("interval").asText("");
        return text.isEmpty() ? ChronoUnit.FOREVER.getDuration() : GoDuration.parse(text);
    }

    /**
     * The answer to a task. Never fails.
     *
     * @param first whether the metric has no measurement yet; then its metadata is asked for, too
     */
    Uni<Answer> answer(Task task, boolean first) {
        Metric metric = plan.metrics().get(task.index());
        return Uni.createFrom()
                .deferred(() -> {
                    PluginLookup.Result found = plugins.find(metric, caller);
                    return found instanceof PluginLookup.NotFound none
                            ? Uni.createFrom().item(Answer.withoutProvider(task, none.reason(), clock.instant()))
                            : answer(task, metric, (PluginLookup.Found) found, first);
                })
                .onFailure()
                .recoverWithItem(failure -> {
                    Instant now = clock.instant();
                    String message = InternalErrors.report("measure " + metric.name(), failure);
                    return new Answer(task, Measurement.error(message, now, now), Map.of(), now);
                })
                .invoke(answer -> log.ended(metric, answer.measurement()));
    }

    private Uni<Answer> answer(Task task, Metric metric, PluginLookup.Found plugin, boolean first) {
        return call(plugin.provider(), task, metric).map(KnownPhase::orError).flatMap(measurement -> {
            Instant at = clock.instant();
            Uni<Map<String, String>> metadata = first
                    ? plugins.metadata(plugin, metric, measurement)
                    : Uni.createFrom().item(Map.of());
            return metadata.map(texts -> new Answer(task, measurement, texts, at));
        });
    }

    private Uni<Measurement> call(MetricProvider provider, Task task, Metric metric) {
        return switch (task.verb()) {
            case RUN -> provider.run(plan.run(), metric).map(answer -> withReason(metric, answer));
            case RESUME ->
                provider.resume(plan.run(), metric, task.measurement()).map(answer -> withReason(metric, answer));
            case TERMINATE -> provider.terminate(plan.run(), metric, task.measurement());
        };
    }

    private Measurement withReason(Metric metric, Measurement answer) {
        return ConditionReason.added(metric, answer, plan.mask()::mask);
    }

    /** The outcome of a call of {@code GarbageCollect}. */
    enum Garbage {
        COLLECTED,
        FAILED,
        /** There is no plugin to call. */
        LEFT
    }

    /** Collects the garbage of one metric. Never fails; why it was not collected is logged. */
    Uni<Garbage> collect(GarbageCollection collection) {
        Metric metric = plan.metrics().get(collection.index());
        return Uni.createFrom()
                .deferred(() -> plugins.find(metric, caller) instanceof PluginLookup.Found plugin
                        ? plugin.provider()
                                .garbageCollect(plan.run(), metric, collection.limit())
                                .replaceWith(Garbage.COLLECTED)
                        : Uni.createFrom().item(Garbage.LEFT))
                .onFailure()
                .recoverWithItem(failure -> {
                    log.kept(metric, String.valueOf(failure.getMessage()));
                    return Garbage.FAILED;
                });
    }
}
