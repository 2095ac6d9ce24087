package dev.assay.measure;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.MetricProvider;
import dev.assay.pace.Pause;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.jboss.logging.Logger;

/**
 * Follows a measurement that its plugin left in progress. It resumes the measurement at its {@code resumeAt} until it is
 * finished, and terminates it at the wait limit or when the caller is gone. A call in flight at the wait limit is not given up,
 * since a plugin expects one call at a time for one measurement. So a run may last longer by the time-out of one call.
 */
final class Follower {
    /** The pause before a measurement without {@code resumeAt} is resumed. Argo resumes it when the run changes. */
    static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);

    /** The shortest pause: a plugin whose {@code resumeAt} is always over would otherwise be called without an end. */
    static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);

    private static final Logger LOG = Logger.getLogger(Follower.class);

    private final InstantSource clock;
    private final ScheduledExecutorService timer;
    private final Executor worker;
    private final StopSignal stop;

    /**
     * @param worker runs the call after a pause: encoding it is too long for the timer
     * @param stop ends each pause
     */
    Follower(InstantSource clock, ScheduledExecutorService timer, Executor worker, StopSignal stop) {
        this.stop = stop;
        this.clock = clock;
        this.timer = timer;
        this.worker = worker;
    }

    /**
     * Gives the last measurement. Fails only when the provider does.
     *
     * @param first as the plugin returned it; it is the answer when it is finished
     */
    Uni<Measurement> follow(
            MetricProvider provider, AnalysisRun run, Metric metric, Measurement first, Deadline deadline) {
        return first.isUnfinished()
                ? new Following(provider, run, metric, deadline, first).untilFinished()
                : Uni.createFrom().item(first);
    }

    /** One measurement that is followed. */
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

        Uni<Measurement> untilFinished() {
            return Uni.createFrom()
                    .deferred(this::next)
                    .repeat()
                    .whilst(measurement -> !terminated && measurement.isUnfinished())
                    .collect()
                    .last()
                    .onCancellation()
                    .invoke(this::abandon);
        }

        private Uni<Measurement> next() {
            Duration untilResume = untilResume(last);
            Duration left = deadline.left();
            boolean atLimit = untilResume.compareTo(left) >= 0;
            Duration pause = atLimit ? left : untilResume;
            Uni<Measurement> call = Uni.createFrom()
                    .deferred(() -> {
                        if (stop.isGiven()) {
                            return stopped();
                        }
                        return atLimit ? terminate() : provider.resume(run, metric, last);
                    })
                    .map(KnownPhase::orError)
                    .invoke(measurement -> last = measurement);
            return pause.isNegative() || pause.isZero()
                    ? call
                    : afterOrStop(pause).chain(() -> call);
        }

        /** Terminates the plugin's work without waiting for it, since the plugin stops next. */
        private Uni<Measurement> stopped() {
            abandon();
            terminated = true;
            Instant now = clock.instant();
            return Uni.createFrom()
                    .item(Measurement.error(
                            "tried to follow the measurement of " + metric.name()
                                    + ", but Assay is stopping; call again when it is back",
                            last.startedAt(),
                            now));
        }

        private Uni<Measurement> terminate() {
            terminated = true;
            return provider.terminate(run, metric, last).map(Measurement::terminated);
        }

        /** Terminates the plugin's work when the caller is gone, or the service stops. */
        private void abandon() {
            if (terminated || !last.isUnfinished()) {
                return;
            }
            terminate()
                    .subscribe()
                    .with(
                            end -> LOG.debugf("Terminated %s, which nobody waits for: %s", metric.name(), end.phase()),
                            failure -> LOG.warnf(
                                    failure,
                                    "tried to terminate %s, which nobody waits for, but failed",
                                    metric.name()));
        }
    }

    private Duration untilResume(Measurement measurement) {
        Instant resumeAt = measurement.resumeAt();
        if (resumeAt == null) {
            return DEFAULT_INTERVAL;
        }
        Duration untilResume = Duration.between(clock.instant(), resumeAt);
        return untilResume.compareTo(SHORTEST_INTERVAL) < 0 ? SHORTEST_INTERVAL : untilResume;
    }

    private Uni<Void> afterOrStop(Duration pause) {
        return Uni.join().first(after(pause), stop.await().emitOn(worker)).toTerminate();
    }

    private Uni<Void> after(Duration pause) {
        return Pause.of(pause, timer).emitOn(worker);
    }
}
