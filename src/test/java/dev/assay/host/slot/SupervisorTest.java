package dev.assay.host.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.host.calls.StubConnection;
import dev.assay.host.instance.FakeProcesses;
import dev.assay.host.status.PluginState;
import dev.assay.host.status.PluginStatus;
import dev.assay.install.InstallException;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Caller;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.ProviderException;
import dev.assay.process.ProcessException;
import dev.assay.process.ProcessExit;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The life of a plugin that nobody changes. */
class SupervisorTest {
    private final SlotFixture fixture = new SlotFixture(false, Map.of("assay.ping.interval", "10s"));

    @AfterEach
    void nothing_is_left_after_a_stop() {
        fixture.close();
    }

    @Test
    void a_plugin_goes_from_pending_to_ready_and_shows_what_it_is() {
        assertThat(fixture.state()).isEqualTo(PluginState.PENDING);
        fixture.slot.begin();
        assertThat(fixture.state()).isEqualTo(PluginState.STARTING);
        assertThat(fixture.processes.launches.get(0).command()).containsExactly("/store/one", "-v");

        fixture.comeUp(new StubConnection());

        PluginStatus ready = fixture.status();
        assertThat(ready.state()).isEqualTo(PluginState.READY);
        assertThat(ready.pid()).contains(100L);
        assertThat(ready.protocol()).contains("grpc");
        assertThat(ready.digest()).contains("one");
        assertThat(ready.generation()).isEqualTo(1);
        assertThat(ready.restarts()).isZero();
    }

    @Test
    void a_process_that_ends_fails_its_calls_at_once_and_is_started_again_after_a_while() {
        fixture.slot.begin();
        StubConnection connection = fixture.comeUp(new StubConnection());
        UniAssertSubscriber<Measurement> call = fixture.run();

        fixture.processes.last().exit(2);

        assertThat(call.assertFailed().getFailure())
                .hasMessage("tried to run a metric with plugin acme/one, but its process 100 exited with code 2; it is"
                        + " being started again, so make the call once more");
        assertThat(fixture.state()).isEqualTo(PluginState.BACKING_OFF);
        assertThat(fixture.status().reason()).isEqualTo("process 100 exited with code 2");
        assertThat(fixture.status().pid()).isEmpty();
        assertThat(connection.closed).isDone();

        fixture.time.advance(Duration.ofMillis(1200));
        fixture.comeUp(new StubConnection());
        assertThat(fixture.state()).isEqualTo(PluginState.READY);
        assertThat(fixture.status().restarts()).isEqualTo(1);
        assertThat(fixture.status().generation()).isEqualTo(2);
    }

    @Test
    void when_a_call_fails_since_its_process_ended_the_plugin_is_known_not_to_answer() {
        fixture.slot.begin();
        StubConnection connection = fixture.comeUp(new StubConnection());
        assertThat(fixture.slot.answers()).isTrue();
        List<Boolean> answersAtFailure = new ArrayList<>();
        var unused = fixture.slot
                .rawProvider(Caller.ASSAY)
                .run(AnalysisRun.EMPTY, Metric.EMPTY)
                .subscribe()
                .with(item -> {}, failure -> answersAtFailure.add(fixture.slot.answers()));

        connection.breakOff();
        fixture.processes.last().exit(2);

        assertThat(answersAtFailure).containsExactly(false);
    }

    @Test
    void a_call_made_while_the_plugin_is_down_is_answered_by_the_next_process() {
        fixture.slot.begin();
        fixture.comeUp(new StubConnection());
        fixture.processes.last().exit(2);
        UniAssertSubscriber<Measurement> call = fixture.run();

        fixture.time.advance(Duration.ofMillis(1200));
        StubConnection next = fixture.comeUp(new StubConnection());
        next.runs.get(0).complete(Measurement.EMPTY);

        call.assertItem(Measurement.EMPTY);
    }

    @Test
    void delays_grow_while_the_plugin_keeps_failing_and_begin_anew_once_it_has_been_steady() {
        fixture.slot.begin();
        for (int i = 0; i < 6; i++) {
            fixture.processes.last().exit(1);
            assertThat(fixture.state()).isEqualTo(PluginState.BACKING_OFF);
            fixture.time.advance(Duration.ofSeconds(60));
        }
        assertThat(fixture.status().restarts()).isEqualTo(6);
        fixture.comeUp(new StubConnection());
        fixture.time.advance(Duration.ofSeconds(60));

        fixture.processes.last().exit(1);
        fixture.time.advance(Duration.ofMillis(1200));

        assertThat(fixture.processes.launched).hasSize(8);
        assertThat(fixture.status().restarts()).isEqualTo(7);
    }

    @Test
    void delays_begin_anew_when_the_process_had_answered_a_call() {
        untilDelaysAreLong();
        StubConnection connection = fixture.comeUp(new StubConnection());
        connection.answers++;
        UniAssertSubscriber<Measurement> other = fixture.run();

        fixture.processes.last().exit(2);
        other.assertFailed();
        fixture.time.advance(Duration.ofMillis(1200));

        assertThat(fixture.state()).isEqualTo(PluginState.STARTING);
    }

