package dev.assay.measure;

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
import org.jboss.logging.Logger;

/**
 * Follows a measurement that its plugin left in progress: resumes it at its {@code resumeAt} until it is finished, and
 * terminates it when the wait is over or the caller is gone. A call in flight at the end of the wait is not given up,
 * since a plugin expects one call at a time for one measurement: the wait may be exceeded by the time-out of calls.
 */
public final class Follower {
    /** Between two looks at a measurement that names no time; Argo has none, and looks again when the run changes. */
    static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);

    /** At least so long between two looks, whatever the plugin asks for: it would otherwise be asked without a pause. */
    static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);

    private static final Logger LOG = Logger.getLogger(Follower.class);

    private final InstantSource clock;
    private final ScheduledExecutorService timer;

    public Follower(InstantSource clock, ScheduledExecutorService timer) {
        this.clock = clock;
        this.timer = timer;
    }

    /**
     * Fails only when the provider does.
     *
     * @param first as the plugin returned it; a finished one is the answer
     */
    Uni<Measurement> follow(
            MetricProvider provider, AnalysisRun run, Metric metric, Measurement first, Deadline deadline) {
        return inProgress(first)
                ? new Following(provider, run, metric, deadline, first).toTheEnd()
                : Uni.createFrom().item(first);
    }

    /** One measurement on its way. */
    private final class Following {
        private final MetricProvider provider;
        private final AnalysisRun run;
        private final Metric metric;
        private final Deadline deadline;
        private volatile Measurement last;
        private volatile boolean terminated;

        Following(MetricProvider provider, AnalysisRun run, Metric metric, Deadline deadline, Measurement first) {
            this.provider = provider;
            this.run = run;
            this.metric = metric;
            this.deadline = deadline;
            this.last = first;
        }

        Uni<Measurement> toTheEnd() {
            return Uni.createFrom()
                    .deferred(this::next)
                    .repeat()
                    .whilst(measurement -> !terminated && inProgress(measurement))
                    .collect()
                    .last()
                    .onCancellation()
                    .invoke(this::abandon);
        }

        private Uni<Measurement> next() {
            Duration asked = untilResume(last);
            Duration left = deadline.left();
            boolean over = asked.compareTo(left) >= 0;
            Duration pause = over ? left : asked;
            Uni<Measurement> call = Uni.createFrom()
                    .deferred(() -> over ? terminate() : provider.resume(run, metric, last))
                    .invoke(measurement -> last = measurement);
            return pause.isNegative() || pause.isZero() ? call : after(pause).chain(() -> call);
        }

        private Uni<Measurement> terminate() {
            terminated = true;
            return provider.terminate(run, metric, last).map(Follower::terminated);
        }

        /** The caller is gone, the plugin's work is not. */
        private void abandon() {
            if (terminated || !inProgress(last)) {
                return;
            }
            terminate()
                    .subscribe()
                    .with(
                            end -> LOG.debugf("Terminated %s, whose caller is gone: %s", metric.name(), end.phase()),
                            failure -> LOG.warnf(
                                    failure, "tried to terminate %s, whose caller is gone, but failed", metric.name()));
        }
    }

    private Duration untilResume(Measurement measurement) {
        Instant resumeAt = measurement.resumeAt();
        if (resumeAt == null) {
            return DEFAULT_INTERVAL;
        }
        Duration asked = Duration.between(clock.instant(), resumeAt);
        return asked.compareTo(SHORTEST_INTERVAL) < 0 ? SHORTEST_INTERVAL : asked;
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

    private static boolean inProgress(Measurement measurement) {
        return !measurement.phase().completed() && measurement.finishedAt() == null;
    }
}
