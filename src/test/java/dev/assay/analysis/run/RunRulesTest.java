package dev.assay.analysis.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.analysis.AnalysisException;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import dev.assay.text.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules that a reader of Argo's documentation would not expect, and what Argo has no part of. */
class RunRulesTest {
    private static final OpenCalls NO_CALLS = new OpenCalls(Set.of(), Set.of());
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void a_failure_limit_must_be_exceeded() {
        RunRules rules = rules("'count': 5, 'interval': '1s', 'failureLimit': 1");
        AnalysisRunStatus first = turn(rules, AnalysisRunStatus.NEW, Phase.FAILED, START);
        assertThat(first.phase()).isEqualTo(Phase.RUNNING);

        AnalysisRunStatus second = turn(rules, first, Phase.FAILED, START.plusSeconds(2));
        assertThat(second.phase()).isEqualTo(Phase.FAILED);
        assertThat(second.message()).isEqualTo("Metric \"m0\" assessed Failed due to failed (2) > failureLimit (1)");
    }

    @Test
    void a_measurement_is_not_due_at_the_end_of_the_interval_but_after_it() {
        RunRules rules = rules("'interval': '1m'");
        AnalysisRunStatus status = turn(rules, AnalysisRunStatus.NEW, Phase.SUCCESSFUL, START);
        Instant next = START.plusSeconds(60);
        assertThat(rules.nextAt(status, Set.of(), START)).contains(next);
        assertThat(rules.due(status, NO_CALLS, next)).isEmpty();
        assertThat(rules.due(status, NO_CALLS, next.plusNanos(1))).hasSize(1);
    }

    @Test
    void an_error_is_followed_by_the_next_attempt_after_ten_seconds_whatever_the_interval_is() {
        RunRules rules = rules("'interval': '1h'");
        AnalysisRunStatus status = turn(rules, AnalysisRunStatus.NEW, Phase.ERROR, START);
        assertThat(rules.nextAt(status, Set.of(), START)).contains(START.plusSeconds(10));
    }

    @Test
    void a_metric_with_an_initial_delay_waits_until_the_run_has_started() {
        RunRules rules = rules("'initialDelay': '0s'");
        assertThat(rules.due(AnalysisRunStatus.NEW, NO_CALLS, START)).isEmpty();
        AnalysisRunStatus started = rules.next(AnalysisRunStatus.NEW, List.of(), NO_CALLS, START);
        assertThat(started.startedAt()).isEqualTo(START);
        assertThat(rules.due(started, NO_CALLS, START)).hasSize(1);
    }

    @Test
    void the_trimming_of_a_metric_is_left_out_while_its_garbage_is_not_collected() {
        RunRules rules = rules("'interval': '1s'", "'measurementRetention': [{'metricName': 'm0', 'limit': 1}]");
        AnalysisRunStatus status = turn(rules, AnalysisRunStatus.NEW, Phase.SUCCESSFUL, START);
        status = turn(rules, status, Phase.SUCCESSFUL, START.plusSeconds(2));
        List<GarbageCollection> due = rules.collections(status);
        assertThat(due).containsExactly(new GarbageCollection(0, "m0", 1));

        AnalysisRunStatus failed = rules.collected(status, List.of());
        assertThat(failed.metrics().get(0).measurements()).hasSize(2);
        assertThat(rules.collections(failed)).isEqualTo(due);
        AnalysisRunStatus collected = rules.collected(status, due);
        assertThat(collected.metrics().get(0).measurements()).hasSize(1);
        assertThat(collected.metrics().get(0).counts().count()).isEqualTo(2);
        assertThat(rules.collections(collected)).isEmpty();
    }

    @Test
    void a_run_ends_when_the_last_call_in_flight_is_answered() {
        AnalysisRun run = run("'args': []", "", "");
        RunRules rules = RunRules.of(run, run.metrics());
        List<Task> tasks = rules.due(AnalysisRunStatus.NEW, NO_CALLS, START);
        assertThat(tasks).hasSize(2);
        Answer failure = answer(tasks.get(0), Phase.FAILED, START);

        AnalysisRunStatus waiting = rules.next(AnalysisRunStatus.NEW, List.of(failure), inFlight("m1"), START);
        waiting = rules.next(waiting, List.of(), inFlight("m1"), START);
        assertThat(waiting.phase()).isEqualTo(Phase.RUNNING);
        assertThat(waiting.metrics().get(0).phase()).isEqualTo(Phase.FAILED);

        AnalysisRunStatus ended =
                rules.next(waiting, List.of(answer(tasks.get(1), Phase.SUCCESSFUL, START)), NO_CALLS, START);
        assertThat(ended.phase()).isEqualTo(Phase.FAILED);
        assertThat(ended.completedAt()).isEqualTo(START);
    }