    @Test
    void answers_to_health_checks_alone_do_not_shorten_delays() {
        untilDelaysAreLong();
        StubConnection connection = new StubConnection();
        connection.pong = Uni.createFrom().voidItem().onItem().invoke(() -> connection.answers++);
        fixture.comeUp(connection);
        fixture.time.advance(Duration.ofSeconds(31));
        assertThat(connection.answers).isPositive();

        fixture.processes.last().exit(2);
        fixture.time.advance(Duration.ofSeconds(40));

        assertThat(fixture.state()).isEqualTo(PluginState.BACKING_OFF);
    }

    private void untilDelaysAreLong() {
        fixture.slot.begin();
        for (int i = 0; i < 7; i++) {
            fixture.processes.last().exit(1);
            fixture.time.advance(Duration.ofSeconds(72));
        }
        assertThat(fixture.state()).isEqualTo(PluginState.STARTING);
    }

    @Test
    void a_refused_handshake_is_final_and_calls_say_so() {
        fixture.slot.begin();
        UniAssertSubscriber<Measurement> waiting = fixture.run();
        fixture.processes
                .last()
                .handshake
                .completeExceptionally(new ProcessException(true, "tried to read the handshake, but it is junk", null));

        assertThat(fixture.state()).isEqualTo(PluginState.FAILED);
        assertThat(fixture.processes.last().stops).isNotEmpty();
        assertThat(waiting.assertFailed().getFailure())
                .hasMessage("tried to call plugin acme/one, but it has failed: tried to read the handshake, but it is"
                        + " junk");
        fixture.time.advance(Duration.ofMinutes(5));
        assertThat(fixture.processes.launched).hasSize(1);
    }

    @Test
    void an_executable_that_cannot_be_had_now_is_tried_again() {
        fixture.installer.answers.put(
                "file:///one",
                Uni.createFrom().failure(new InstallException(false, "tried to fetch, but the disk is full", null)));
        fixture.slot.begin();
        assertThat(fixture.state()).isEqualTo(PluginState.BACKING_OFF);
        assertThat(fixture.status().reason()).isEqualTo("tried to fetch, but the disk is full");

        fixture.installer.answers.clear();
        fixture.time.advance(Duration.ofMillis(1200));

        assertThat(fixture.state()).isEqualTo(PluginState.STARTING);
    }

    @Test
    void an_error_of_the_plugins_own_initialisation_is_tried_again_with_a_new_process() {
        fixture.slot.begin();
        StubConnection broken = new StubConnection();
        broken.initialization = Uni.createFrom().failure(new ProviderException("no token"));
        fixture.comeUp(broken);

        assertThat(fixture.state()).isEqualTo(PluginState.BACKING_OFF);
        assertThat(fixture.status().reason())
                .isEqualTo("tried to initialise it, but it reported: no token; look at the plugin's log");
        assertThat(fixture.processes.alive()).isZero();
        assertThat(broken.closed).isDone();
    }

    @Test
    void an_initialisation_that_never_ends_is_given_up() {
        fixture.slot.begin();
        StubConnection slow = new StubConnection();
        slow.initialization = Uni.createFrom().nothing();
        fixture.comeUp(slow);

        fixture.time.advance(Duration.ofSeconds(61));

        assertThat(fixture.state()).isEqualTo(PluginState.BACKING_OFF);
        assertThat(fixture.status().reason())
                .isEqualTo("tried to connect to plugin acme/one and initialise it, but that was not done within 60.0"
                        + " s; look at the plugin's log, or raise assay.start.timeout");
        assertThat(fixture.processes.alive()).isZero();
    }

    @Test
    void a_plugin_that_hangs_is_found_by_its_health_check_and_killed() {
        fixture.slot.begin();
        StubConnection hanging = fixture.comeUp(new StubConnection());
        hanging.pong = Uni.createFrom().nothing();
        fixture.time.advance(Duration.ofSeconds(30));
        UniAssertSubscriber<Measurement> call = fixture.run();

        fixture.time.advance(Duration.ofSeconds(30));

        assertThat(fixture.processes.launched.get(0).stops).contains(Duration.ZERO);
        assertThat(call.assertFailed().getFailure().getMessage())
                .contains(
                        "process 100 failed 3 health checks in a row (the last: no answer within 10.0 s), so it was killed");
    }

    @Test
    void health_checks_go_on_after_one_that_could_not_be_made() {
        fixture.slot.begin();
        StubConnection connection = fixture.comeUp(new StubConnection());
        connection.failure = Optional.of(new OutOfMemoryError("as a test has it"));
        fixture.time.advance(Duration.ofSeconds(10));
        connection.failure = Optional.empty();
        connection.pong = Uni.createFrom().nothing();

        fixture.time.advance(Duration.ofSeconds(60));

        assertThat(fixture.status().reason()).contains("failed 3 health checks in a row");
    }

