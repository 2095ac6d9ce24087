package dev.assay.analysis.run;

import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The calls that are due: {@code generateMetricTasks} and {@code calculateNextReconcileTime} in Argo's {@code analysis.go}. */
public final class Schedule {
    /** The pause after an error, whatever the metric's own interval is ({@code DefaultErrorRetryInterval}). */
    public static final Duration ERROR_RETRY_INTERVAL = Duration.ofSeconds(10);

    private Schedule() {}

    static List<Task> due(List<MetricSpec> specs, boolean terminating, AnalysisRunStatus status, Instant now) {
        MetricTable metrics = new MetricTable(status.metrics());
        List<Task> tasks = new ArrayList<>();
        for (MetricSpec spec : specs) {
            due(spec, terminating, status, metrics, now).ifPresent(tasks::add);
        }
        return tasks;
    }

    private static Optional<Task> due(
            MetricSpec spec, boolean terminating, AnalysisRunStatus status, MetricTable metrics, Instant now) {
        Optional<MetricStatus> metric = metrics.find(spec.name());
        if (metric.filter(known -> known.phase().completed()).isPresent()) {
            return Optional.empty();
        }
        Optional<Measurement> last = metric.flatMap(MetricStatus::last);
        if (last.filter(Schedule::inProgress).isPresent()) {
            boolean early = Optional.ofNullable(last.get().resumeAt())
                    .filter(now::isBefore)
                    .isPresent();
            Task.Verb verb = terminating ? Task.Verb.TERMINATE : Task.Verb.RESUME;
            return early && !terminating
                    ? Optional.empty()
                    : Optional.of(new Task(spec.index(), spec.name(), verb, last.get()));
        }
        if (terminating) {
            return Optional.empty();
        }
        boolean due = last.isEmpty()
                ? initialDelayIsOver(spec, status, now)
                : !spec.countReached(metric.orElseThrow().counts())
                        && now.isAfter(finishedAt(last.get()).plus(pause(spec, last.get())));
        return due
                ? Optional.of(new Task(spec.index(), spec.name(), Task.Verb.RUN, Measurement.EMPTY))
                : Optional.empty();
    }

    private static boolean initialDelayIsOver(MetricSpec spec, AnalysisRunStatus status, Instant now) {
        Instant startedAt = status.startedAt();
        return spec.initialDelay().isEmpty()
                || (startedAt != null
                        && !startedAt.plus(spec.initialDelay().get()).isAfter(now));
    }

    /** When the next call becomes due, as far as the time decides on it. */
    static Optional<Instant> next(List<MetricSpec> specs, AnalysisRunStatus status, Instant now) {
        MetricTable metrics = new MetricTable(status.metrics());
        Stream<Instant> times =
                specs.stream().flatMap(spec -> next(spec, metrics.find(spec.name()), status, now).stream());
        return times.min(Instant::compareTo);
    }

    private static Optional<Instant> next(
            MetricSpec spec, Optional<MetricStatus> metric, AnalysisRunStatus status, Instant now) {
        if (metric.filter(known -> known.phase().completed()).isPresent()) {
            return Optional.empty();
        }
        Optional<Measurement> last = metric.flatMap(MetricStatus::last);
        if (last.isEmpty()) {
            Instant startedAt = Objects.requireNonNullElse(status.startedAt(), now);
            return spec.initialDelay().map(startedAt::plus);
        }
        if (inProgress(last.get())) {
            return Optional.ofNullable(last.get().resumeAt());
        }
        boolean once = spec.interval().isEmpty() && !last.get().phase().equals(Phase.ERROR);
        return once || spec.countReached(metric.orElseThrow().counts())
                ? Optional.empty()
                : Optional.of(finishedAt(last.get()).plus(pause(spec, last.get())));
    }

    private static Duration pause(MetricSpec spec, Measurement last) {
        return last.phase().equals(Phase.ERROR)
                ? ERROR_RETRY_INTERVAL
                : spec.interval().orElse(ERROR_RETRY_INTERVAL);
    }

    /** Argo asks for the time of the end and not for the phase. */
    private static boolean inProgress(Measurement measurement) {
        return measurement.finishedAt() == null;
    }

    private static Instant finishedAt(Measurement measurement) {
        return Objects.requireNonNull(measurement.finishedAt());
    }
}