    @Test
    void a_metric_with_a_call_in_flight_is_not_terminated_before_the_answer() {
        RunRules rules = rules("'interval': '1s'");
        AnalysisRunStatus status = turn(rules, AnalysisRunStatus.NEW, Phase.SUCCESSFUL, START);
        rules = rules.terminated();
        AnalysisRunStatus waiting = rules.next(status, List.of(), inFlight("m0"), START);
        assertThat(waiting.metrics().get(0).phase()).isEqualTo(Phase.RUNNING);
        assertThat(waiting.phase()).isEqualTo(Phase.RUNNING);

        AnalysisRunStatus ended = rules.next(waiting, List.of(), NO_CALLS, START);
        assertThat(ended.phase()).isEqualTo(Phase.SUCCESSFUL);
        assertThat(ended.message()).isEqualTo("Run Terminated");
    }

    @Test
    void a_measurement_that_is_left_in_progress_while_the_run_terminates_is_terminated_before_the_end() {
        AnalysisRun run = run("'args': []", "", "");
        RunRules rules = RunRules.of(run, run.metrics());
        List<Task> tasks = rules.due(AnalysisRunStatus.NEW, NO_CALLS, START);
        AnalysisRunStatus failed = rules.next(
                AnalysisRunStatus.NEW, List.of(answer(tasks.get(0), Phase.FAILED, START)), inFlight("m1"), START);
        AnalysisRunStatus open =
                rules.next(failed, List.of(answer(tasks.get(1), Phase.RUNNING, START)), NO_CALLS, START);
        assertThat(open.phase()).isEqualTo(Phase.RUNNING);

        Task terminate = rules.due(open, NO_CALLS, START).get(0);
        assertThat(terminate.verb()).isEqualTo(Task.Verb.TERMINATE);
        OpenCalls terminated = new OpenCalls(Set.of(), Set.of("m1"));
        assertThat(rules.due(open, terminated, START)).isEmpty();
        assertThat(rules.next(open, List.of(answer(terminate, Phase.RUNNING, START)), NO_CALLS, START)
                        .phase())
                .isEqualTo(Phase.FAILED);
        assertThat(rules.next(open, List.of(), terminated, START).phase()).isEqualTo(Phase.FAILED);
    }

    @Test
    void a_refused_run_has_no_times_and_lives_on() {
        AnalysisRun run = run("'ttlStrategy': {'secondsAfterCompletion': 1}");
        assertThatThrownBy(() -> RunRules.of(run, run.metrics()))
                .isInstanceOf(AnalysisException.class)
                .hasMessage("no metrics specified");
        AnalysisRunStatus refused = AnalysisRunStatus.NEW.refused("Analysis spec invalid: no metrics specified");
        assertThat(refused.phase()).isEqualTo(Phase.ERROR);
        assertThat(refused.completedAt()).isNull();
    }

    @Test
    void a_run_may_be_deleted_one_second_after_its_time_to_live() {
        RunRules rules = rules("", "'ttlStrategy': {'secondsAfterFailure': 1, 'secondsAfterCompletion': 7}");
        AnalysisRunStatus failed = turn(rules, AnalysisRunStatus.NEW, Phase.FAILED, START);
        assertThat(rules.endOfLife(failed)).contains(START.plus(Duration.ofSeconds(2)));
        AnalysisRunStatus good = turn(rules, AnalysisRunStatus.NEW, Phase.SUCCESSFUL, START);
        assertThat(rules.endOfLife(good)).contains(START.plus(Duration.ofSeconds(8)));
    }

    @Test
    void a_rule_of_retention_that_matches_no_metric_is_refused() {
        assertThatThrownBy(() -> rules("", "'measurementRetention': [{'metricName': 'other', 'limit': 1}]"))
                .isInstanceOf(AnalysisException.class)
                .hasMessage("measurementRetention[0]: Rule didn't match any metric name(s)");
    }

    private static OpenCalls inFlight(String metric) {
        return new OpenCalls(Set.of(metric), Set.of());
    }

    private static AnalysisRunStatus turn(RunRules rules, AnalysisRunStatus status, Phase phase, Instant now) {
        List<Answer> answers = new ArrayList<>();
        rules.due(status, NO_CALLS, now).forEach(task -> answers.add(answer(task, phase, now)));
        return rules.next(status, answers, NO_CALLS, now);
    }

    private static Answer answer(Task task, Phase phase, Instant at) {
        return new Answer(task, Measurement.EMPTY.withPhase(phase), Map.of(), at);
    }

    private static RunRules rules(String metric) {
        return rules(metric, "'args': []");
    }

    private static RunRules rules(String metric, String spec) {
        AnalysisRun run = run(spec, metric);
        return RunRules.of(run, run.metrics());
    }

    /** @param metrics the fields of each, with apostrophes for quotes */
    private static AnalysisRun run(String spec, String... metrics) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < metrics.length; i++) {
            texts.add("{'name': 'm" + i + "', " + (metrics[i].isEmpty() ? "" : metrics[i] + ", ")
                    + "'provider': {'plugin': {'a/b': {}}}}");
        }
        String json = "{'spec': {" + spec + ", 'metrics': [" + String.join(", ", texts) + "]}}";
        return new AnalysisRun(Json.object(json.replace('\'', '"')));
    }
}
