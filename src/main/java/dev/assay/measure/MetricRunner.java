package dev.assay.measure;

import dev.assay.metric.Caller;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.MetricProvider;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Runs one metric: calls its plugin's {@code run}, follows the measurement, then calls {@code metadata}. The order is that
 * of {@code runMeasurements} in Argo's {@code analysis/analysis.go}. So a run has no more calls in flight than metrics.
 */
final class MetricRunner {
    private final PluginLookup plugins;
    private final Follower follower;
    private final InstantSource clock;
    private final UnaryOperator<String> secrets;

    /** @param secrets hides what is secret in texts of plugins */
    MetricRunner(PluginLookup plugins, Follower follower, InstantSource clock, UnaryOperator<String> secrets) {
        this.secrets = secrets;
        this.plugins = plugins;
        this.follower = follower;
        this.clock = clock;
    }

    /**
     * Never fails.
     *
     * @param index of the metric in the plan
     * @param deadline when following ends
     * @param caller for whom the plugins are called
     */
    Uni<MetricResult> run(Plan plan, int index, Deadline deadline, Caller caller) {
        Metric metric = plan.metrics().get(index);
        RunMask mask = new RunMask(plan.mask(), secrets);
        boolean dryRun = plan.dryRun().contains(metric.name());
        PluginLookup.Result result = plugins.find(metric, caller);
        if (result instanceof PluginLookup.NotFound notFound) {
            return Uni.createFrom()
                    .item(() -> new MetricResult(index, metric.name(), dryRun, Map.of(), error(notFound.reason()))
                            .masked(mask));
        }
        PluginLookup.Found plugin = (PluginLookup.Found) result;
        return measurement(plan, metric, plugin.provider(), deadline)
                .flatMap(measurement -> plugins.metadata(plugin, metric, measurement)
                        .map(metadata -> new MetricResult(index, metric.name(), dryRun, metadata, measurement)))
                .map(unmasked -> unmasked.masked(mask));
    }

    private Uni<Measurement> measurement(Plan plan, Metric metric, MetricProvider provider, Deadline deadline) {
        return Uni.createFrom()
                .deferred(() -> provider.run(plan.run(), metric))
                .map(KnownPhase::orError)
                .flatMap(first -> plan.waitLimit().equals(Duration.ZERO)
                        ? Uni.createFrom().item(first)
                        : follower.follow(provider, plan.run(), metric, first, deadline))
                .onFailure()
                .recoverWithItem(failure -> error(InternalErrors.report("measure " + metric.name(), failure)))
                .map(measurement -> measurement.finished(clock.instant()));
    }

    private Measurement error(String message) {
        Instant now = clock.instant();
        return Measurement.error(message, now, now);
    }
}
