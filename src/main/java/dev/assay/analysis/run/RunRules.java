package dev.assay.analysis.run;

import dev.assay.analysis.Analysis;
import dev.assay.analysis.AnalysisException;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one run: {@code reconcileAnalysisRun} in Argo's {@code analysis/analysis.go} without its clock, its threads
 * and its calls. One turn is: the calls of {@link #due} are made, {@link #next} takes their answers, the calls of
 * {@link #collections} are made in their order, and {@link #collected} takes those that succeeded. Argo waits for all
 * answers of a turn. Who does not, says which calls are open. Immutable, for any thread.
 */
public final class RunRules {
    /** {@code DefaultMeasurementHistoryLimit}. */
    private static final int DEFAULT_RETENTION = 10;

    private final List<MetricSpec> metrics;
    private final TimeToLive timeToLive;
    private final boolean terminate;

    private RunRules(List<MetricSpec> metrics, TimeToLive timeToLive, boolean terminate) {
        this.metrics = metrics;
        this.timeToLive = timeToLive;
        this.terminate = terminate;
    }

    /**
     * Reads the rules of a run, and checks them in Argo's order. A run that is refused ends with
     * {@link AnalysisRunStatus#refused}.
     *
     * @param metrics of the run, with their arguments filled in
     * @throws AnalysisException for instance {@code metrics[0]: no provider specified}. Argo shows it as
     *     {@code Analysis spec invalid: ...}
     */
    public static RunRules of(AnalysisRun run, List<Metric> metrics) {
        Analysis.validate(metrics);
        Set<String> dryRun = Analysis.dryRunMetrics(run, metrics);
        Map<String, Integer> retention = Analysis.retention(run, metrics);
        List<MetricSpec> specs = new ArrayList<>();
        for (Metric metric : metrics) {
            String name = metric.name();
            specs.add(
                    MetricSpec.of(specs.size(), metric, dryRun.contains(name), limit(retention.getOrDefault(name, 0))));
        }
        return new RunRules(
                List.copyOf(specs), TimeToLive.of(run.json().path("spec").path("ttlStrategy")), run.terminate());
    }

    private static int limit(int retention) {
        return retention > 0 ? retention : DEFAULT_RETENTION;
    }

    /** The rules after somebody has set {@code spec.terminate}. */
    public RunRules terminated() {
        return new RunRules(metrics, timeToLive, true);
    }

    /** Whether {@code spec.terminate} is set. */
    public boolean isTerminated() {
        return terminate;
    }

    /** The calls that are due, in the order of the spec. Those of a run that terminates end what is in progress. */
    public List<Task> due(AnalysisRunStatus status, OpenCalls open, Instant now) {
        if (status.phase().completed()) {
            return List.of();
        }
        return Schedule.due(without(open.inFlight()), isTerminating(status), status, now).stream()
                .filter(task ->
                        task.verb() != Task.Verb.TERMINATE || !open.terminated().contains(task.metric()))
                .toList();
    }

    /**
     * When the next call becomes due, as far as the time decides on it. A pause between two measurements must be exceeded,
     * so they are not due yet at this instant. A measurement in progress without {@code resumeAt} has no time: Argo
     * resumes it after the next change of the run.
     *
     * @param without names of the metrics that are left out
     */
    public Optional<Instant> nextAt(AnalysisRunStatus status, Set<String> without, Instant now) {
        return status.phase().completed() ? Optional.empty() : Schedule.next(without(without), status, now);
    }

    private List<MetricSpec> without(Set<String> names) {
        return names.isEmpty()
                ? metrics
                : metrics.stream()
                        .filter(metric -> !names.contains(metric.name()))
                        .toList();
    }

    /**
     * The status after a turn, also after one without calls. A run that terminates ends when no call is in flight, and each
     * measurement in progress has been terminated.
     *
     * @param answers in the order of their tasks
     */
    public AnalysisRunStatus next(AnalysisRunStatus status, List<Answer> answers, OpenCalls open, Instant now) {
        if (status.phase().completed()) {
            return status;
        }
        AnalysisRunStatus recorded = recorded(status, answers);
        Set<String> terminated = new HashSet<>(open.terminated());
        answers.stream()
                .map(Answer::task)
                .filter(task -> task.verb() == Task.Verb.TERMINATE)
                .forEach(task -> terminated.add(task.metric()));
        boolean waiting = !open.inFlight().isEmpty()
                || recorded.metrics().stream()
                        .anyMatch(metric -> isInProgress(metric) && !terminated.contains(metric.name()));
        return RunAssessment.assess(
                metrics, terminate, isTerminating(recorded), recorded, open.inFlight(), waiting, now);
    }

    private static boolean isInProgress(MetricStatus metric) {
        return !metric.phase().completed()
                && metric.last().filter(last -> last.finishedAt() == null).isPresent();
    }

    /** By {@code runMeasurements} in Argo's {@code analysis.go}. */
    private AnalysisRunStatus recorded(AnalysisRunStatus status, List<Answer> answers) {
        MetricTable table = new MetricTable(status.metrics());
        for (Answer answer : answers) {
            Task task = answer.task();
            MetricStatus known = table.find(task.metric()).orElseGet(() -> first(task, answer.metadata()));
            table.put(known.with(answer.kept(), task.verb() != Task.Verb.RUN));
        }
        return status.with(table.all());
    }

    private MetricStatus first(Task task, Map<String, String> metadata) {
        boolean dryRun = metrics.get(task.index()).dryRun();
        return new MetricStatus(task.metric(), Phase.RUNNING, List.of(), "", Counts.NONE, dryRun, metadata);
    }

    /**
     * The calls of {@code GarbageCollect} that are due. They are to be made one after the other. After one that fails, the
     * others are left out, and this metric keeps all its measurements; the next turn tries again.
     */
    public List<GarbageCollection> collections(AnalysisRunStatus status) {
        Map<String, Integer> indexes = new HashMap<>();
        for (int i = 0; i < metrics.size(); i++) {
            indexes.put(metrics.get(i).name(), i);
        }
        List<GarbageCollection> collections = new ArrayList<>();
        for (MetricStatus metric : status.metrics()) {
            @Nullable Integer index = indexes.get(metric.name());
            if (index != null
                    && metric.measurements().size() > metrics.get(index).retention()) {
                collections.add(new GarbageCollection(
                        index, metric.name(), metrics.get(index).retention()));
            }
        }
        return collections;
    }

    /** The status after calls of {@code GarbageCollect} that succeeded. */
    public AnalysisRunStatus collected(AnalysisRunStatus status, List<GarbageCollection> done) {
        MetricTable table = new MetricTable(status.metrics());
        for (GarbageCollection collection : done) {
            table.find(collection.metric()).ifPresent(metric -> table.put(metric.trimmed(collection.limit())));
        }
        return status.with(table.all());
    }

    /** The first instant at which the run may be deleted by its {@code ttlStrategy}; empty for never. */
    public Optional<Instant> endOfLife(AnalysisRunStatus status) {
        return timeToLive.end(status);
    }

    /**
     * Whether the run makes no new measurements any more, by {@code IsTerminating} in Argo's
     * {@code utils/analysis/helpers.go}.
     */
    public boolean isTerminating(AnalysisRunStatus status) {
        return terminate
                || status.metrics().stream()
                        .anyMatch(metric -> !metric.dryRun()
                                && metric.phase().completed()
                                && !metric.phase().equals(Phase.SUCCESSFUL));
    }
}
