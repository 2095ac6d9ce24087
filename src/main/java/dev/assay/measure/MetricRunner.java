package dev.assay.measure;

import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.MetricProvider;
import dev.assay.metric.Phase;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/**
 * Runs one metric: asks its plugin to measure, follows the measurement, asks for the metadata. As {@code runMeasurements}
 * in Argo's {@code analysis/analysis.go}, metadata is asked after the measurement: so a run has no more calls in flight
 * than metrics.
 */
public final class MetricRunner {
    private final PluginLookup choice;
    private final Follower follower;
    private final InternalErrors bugs;
    private final InstantSource clock;

    public MetricRunner(PluginLookup choice, Follower follower, InternalErrors bugs, InstantSource clock) {
        this.choice = choice;
        this.follower = follower;
        this.bugs = bugs;
        this.clock = clock;
    }

    /**
     * Never fails.
     *
     * @param index of the metric in the plan
     * @param deadline when following ends
     */
    Uni<MetricResult> run(Plan plan, int index, Deadline deadline) {
        Metric metric = plan.metrics().get(index);
        boolean dryRun = plan.dryRun().contains(metric.name());
        PluginLookup.Chosen chosen = choice.choose(metric);
        if (chosen instanceof PluginLookup.None none) {
            return Uni.createFrom()
                    .item(() -> new MetricResult(index, metric.name(), dryRun, Map.of(), error(none.reason()))
                            .masked(plan.mask()));
        }
        PluginLookup.Plugin plugin = (PluginLookup.Plugin) chosen;
        return measurement(plan, metric, plugin.provider(), deadline)
                .flatMap(measurement -> metadata(plugin, metric, measurement)
                        .map(metadata -> new MetricResult(index, metric.name(), dryRun, metadata, measurement)))
                .map(result -> result.masked(plan.mask()));
    }

    private Uni<Measurement> measurement(Plan plan, Metric metric, MetricProvider provider, Deadline deadline) {
        return Uni.createFrom()
                .deferred(() -> provider.run(plan.run(), metric))
                .flatMap(first -> plan.patience().equals(Duration.ZERO)
                        ? Uni.createFrom().item(first)
                        : follower.follow(provider, plan.run(), metric, first, deadline))
                .onFailure()
                .recoverWithItem(failure -> error(bugs.report("measure " + metric.name(), failure)))
                .map(this::finished);
    }

    /** A plugin that failed to measure because it is down is not waited for once more. */
    private Uni<Map<String, String>> metadata(PluginLookup.Plugin plugin, Metric metric, Measurement measurement) {
        if (measurement.phase().equals(Phase.ERROR) && !choice.ready(plugin)) {
            return Uni.createFrom().item(Map.of());
        }
        return Uni.createFrom()
                .deferred(() -> plugin.provider().metadata(metric))
                .onFailure()
                .recoverWithItem(
                        failure -> Map.of("error", bugs.report("get the metadata of " + metric.name(), failure)));
    }

    private Measurement finished(Measurement measurement) {
        return measurement.phase().completed() && measurement.finishedAt() == null
                ? measurement.withFinishedAt(clock.instant())
                : measurement;
    }

    private Measurement error(String message) {
        Instant now = clock.instant();
        return Measurement.error(message, now, now);
    }
}
