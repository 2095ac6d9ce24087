package dev.assay.measure.run;

import dev.assay.analysis.run.AnalysisRunStatus;
import dev.assay.analysis.run.Answer;
import dev.assay.analysis.run.GarbageCollection;
import dev.assay.analysis.run.MetricStatus;
import dev.assay.analysis.run.OpenCalls;
import dev.assay.analysis.run.RunRules;
import dev.assay.analysis.run.Task;
import dev.assay.measure.InternalErrors;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One run on its way. A look at it takes the answers that have come, makes the calls that are due, and finds the time of
 * the next look. Thread-safe; looks are made on the worker, and no call is made under the lock.
 */
final class ActiveRun {
    private static final Logger LOG = Logger.getLogger(ActiveRun.class);

    /** The pause before a measurement without {@code resumeAt} is resumed. Argo resumes it when the run changes. */
    static final Duration RESUME_PAUSE = Duration.ofSeconds(1);

    /** The shortest pause: an interval of zero, or a {@code resumeAt} that is always over, would mean calls without an end. */
    static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);

    /** Argo looks at each run again after this time at the latest. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    /** An interval must be exceeded, so the look comes a moment after its end. */
    private static final Duration MOMENT = Duration.ofMillis(1);

    /** The parts of the service that all runs share. */
    record Shared(InstantSource clock, Executor worker, Agenda agenda, CallLanes lanes) {}

    private final Shared shared;
    private final MetricCalls calls;
    private final Consumer<ActiveRun> changed;
    private final Runnable alarm = this::lookSoon;
    private final Set<String> inFlight = new HashSet<>(2);

    /** When a metric may be called again at the earliest, where its rules alone permit an earlier call. */
    private final Map<String, Instant> notBefore = new HashMap<>(2);

    /** The metrics whose measurement in progress was terminated; a plugin is asked for that once. */
    private final Set<String> terminated = new HashSet<>(2);

    private final List<Answer> answers = new ArrayList<>(1);
    private RunRules rules;
    private AnalysisRunStatus status = AnalysisRunStatus.NEW;
    private boolean collecting;
    private boolean lookPending;

    /**
     * The outcome of a look: the work that is left, to be done without the lock.
     *
     * @param changed whether the status is another one
     * @param garbage to be collected before any call is made
     * @param calls that are due and have begun
     * @param measured the metrics that have been measured before these calls
     */
    private record Look(boolean changed, List<GarbageCollection> garbage, List<Task> calls, Set<String> measured) {
        private static final Look NOTHING = new Look(false, List.of(), List.of(), Set.of());
    }

    /** @param changed told after each change, on any thread and without a lock */
    ActiveRun(Shared shared, MetricCalls calls, RunRules rules, Consumer<ActiveRun> changed) {
        this.shared = shared;
        this.calls = calls;
        this.rules = rules;
        this.changed = changed;
    }

    synchronized AnalysisRunStatus status() {
        return status;
    }

    synchronized boolean isTerminated() {
        return rules.isTerminated();
    }

    /** Whether nothing changes any more. */
    synchronized boolean isOver() {
        return status.phase().completed() && !collecting;
    }

    synchronized Optional<Instant> endOfLife() {
        return rules.endOfLife(status);
    }

    void begin() {
        lookSoon();
    }

    void terminate() {
        synchronized (this) {
            if (status.phase().completed()) {
                return;
            }
            rules = rules.terminated();
        }
        changed.accept(this);
        lookSoon();
    }

    private void lookSoon() {
        synchronized (this) {
            if (lookPending) {
                return;
            }
            lookPending = true;
        }
        try {
            shared.worker().execute(this::look);
        } catch (RejectedExecutionException e) {
            synchronized (this) {
                lookPending = false;
            }
            LOG.debug("Assay is ending, so nobody looks at an AnalysisRun");
        }
    }

    private void look() {
        try {
            lookNow();
        } catch (RuntimeException e) {
            fail("take an AnalysisRun further", e);
        }
    }

    /** Ends the run, since nobody would look at it any more. */
    private void fail(String tried, RuntimeException fault) {
        String reason = InternalErrors.report(tried, fault);
        synchronized (this) {
            collecting = false;
            status = status.phase().completed() ? status : status.refused(reason);
            shared.agenda().remove(alarm);
        }
        changed.accept(this);
    }

    private void lookNow() {
        Look look = nextLook();
        if (look.changed()) {
            changed.accept(this);
        }
        if (!look.garbage().isEmpty()) {
            collect(look.garbage(), List.of());
        }
        look.calls().forEach(task -> make(task, !look.measured().contains(task.metric())));
    }

    private synchronized Look nextLook() {
        lookPending = false;
        if (collecting || status.phase().completed()) {
            return Look.NOTHING;
        }
        AnalysisRunStatus before = status;
        Instant now = shared.clock().instant();
        List<GarbageCollection> garbage = takeAnswers(now);
        collecting = !garbage.isEmpty();
        List<Task> due = collecting ? List.of() : due(now);
        due.forEach(this::begin);
        setAlarm(now);
        Set<String> measured = status.metrics().stream().map(MetricStatus::name).collect(Collectors.toSet());
        return new Look(!status.equals(before), garbage, due, measured);
    }

    /** Takes the answers that have come into the status. Gives the garbage that is to be collected after them. */
    private List<GarbageCollection> takeAnswers(Instant now) {
        List<Answer> taken = List.copyOf(answers);
        answers.clear();
        status = rules.next(status, taken, open(), now);
        return taken.isEmpty() ? List.of() : rules.collections(status);
    }

    /** Makes a call that has begun, in the lane of its plugin. */
    private void make(Task task, boolean first) {
        Uni<Answer> call = calls.answer(task, first).invoke(this::take);
        Uni<Answer> ifWanted = Uni.createFrom()
                .deferred(() -> isWanted(task) ? call : Uni.createFrom().nullItem());
        shared.lanes().make(calls.plugin(task.index()), this, ifWanted);
    }

    /** The calls that are due. As in Argo a change that leads to no call is followed by another look. */
    private List<Task> due(Instant now) {
        while (true) {
            List<Task> due = rules.due(status, open(), now).stream()
                    .filter(task -> task.verb() == Task.Verb.TERMINATE
                            || !notBefore.getOrDefault(task.metric(), now).isAfter(now))
                    .toList();
            AnalysisRunStatus next = due.isEmpty() ? rules.next(status, List.of(), open(), now) : status;
            if (next.equals(status)) {
                return due;
            }
            status = next;
        }
    }

    /** Forgets a call that has waited in its lane until the run was to end: then nothing new is measured. */
    private boolean isWanted(Task task) {
        synchronized (this) {
            if (task.verb() == Task.Verb.TERMINATE || !rules.isTerminating(status)) {
                return true;
            }
            inFlight.remove(task.metric());
        }
        lookSoon();
        return false;
    }

    private OpenCalls open() {
        return new OpenCalls(inFlight, terminated);
    }

    private void begin(Task task) {
        inFlight.add(task.metric());
        notBefore.remove(task.metric());
        if (task.verb() == Task.Verb.TERMINATE) {
            terminated.add(task.metric());
        }
    }

    private void setAlarm(Instant now) {
        // A pause that is over holds a metric back no more: its rules tell its next time, such as that after an error.
        notBefore.values().removeIf(time -> !time.isAfter(now));
        Set<String> others = new HashSet<>(inFlight);
        others.addAll(notBefore.keySet());
        Stream<Instant> times = Stream.concat(
                rules.nextAt(status, others, now).stream(),
                notBefore.entrySet().stream()
                        .filter(metric -> !inFlight.contains(metric.getKey()))
                        .map(Map.Entry::getValue));
        if (collecting || status.phase().completed()) {
            shared.agenda().remove(alarm);
            return;
        }
        // What is over and led to no call waits for something else.
        Instant at = times.filter(time -> !time.isBefore(now))
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
        Instant latest = now.plus(LONGEST_PAUSE);
        shared.agenda().put(alarm, at.isBefore(latest) ? at.plus(MOMENT) : latest);
    }

    /** Keeps less of the measurements, because memory is short. Tells nobody. */
    synchronized void cut() {
        status = KeptMeasurements.cut(status, shared.clock().instant());
    }

    private void take(Answer whole) {
        try {
            keep(whole);
        } catch (RuntimeException e) {
            fail("keep a measurement of an AnalysisRun", e);
        }
    }

    private void keep(Answer whole) {
        Answer answer = new Answer(
                whole.task(),
                KeptMeasurements.bounded(whole.measurement(), whole.at()),
                KeptMeasurements.bounded(whole.metadata()),
                whole.at());
        synchronized (this) {
            String metric = answer.task().metric();
            inFlight.remove(metric);
            answers.add(answer);
            if (answer.measurement().isUnfinished()) {
                notBefore.put(metric, resumable(answer));
            } else if (calls.interval(answer.task().index()).compareTo(SHORTEST_PAUSE) < 0) {
                notBefore.put(metric, answer.at().plus(SHORTEST_PAUSE));
            }
        }
        lookSoon();
    }

    private static Instant resumable(Answer answer) {
        @Nullable Instant resumeAt = answer.measurement().resumeAt();
        if (resumeAt == null) {
            return answer.at().plus(RESUME_PAUSE);
        }
        Instant soonest = answer.at().plus(SHORTEST_PAUSE);
        return resumeAt.isBefore(soonest) ? soonest : resumeAt;
    }

    /** One after the other, each in the lane of its plugin. After a failure the others are left out, as in Argo. */
    private void collect(List<GarbageCollection> garbage, List<GarbageCollection> done) {
        GarbageCollection next = garbage.get(0);
        Uni<MetricCalls.Garbage> call = calls.collect(next).invoke(outcome -> {
            List<GarbageCollection> left = garbage.subList(1, garbage.size());
            List<GarbageCollection> successes = new ArrayList<>(done);
            if (outcome == MetricCalls.Garbage.COLLECTED) {
                successes.add(next);
            }
            if (left.isEmpty() || outcome == MetricCalls.Garbage.FAILED) {
                collected(successes);
            } else {
                collect(left, successes);
            }
        });
        shared.lanes().make(calls.plugin(next.index()), this, call);
    }

    private void collected(List<GarbageCollection> done) {
        synchronized (this) {
            collecting = false;
            status = rules.collected(status, done);
        }
        changed.accept(this);
        lookSoon();
    }
}