    @Test
    void a_lost_connection_counts_as_the_end_of_a_process_that_goes_on_living() {
        fixture.slot.begin();
        StubConnection connection = fixture.comeUp(new StubConnection());

        connection.breakOff();
        fixture.time.advance(Duration.ofMillis(500));

        assertThat(fixture.state()).isEqualTo(PluginState.BACKING_OFF);
        assertThat(fixture.status().reason()).isEqualTo("process 100 lost its connection (connection reset)");
        assertThat(fixture.processes.alive()).isZero();
    }

    @Test
    void a_plugin_that_answers_calls_but_has_no_worker_left_for_the_health_check_is_not_killed() {
        fixture.slot.begin();
        StubConnection busy = fixture.comeUp(new StubConnection());
        busy.pong = Uni.createFrom().nothing();
        for (int i = 0; i < 30; i++) {
            fixture.time.advance(Duration.ofSeconds(10));
            busy.answers++;
        }
        assertThat(fixture.state()).isEqualTo(PluginState.READY);

        fixture.time.advance(Duration.ofSeconds(70));

        assertThat(fixture.processes.launched.get(0).stops).contains(Duration.ZERO);
    }

    @Test
    void a_plugin_that_says_that_it_is_unwell_is_killed_whatever_else_it_answers() {
        fixture.slot.begin();
        StubConnection unwell = fixture.comeUp(new StubConnection());
        unwell.pong = Uni.createFrom()
                .<Void>failure(new ProviderException("NOT_SERVING"))
                .onSubscription()
                .invoke(() -> unwell.answers++);
        fixture.time.advance(Duration.ofSeconds(31));
        assertThat(fixture.processes.launched.get(0).stops).contains(Duration.ZERO);
    }

    @Test
    void a_late_word_of_a_given_up_process_changes_nothing() {
        fixture.slot.begin();
        StubConnection first = fixture.comeUp(new StubConnection());
        fixture.processes.last().exit(1);
        fixture.time.advance(Duration.ofMillis(1200));
        fixture.comeUp(new StubConnection());

        first.closed.complete("late");
        fixture.time.advance(Duration.ofSeconds(1));

        assertThat(fixture.state()).isEqualTo(PluginState.READY);
    }

    @Test
    void a_stop_lets_calls_finish_then_asks_politely() {
        fixture.slot.begin();
        StubConnection connection = fixture.comeUp(new StubConnection());
        UniAssertSubscriber<Measurement> call = fixture.run();

        UniAssertSubscriber<Void> stop = fixture.stop();
        assertThat(fixture.state()).isEqualTo(PluginState.STOPPING);
        stop.assertNotTerminated();
        connection.runs.get(0).complete(Measurement.EMPTY);
        call.assertCompleted();
        assertThat(connection.quits).isEqualTo(1);
        fixture.time.advance(SlotFixture.GRACE);

        stop.assertCompleted();
        assertThat(fixture.state()).isEqualTo(PluginState.STOPPED);
        assertThat(fixture.processes.last().stops).containsExactly(SlotFixture.GRACE);
    }

    @Test
    void a_stop_waits_for_calls_no_longer_than_the_drain() {
        fixture.slot.begin();
        fixture.comeUp(new StubConnection());
        UniAssertSubscriber<Measurement> call = fixture.run();

        UniAssertSubscriber<Void> stop = fixture.stop();
        fixture.time.advance(SlotFixture.DRAIN);
        assertThat(call.assertFailed().getFailure())
                .hasMessage("tried to run a metric with plugin acme/one, but Assay is stopping; call again when it is"
                        + " back");
        fixture.time.advance(SlotFixture.GRACE);

        stop.assertCompleted();
    }

    @Test
    void a_stop_waits_for_a_process_that_is_being_ended_already() {
        fixture.slot.begin();
        fixture.comeUp(new StubConnection());
        FakeProcesses.FakeProcess process = fixture.processes.last();
        process.stopsAtOnce = false;
        process.exited.complete(new ProcessExit(2, List.of()));

        UniAssertSubscriber<Void> stop = fixture.stop();
        stop.assertNotTerminated();
        process.stopped.complete(new ProcessExit(2, List.of()));

        stop.assertCompleted();
        assertThat(fixture.state()).isEqualTo(PluginState.STOPPED);
    }

    @Test
    void the_last_failure_is_shown_while_the_plugin_is_started_again() {
        fixture.slot.begin();
        fixture.comeUp(new StubConnection());
        fixture.processes.last().exit(2);

        fixture.time.advance(Duration.ofMillis(1200));

        assertThat(fixture.state()).isEqualTo(PluginState.STARTING);
        assertThat(fixture.status().reason()).isEqualTo("tried before: process 100 exited with code 2");
        fixture.comeUp(new StubConnection());
        assertThat(fixture.status().reason()).isEmpty();
    }

    @Test
    void a_stop_in_the_middle_of_the_start_leaves_no_process() {
        fixture.slot.begin();

        UniAssertSubscriber<Void> stop = fixture.stop();
        fixture.time.advance(SlotFixture.GRACE);

        stop.assertCompleted();
        assertThat(fixture.processes.alive()).isZero();
    }
}
