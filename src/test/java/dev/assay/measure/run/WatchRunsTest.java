package dev.assay.measure.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.measure.FakeProvider;
import dev.assay.measure.RequestRefusedException;
import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchRunsTest {
    private final RunFixture fixture = new RunFixture(RunFixture.limits(2000, 100_000_000));

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void all_runs_are_watched_from_the_whole_list_on() {
        fixture.create("'interval': '10s', 'count': 2");
        AssertSubscriber<RunsEvent> reader = watchAll(100);
        assertThat(reader.getItems()).hasSize(1);
        assertThat(((RunsEvent.Listed) reader.getItems().get(0)).runs())
                .extracting(RunView::name)
                .containsExactly("run");
        fixture.create("'interval': '1h'");
        fixture.time.advance(Duration.ofSeconds(11));
        assertThat(fixture.runs.delete("run")).isTrue();
        pause();
        List<String> told =
                reader.getItems().stream().skip(1).map(WatchRunsTest::text).toList();
        assertThat(told).containsSubsequence("run.1 Running", "run Successful", "removed run");
        reader.assertNotTerminated();
    }

    @Test
    void a_slow_reader_gets_the_newest_state_of_each_run_once() {
        fixture.create("'interval': '1s'");
        AssertSubscriber<RunsEvent> reader = watchAll(1);
        fixture.time.advance(Duration.ofSeconds(100));
        fixture.create("'interval': '1h'");
        pause();
        reader.request(100);
        assertThat(reader.getItems().stream().skip(1).map(WatchRunsTest::text))
                .containsExactly("run Running", "run.1 Running");
        RunView run = ((RunsEvent.Changed) reader.getItems().get(1)).run();
        assertThat(run.status().metrics().get(0).counts().count()).isGreaterThan(90);
        assertThat(run.status().metrics().get(0).measurements()).isEmpty();
    }

    @Test
    void a_reader_that_has_missed_many_removals_gets_the_list_again() {
        AssertSubscriber<RunsEvent> reader = watchAll(1);
        for (int i = 0; i < RunChanges.MOST_REMOVED + 10; i++) {
            assertThat(fixture.runs.delete(fixture.create("").name())).isTrue();
        }
        fixture.create("");
        pause();
        reader.request(100);
        assertThat(reader.getItems()).hasSize(2).allSatisfy(event -> assertThat(event)
                .isInstanceOf(RunsEvent.Listed.class));
        assertThat(((RunsEvent.Listed) reader.getItems().get(1)).runs()).hasSize(1);
    }

    @Test
    void one_run_is_watched_to_its_end_and_a_slow_reader_gets_the_last_state() {
        fixture.create("'interval': '1s', 'count': 50");
        AssertSubscriber<RunView> reader =
                fixture.runs.watch("run").orElseThrow().subscribe().withSubscriber(AssertSubscriber.create(1));
        fixture.time.advance(Duration.ofSeconds(200));
        reader.request(10);
        reader.assertCompleted();
        assertThat(reader.getItems()).hasSizeLessThan(4);
        assertThat(reader.getLastItem().status().phase()).isEqualTo(Phase.SUCCESSFUL);
    }

    @Test
    void that_somebody_has_asked_to_end_a_run_is_a_change() {
        List<UniEmitter<? super Measurement>> open = new ArrayList<>();
        fixture.plugin.onRun = metric ->
                FakeProvider.item(RunFixture.running(fixture.time.instant().plusSeconds(3600)));
        fixture.plugin.onTerminate = last -> Uni.createFrom().emitter(open::add);
        fixture.create("");
        AssertSubscriber<RunsEvent> reader = watchAll(100);
        assertThat(fixture.runs.terminate("run")).isTrue();
        pause();
        assertThat(((RunsEvent.Changed) reader.getLastItem()).run().terminate()).isTrue();
        assertThat(((RunsEvent.Changed) reader.getLastItem()).run().status().phase())
                .isEqualTo(Phase.RUNNING);
        open.get(0).complete(FakeProvider.phase(Phase.SUCCESSFUL));
        pause();
        assertThat(((RunsEvent.Changed) reader.getLastItem()).run().status().phase())
                .isEqualTo(Phase.SUCCESSFUL);
    }

    @Test
    void watching_ends_with_the_service_once_all_runs_are_over_and_no_run_is_created_any_more() {
        List<UniEmitter<? super Measurement>> open = new ArrayList<>();
        fixture.plugin.onRun = metric ->
                FakeProvider.item(RunFixture.running(fixture.time.instant().plusSeconds(3600)));
        fixture.plugin.onTerminate = last -> Uni.createFrom().emitter(open::add);
        fixture.create("");
        AssertSubscriber<RunsEvent> reader = watchAll(100);
        var ended = fixture.runs.end().subscribeAsCompletionStage();
        assertThat(ended).isNotDone();
        reader.assertNotTerminated();
        Assertions.assertThatThrownBy(() -> fixture.create(""))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessageContaining("Assay is stopping");
        open.get(0).complete(FakeProvider.phase(Phase.SUCCESSFUL));
        assertThat(ended).isDone();
        reader.assertCompleted();
        assertThat(text(reader.getLastItem())).isEqualTo("run Successful");
    }

    /** Changes of one moment are told together. */
    private void pause() {
        fixture.time.advance(Ticks.PAUSE);
    }

    private AssertSubscriber<RunsEvent> watchAll(long demand) {
        return fixture.runs.watchAll().subscribe().withSubscriber(AssertSubscriber.create(demand));
    }

    private static String text(RunsEvent event) {
        if (event instanceof RunsEvent.Changed changed) {
            return changed.run().name() + " " + changed.run().status().phase().text();
        }
        return event instanceof RunsEvent.Removed removed ? "removed " + removed.name() : "list";
    }
}
