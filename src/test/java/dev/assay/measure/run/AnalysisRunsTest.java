package dev.assay.measure.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.analysis.run.MetricStatus;
import dev.assay.measure.FakeProvider;
import dev.assay.measure.ManualTime;
import dev.assay.measure.RequestRefusedException;
import dev.assay.metric.Caller;
import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnalysisRunsTest {
    private final RunFixture fixture = new RunFixture(RunFixture.limits(3, 1_000_000));
    private final ManualTime time = fixture.time;
    private final FakeProvider plugin = fixture.plugin;
    private final AnalysisRuns runs = fixture.runs;

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_run_is_taken_to_its_end() {
        RunView begun = fixture.create("'interval': '10s', 'count': 3");
        assertThat(begun.status().phase()).isEqualTo(Phase.RUNNING);
        time.advance(Duration.ofSeconds(19));
        assertThat(fixture.calls("run")).isEqualTo(2);
        time.advance(Duration.ofSeconds(2));
        assertThat(fixture.calls("run")).isEqualTo(3);
        RunView ended = fixture.get("run");
        assertThat(ended.status().phase()).isEqualTo(Phase.SUCCESSFUL);
        assertThat(metric(ended, 0).counts().successful()).isEqualTo(3);
        time.advance(Duration.ofHours(1));
        assertThat(fixture.calls("run")).isEqualTo(3);
        assertThat(time.waiting()).isZero();
    }

    @Test
    void the_next_measurement_follows_the_end_of_the_last_one_and_not_the_look_at_it() {
        Instant begun = time.instant();
        plugin.onRun =
                metric -> FakeProvider.item(FakeProvider.phase(Phase.SUCCESSFUL).withFinishedAt(begun.minusSeconds(4)));
        fixture.create("'interval': '10s', 'count': 2");
        time.advance(Duration.ofSeconds(6));
        assertThat(fixture.calls("run")).isEqualTo(1);
        time.advance(Duration.ofMillis(1));
        assertThat(fixture.calls("run")).isEqualTo(2);
    }

    @Test
    void a_metric_whose_plugin_does_not_answer_holds_no_other_back_and_the_run_ends_after_it() {
        List<UniEmitter<? super Measurement>> open = new ArrayList<>();
        plugin.onRun = metric -> metric.name().equals("m0")
                ? Uni.createFrom().emitter(open::add)
                : FakeProvider.item(FakeProvider.phase(Phase.SUCCESSFUL));
        fixture.create("", "'interval': '1s', 'count': 5");
        time.advance(Duration.ofSeconds(10));
        assertThat(fixture.get("run").status().phase()).isEqualTo(Phase.RUNNING);
        assertThat(metric(fixture.get("run"), 1).phase()).isEqualTo(Phase.SUCCESSFUL);

        open.get(0).complete(FakeProvider.phase(Phase.FAILED));
        assertThat(fixture.get("run").status().phase()).isEqualTo(Phase.FAILED);
        assertThat(fixture.get("run").status().message())
                .isEqualTo("Metric \"m0\" assessed Failed due to failed (1) > failureLimit (0)");
    }

    @Test
    void a_measurement_in_progress_is_resumed_at_its_time() {
        plugin.onRun =
                metric -> FakeProvider.item(RunFixture.running(time.instant().plusSeconds(5)));
        fixture.create("");
        time.advance(Duration.ofSeconds(5));
        assertThat(fixture.calls("resume")).isZero();
        time.advance(Duration.ofMillis(1));
        assertThat(fixture.calls("resume")).isEqualTo(1);
        assertThat(fixture.get("run").status().phase()).isEqualTo(Phase.SUCCESSFUL);
    }

    @Test
    void a_plugin_is_not_called_without_a_pause() {
        Instant past = time.instant().minusSeconds(60);
        plugin.onRun = metric -> FakeProvider.item(RunFixture.running(past));
        plugin.onResume = last -> FakeProvider.item(RunFixture.running(past));
        fixture.create("");
        time.advance(Duration.ofSeconds(1));
        assertThat(fixture.calls("resume")).isBetween(5L, 10L);

        plugin.calls.clear();
        plugin.onResume = last -> FakeProvider.item(FakeProvider.phase(Phase.RUNNING));
        time.advance(Duration.ofSeconds(10));
        assertThat(fixture.calls("resume")).isBetween(9L, 11L);
    }

    @Test
    void an_interval_of_zero_is_no_loop() {
        fixture.create("'interval': '0s'");
        time.advance(Duration.ofSeconds(1));
        assertThat(fixture.calls("run")).isBetween(9L, 11L);
    }

    @Test
    void an_error_of_a_metric_with_an_interval_of_zero_is_followed_by_a_measurement_after_ten_seconds() {
        plugin.onRun = metric -> FakeProvider.item(FakeProvider.phase(Phase.ERROR));
        fixture.create("'interval': '0s'");
        time.advance(Duration.ofSeconds(9));
        assertThat(fixture.calls("run")).isEqualTo(1);
        time.advance(Duration.ofSeconds(2));
        assertThat(fixture.calls("run")).isEqualTo(2);
    }

    @Test
    void a_metric_that_fails_ends_the_run_and_what_is_in_progress_is_terminated() {
        plugin.onRun = metric -> FakeProvider.item(
                metric.name().equals("m0")
                        ? RunFixture.running(time.instant().plusSeconds(3600))
                        : FakeProvider.phase(Phase.FAILED));
        fixture.create("", "");
        assertThat(fixture.calls("terminate")).isEqualTo(1);
        assertThat(fixture.get("run").status().phase()).isEqualTo(Phase.FAILED);
        assertThat(metric(fixture.get("run"), 0).measurements().get(0).message())
                .isEqualTo("Metric Terminated");
    }

    @Test
    void a_run_that_is_terminated_ends_even_when_the_plugin_goes_on() {
        plugin.onRun =
                metric -> FakeProvider.item(RunFixture.running(time.instant().plusSeconds(3600)));
        plugin.onTerminate = last -> FakeProvider.item(FakeProvider.phase(Phase.RUNNING));
        fixture.create("'interval': '1m'");
        assertThat(runs.terminate("run")).isTrue();
        assertThat(fixture.calls("terminate")).isEqualTo(1);
        assertThat(fixture.get("run").terminate()).isTrue();
        assertThat(fixture.get("run").status().phase()).isEqualTo(Phase.SUCCESSFUL);
        assertThat(fixture.get("run").status().message()).isEqualTo("Run Terminated");
        assertThat(runs.terminate("other")).isFalse();
    }

    @Test
    void calls_that_wait_for_their_turn_are_not_made_once_the_run_is_to_end() {
        List<UniEmitter<? super Measurement>> open = new ArrayList<>();
        AnalysisRuns narrow = fixture.runs(new RunsLimits(3, 1, 1_000_000, RunFixture.LOG));
        plugin.onRun = metric -> Uni.createFrom().emitter(open::add);
        narrow.create(fixture.plan("'args': []", "", "", ""), Caller.ASSAY);
        assertThat(fixture.calls("run")).isEqualTo(1);
        assertThat(narrow.terminate("run")).isTrue();
        open.get(0).complete(RunFixture.running(time.instant().plusSeconds(3600)));
        assertThat(fixture.calls("run")).isEqualTo(1);
        assertThat(fixture.calls("terminate")).isEqualTo(1);
        assertThat(narrow.get("run").orElseThrow().status().phase()).isEqualTo(Phase.SUCCESSFUL);
    }

    @Test
    void an_error_is_followed_by_another_attempt_after_ten_seconds() {
        plugin.onRun = metric -> FakeProvider.item(FakeProvider.phase(Phase.ERROR));
        fixture.create("");
        time.advance(Duration.ofSeconds(41));
        assertThat(fixture.calls("run")).isEqualTo(5);
        assertThat(fixture.get("run").status().phase()).isEqualTo(Phase.ERROR);
    }

    @Test
    void a_metric_without_a_plugin_is_an_error_that_says_so() {
        fixture.create("'consecutiveErrorLimit': 0, 'provider': {'plugin': {'not/there': {}}}");
        assertThat(fixture.get("run").status().phase()).isEqualTo(Phase.ERROR);
        assertThat(fixture.get("run").status().message()).contains("not/there", "is not configured");
    }

    @Test
    void old_measurements_are_collected_and_kept_where_that_fails() {
        plugin.garbage = "in vain";
        fixture.create("'interval': '1s', 'count': 14");
        time.advance(Duration.ofSeconds(12));
        assertThat(metric(fixture.get("run"), 0).measurements()).hasSize(12);
        plugin.garbage = "";
        time.advance(Duration.ofSeconds(3));
        assertThat(plugin.calls).contains("garbageCollect m0 10");
        assertThat(metric(fixture.get("run"), 0).measurements()).hasSize(10);
        assertThat(metric(fixture.get("run"), 0).counts().count()).isEqualTo(14);
        assertThat(fixture.get("run").status().phase()).isEqualTo(Phase.SUCCESSFUL);
    }

    @Test
    void metadata_is_asked_for_once() {
        plugin.onMetadata = metric -> Uni.createFrom().item(Map.of("query", "up"));
        fixture.create("'interval': '1s', 'count': 3");
        time.advance(Duration.ofSeconds(5));
        assertThat(fixture.calls("metadata")).isEqualTo(1);
        assertThat(metric(fixture.get("run"), 0).metadata()).containsEntry("query", "up");
    }

    @Test
    void the_plugin_gets_its_measurement_as_it_was_and_callers_get_it_without_secrets() {
        Measurement first = RunFixture.running(time.instant().plusSeconds(1)).withMessage("with " + RunFixture.SECRET);
        plugin.onRun = metric -> FakeProvider.item(first);
        plugin.onResume =
                last -> FakeProvider.item(FakeProvider.phase(Phase.FAILED).withMessage("with " + RunFixture.SECRET));
        runs.create(
                fixture.plan(
                        "'args': [{'name': 'token', 'valueFrom': {'secretKeyRef': {'name': 's', 'key': 'k'}}}]",
                        "'successCondition': '{{args.token}}'"),
                Caller.ASSAY);
        assertThat(metric(fixture.get("run"), 0).measurements().get(0).message())
                .isEqualTo("with *****");
        time.advance(Duration.ofSeconds(2));
        assertThat(plugin.measurements).containsExactly(first);
        assertThat(fixture.get("run").status().message()).contains("with *****").doesNotContain(RunFixture.SECRET);
    }

    @Test
    void a_refused_run_is_kept_with_the_reason() {
        RunView refused = runs.create(
                fixture.plan("'measurementRetention': [{'metricName': 'other', 'limit': 1}]", ""), Caller.ASSAY);
        assertThat(refused.status().phase()).isEqualTo(Phase.ERROR);
        assertThat(refused.status().message())
                .isEqualTo("Analysis spec invalid: measurementRetention[0]: Rule didn't match any metric name(s)");
        assertThat(runs.delete("run")).isTrue();
    }

    @Test
    void names_are_unique_and_runs_are_listed_as_they_were_created() {
        assertThat(fixture.create("").name()).isEqualTo("run");
        assertThat(fixture.create("").name()).isEqualTo("run.1");
        assertThat(fixture.list()).extracting(RunView::name).containsExactly("run", "run.1");
    }

    @Test
    void the_oldest_run_that_is_over_gives_way_and_none_that_is_under_way() {
        fixture.create("'interval': '1h'");
        fixture.create("");
        fixture.create("");
        fixture.create("");
        assertThat(fixture.list()).extracting(RunView::name).containsExactly("run", "run.2", "run.3");
        fixture.create("'interval': '1h'");
        fixture.create("'interval': '1h'");
        assertThatThrownBy(() -> fixture.create(""))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessageContaining("3 are under way");
    }

    @Test
    void a_run_is_removed_when_its_time_to_live_is_over() {
        runs.create(fixture.plan("'ttlStrategy': {'secondsAfterCompletion': 60}", ""), Caller.ASSAY);
        time.advance(Duration.ofSeconds(60));
        assertThat(fixture.list()).hasSize(1);
        time.advance(Duration.ofSeconds(1));
        assertThat(fixture.list()).isEmpty();
        assertThat(time.waiting()).isZero();
    }

    @Test
    void a_run_that_is_deleted_under_way_is_terminated_and_then_removed() {
        List<UniEmitter<? super Measurement>> open = new ArrayList<>();
        plugin.onRun =
                metric -> FakeProvider.item(RunFixture.running(time.instant().plusSeconds(3600)));
        plugin.onTerminate = last -> Uni.createFrom().emitter(open::add);
        fixture.create("");
        assertThat(runs.delete("run")).isTrue();
        assertThat(fixture.list()).hasSize(1);
        open.get(0).complete(FakeProvider.phase(Phase.SUCCESSFUL));
        assertThat(fixture.list()).isEmpty();
        assertThat(runs.delete("run")).isFalse();
        assertThat(runs.get("run")).isEmpty();
    }

    @Test
    void a_run_is_watched_to_its_end() {
        fixture.create("'interval': '10s', 'count': 2");
        AssertSubscriber<RunView> watcher =
                runs.watch("run").orElseThrow().subscribe().withSubscriber(AssertSubscriber.create(100));
        assertThat(watcher.getItems()).hasSize(1);
        time.advance(Duration.ofSeconds(11));
        watcher.assertCompleted();
        assertThat(watcher.getLastItem().status().phase()).isEqualTo(Phase.SUCCESSFUL);
        assertThat(runs.watch("other")).isEmpty();
    }

    @Test
    void all_runs_end_when_the_service_stops() {
        plugin.onRun =
                metric -> FakeProvider.item(RunFixture.running(time.instant().plusSeconds(3600)));
        fixture.create("");
        fixture.create("");
        assertThat(runs.end().await().atMost(Duration.ofSeconds(5))).isNull();
        assertThat(fixture.calls("terminate")).isEqualTo(2);
        assertThat(fixture.list())
                .allSatisfy(run -> assertThat(run.status().phase().completed()).isTrue());
    }

    private static MetricStatus metric(RunView run, int index) {
        return run.status().metrics().stream()
                .filter(metric -> metric.name().equals("m" + index))
                .findFirst()
                .orElseThrow();
    }
}
