package dev.assay.measure;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Runs every metric of a plan once, all at the same time, without a blocked thread. No metric's trouble is another's:
 * each ends in a result. Cancelling a subscription gives up what is in flight.
 */
public final class Measurer {
    private final MetricRunner runner;
    private final InstantSource clock;
    private final LongSupplier nanos;

    /**
     * @param clock for what is shown
     * @param nanos for waiting
     */
    public Measurer(MetricRunner runner, InstantSource clock, LongSupplier nanos) {
        this.runner = runner;
        this.clock = clock;
        this.nanos = nanos;
    }

    /** Each metric's result as it completes, then the whole. Each subscription is a run of its own; never fails. */
    public Multi<MeasureEvent> events(Plan plan) {
        return Multi.createFrom().deferred(() -> {
            Instant startedAt = clock.instant();
            List<MetricResult> done = Collections.synchronizedList(new ArrayList<>());
            Multi<MeasureEvent> results = results(plan).invoke(done::add).map(MeasureEvent.class::cast);
            Multi<MeasureEvent> whole = Multi.createFrom()
                    .item(() -> Assessment.assess(plan, List.copyOf(done), startedAt, clock.instant()));
            return Multi.createBy().concatenating().streams(results, whole);
        });
    }

    /** The whole alone. */
    public Uni<RunStatus> measure(Plan plan) {
        return events(plan).collect().last().map(RunStatus.class::cast);
    }

    private Multi<MetricResult> results(Plan plan) {
        int metrics = plan.metrics().size();
        Deadline deadline = new Deadline(nanos, plan.patience());
        return Multi.createFrom()
                .range(0, metrics)
                .onItem()
                .transformToUni(index -> runner.run(plan, index, deadline))
                .merge(Math.max(1, metrics));
    }
}
