package dev.assay.measure;

import dev.assay.metric.Caller;
import dev.assay.secret.SecretRegistry;
import dev.assay.secret.SecretSources;
import io.smallrye.mutiny.Multi;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/**
 * Runs every metric of a plan once, all at the same time, without a blocked thread. Each metric ends in a result of its
 * own, whatever happens to the others. Cancelling a subscription gives up the calls in flight.
 */
public final class Measurer {
    private final PluginLookup plugins;
    private final MetricRunner runner;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final SecretRegistry secrets;
    private final StopSignal stop = new StopSignal();

    /**
     * @param timer for pauses between two calls for one measurement; must drop tasks that are cancelled
     * @param worker runs the call after a pause
     * @param clock for the times in results
     * @param nanos for the wait limit; it goes on evenly when somebody sets the clock
     * @param secrets holds the values of a run's arguments while it lasts
     */
    public Measurer(
            PluginLookup plugins,
            ScheduledExecutorService timer,
            Executor worker,
            InstantSource clock,
            LongSupplier nanos,
            SecretRegistry secrets) {
        this.plugins = plugins;
        this.runner = new MetricRunner(plugins, new Follower(clock, timer, worker, stop), clock, secrets);
        this.secrets = secrets;
        this.clock = clock;
        this.nanos = nanos;
    }

    /**
     * Checks that the plugins are known.
     *
     * @throws RequestRefusedException before the configuration has been read
     */
    public void requireConfigured() {
        plugins.requireConfigured("measure an analysis");
    }

    /**
     * Gives each metric's result as it completes, then the status. Each subscription is a run of its own; never fails.
     *
     * @throws RequestRefusedException before the configuration has been read
     */
    public Multi<MeasureEvent> events(Plan plan, Caller caller) {
        requireConfigured();
        return Multi.createFrom().deferred(() -> {
            SecretRegistry.Hold held =
                    secrets.hold(SecretSources.ofSecrets(plan.mask().values()));
            Instant startedAt = clock.instant();
            List<MetricResult> done = Collections.synchronizedList(new ArrayList<>());
            Multi<MeasureEvent> results =
                    results(plan, caller).invoke(done::add).map(MeasureEvent.class::cast);
            Multi<MeasureEvent> status = Multi.createFrom()
                    .item(() -> Assessment.assess(plan, List.copyOf(done), startedAt, clock.instant()));
            return Multi.createBy()
                    .concatenating()
                    .streams(results, status)
                    .onTermination()
                    .invoke(held::close);
        });
    }

    /**
     * Ends what is followed, because the service stops: each measurement that a plugin left Running becomes an Error, and is
     * terminated. Calls in flight are the host's to end.
     */
    public void endFollowing() {
        stop.give();
    }

    private Multi<MetricResult> results(Plan plan, Caller caller) {
        int metrics = plan.metrics().size();
        Deadline deadline = new Deadline(nanos, plan.waitLimit());
        return Multi.createFrom()
                .range(0, metrics)
                .onItem()
                .transformToUni(index -> runner.run(plan, index, deadline, caller))
                .merge(Math.max(1, metrics));
    }
}
