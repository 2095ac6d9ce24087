package dev.assay.api;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.MetricProvider;
import dev.assay.metric.Phase;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Follows a measurement that its plugin left in progress: resumes it at its {@code resumeAt} until it is finished, and
 * terminates it when the wait is over or the caller is gone. A call in flight at the end of the wait is not given up,
 * since a plugin expects one call at a time for one measurement: the wait may be exceeded by the time-out of calls.
 */
final class Follower {
    /** Between two looks at a measurement that names no time; Argo has none, and looks again when the run changes. */
    static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);

    /** At least so long between two looks, whatever the plugin asks for: it would otherwise be asked without a pause. */
    static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);

    private static final Logger LOG = Logger.getLogger(Follower.class);

    private final InstantSource clock;
    private final ScheduledExecutorService timer;

    Follower(InstantSource clock, ScheduledExecutorService timer) {
        this.clock = clock;
        this.timer = timer;
    }

    /**
     * Fails only when the provider does.
     *
     * @param first as the plugin returned it; a finished one is the answer
     */
    Uni<Measurement> follow(
            MetricProvider provider, AnalysisRun run, Metric metric, Measurement first, Instant deadline) {
        if (!inProgress(first)) {
            return Uni.createFrom().item(first);
        }
        AtomicReference<Measurement> last = new AtomicReference<>(first);
        return Uni.createFrom()
                .deferred(() -> next(provider, run, metric, last.get(), deadline))
                .invoke(step -> last.set(step.measurement()))
                .repeat()
                .whilst(step -> !step.end())
                .collect()
                .last()
                .map(Step::measurement)
                .onCancellation()
                .invoke(() -> abandon(provider, run, metric, last.get()));
    }

    /** @param end whether it is the last one */
    private record Step(Measurement measurement, boolean end) {}

    private Uni<Step> next(
            MetricProvider provider, AnalysisRun run, Metric metric, Measurement measurement, Instant deadline) {
        Instant now = clock.instant();
        Instant resumeAt = resumeAt(measurement, now);
        Instant wake = resumeAt.isBefore(deadline) ? resumeAt : deadline;
        Uni<Step> step = Uni.createFrom()
                .deferred(() -> resumeAt.isBefore(deadline)
                        ? provider.resume(run, metric, measurement).map(m -> new Step(m, !inProgress(m)))
                        : provider.terminate(run, metric, measurement).map(m -> new Step(terminated(m), true)));
        Duration pause = Duration.between(now, wake);
        return pause.isNegative() || pause.isZero() ? step : after(pause).chain(() -> step);
    }

    private static Instant resumeAt(Measurement measurement, Instant now) {
        Instant asked = measurement.resumeAt();
        Instant earliest = now.plus(SHORTEST_INTERVAL);
        if (asked == null) {
            return now.plus(DEFAULT_INTERVAL);
        }
        return asked.isBefore(earliest) ? earliest : asked;
    }

    private Uni<Void> after(Duration pause) {
        return Uni.createFrom().voidItem().onItem().delayIt().onExecutor(timer).by(pause);
    }

    /** As in {@code runMeasurements} of Argo's {@code analysis/analysis.go}. */
    private static Measurement terminated(Measurement measurement) {
        Phase phase = measurement.phase();
        return phase.equals(Phase.SUCCESSFUL) || phase.equals(Phase.INCONCLUSIVE)
                ? measurement.withMessage("Metric Terminated")
                : measurement;
    }

    /** The caller is gone, the plugin's work is not. */
    private static void abandon(MetricProvider provider, AnalysisRun run, Metric metric, Measurement measurement) {
        if (inProgress(measurement)) {
            provider.terminate(run, metric, measurement)
                    .subscribe()
                    .with(
                            end -> LOG.debugf("Terminated %s, whose caller is gone: %s", metric.name(), end.phase()),
                            failure -> LOG.warnf(
                                    failure, "Tried to terminate %s, whose caller is gone, but failed", metric.name()));
        }
    }

    private static boolean inProgress(Measurement measurement) {
        return !measurement.phase().completed() && measurement.finishedAt() == null;
    }
}
