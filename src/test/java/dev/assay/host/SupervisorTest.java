package dev.assay.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.config.PluginSpec;
import dev.assay.install.Executable;
import dev.assay.install.InstallException;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.ProviderException;
import dev.assay.process.Handshake;
import dev.assay.process.ProcessException;
import dev.assay.process.ProcessExit;
import dev.assay.testing.FakeTime;
import dev.assay.wire.AutoMtls;
import dev.assay.wire.PluginConnection;
import dev.assay.wire.PluginLog;
import dev.assay.wire.PluginTls;
import dev.assay.wire.PluginTransport;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SupervisorTest {
    private static final PluginSpec SPEC = new PluginSpec(
            "acme/one",
            URI.create("file:///one"),
            Optional.empty(),
            List.of("-v"),
            List.of(),
            Map.of(),
            Optional.empty(),
            true);
    private static final SupervisorSettings SETTINGS = new SupervisorSettings(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            3,
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Duration.ofSeconds(2));

    private final FakeTime time = new FakeTime();
    private final FakeProcesses processes = new FakeProcesses();
    private final Queue<StubConnection> connections = new ArrayDeque<>();
    private final CallGate gate = new CallGate("acme/one", 64, 1024, Duration.ofSeconds(60), time);
    private final StatusBoard status = new StatusBoard(SPEC, new HostClock(time, time::nanoTime));
    private Uni<Executable> installation =
            Uni.createFrom().item(new Executable(List.of("/store/one"), Optional.of("ab12")));
    private final Supervisor supervisor = new Supervisor(
            SPEC,
            new Starter(
                    (spec, progress) -> Uni.createFrom().deferred(() -> installation),
                    processes,
                    List.of(new StubTransport()),
                    AutoMtls.off(),
                    name -> line -> {},
                    time,
                    Duration.ofSeconds(60)),
            gate,
            status,
            SETTINGS,
            new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(60), new Random(1)),
            time);

    @AfterEach
    void nothing_is_left_after_a_stop() {
        supervisor.stop().subscribe().with(done -> {});
        time.advance(Duration.ofMinutes(2));
        assertThat(processes.alive()).isZero();
        assertThat(gate.pending()).isZero();
        assertThat(time.scheduled()).isZero();
        assertThat(connections).isEmpty();
    }

    @Test
    void a_plugin_goes_from_pending_to_ready_and_shows_what_it_is() {
        assertThat(state()).isEqualTo(PluginState.PENDING);
        supervisor.start();
        assertThat(state()).isEqualTo(PluginState.STARTING);
        assertThat(processes.launches.get(0).command()).containsExactly("/store/one", "-v");

        comeUp(new StubConnection());

        PluginStatus ready = status.snapshot();
        assertThat(ready.state()).isEqualTo(PluginState.READY);
        assertThat(ready.pid()).contains(100L);
        assertThat(ready.protocol()).contains("grpc");
        assertThat(ready.digest()).contains("ab12");
        assertThat(ready.generation()).isEqualTo(1);
        assertThat(ready.restarts()).isZero();
    }

    @Test
    void a_process_that_ends_fails_its_calls_at_once_and_is_started_again_after_a_while() {
        supervisor.start();
        StubConnection connection = comeUp(new StubConnection());
        UniAssertSubscriber<Measurement> call = run();

        processes.last().exit(2);

        assertThat(call.assertFailed().getFailure())
                .hasMessage("tried to run a metric with plugin acme/one, but its process 100 exited with code 2; it is"
                        + " being started again, so make the call once more");
        assertThat(state()).isEqualTo(PluginState.BACKING_OFF);
        assertThat(status.snapshot().reason()).isEqualTo("process 100 exited with code 2");
        assertThat(status.snapshot().pid()).isEmpty();
        assertThat(connection.closed).isDone();

        time.advance(Duration.ofMillis(1200));
        comeUp(new StubConnection());
        assertThat(state()).isEqualTo(PluginState.READY);
        assertThat(status.snapshot().restarts()).isEqualTo(1);
        assertThat(status.snapshot().generation()).isEqualTo(2);
    }

    @Test
    void a_call_made_while_the_plugin_is_down_is_answered_by_the_next_process() {
        supervisor.start();
        comeUp(new StubConnection());
        processes.last().exit(2);
        UniAssertSubscriber<Measurement> call = run();

        time.advance(Duration.ofMillis(1200));
        StubConnection next = comeUp(new StubConnection());
        next.runs.get(0).complete(Measurement.EMPTY);

        call.assertItem(Measurement.EMPTY);
    }

    @Test
    void delays_grow_while_the_plugin_keeps_failing_and_begin_anew_once_it_has_been_steady() {
        supervisor.start();
        for (int i = 0; i < 6; i++) {
            processes.last().exit(1);
            assertThat(state()).isEqualTo(PluginState.BACKING_OFF);
            time.advance(Duration.ofSeconds(60));
        }
        assertThat(status.snapshot().restarts()).isEqualTo(6);
        comeUp(new StubConnection());
        time.advance(Duration.ofSeconds(60));

        processes.last().exit(1);
        time.advance(Duration.ofMillis(1200));

        assertThat(processes.launched).hasSize(8);
        assertThat(status.snapshot().restarts()).isEqualTo(7);
    }

    @Test
    void a_refused_handshake_is_final_and_calls_say_so() {
        supervisor.start();
        UniAssertSubscriber<Measurement> waiting = run();
        processes
                .last()
                .handshake
                .completeExceptionally(new ProcessException(true, "tried to read the handshake, but it is junk", null));

        assertThat(state()).isEqualTo(PluginState.FAILED);
        assertThat(processes.last().stops).isNotEmpty();
        assertThat(waiting.assertFailed().getFailure())
                .hasMessage("tried to call plugin acme/one, but it has failed: tried to read the handshake, but it is"
                        + " junk");
        assertThat(supervisor.settled()).isCompletedWithValue(PluginState.FAILED);
        time.advance(Duration.ofMinutes(5));
        assertThat(processes.launched).hasSize(1);
    }

    @Test
    void an_executable_that_cannot_be_had_now_is_tried_again() {
        installation =
                Uni.createFrom().failure(new InstallException(false, "tried to fetch, but the disk is full", null));
        supervisor.start();
        assertThat(state()).isEqualTo(PluginState.BACKING_OFF);
        assertThat(status.snapshot().reason()).isEqualTo("tried to fetch, but the disk is full");

        installation = Uni.createFrom().item(new Executable(List.of("/store/one"), Optional.empty()));
        time.advance(Duration.ofMillis(1200));

        assertThat(state()).isEqualTo(PluginState.STARTING);
    }

    @Test
    void an_error_of_the_plugins_own_initialisation_is_tried_again_with_a_new_process() {
        supervisor.start();
        StubConnection broken = new StubConnection();
        broken.initialization = Uni.createFrom().failure(new ProviderException("no token"));
        comeUp(broken);

        assertThat(state()).isEqualTo(PluginState.BACKING_OFF);
        assertThat(status.snapshot().reason())
                .isEqualTo("tried to initialise it, but it reported: no token; look at the plugin's log");
        assertThat(processes.alive()).isZero();
        assertThat(broken.closed).isDone();
    }

    @Test
    void an_initialisation_that_never_ends_is_given_up() {
        supervisor.start();
        StubConnection slow = new StubConnection();
        slow.initialization = Uni.createFrom().nothing();
        comeUp(slow);

        time.advance(Duration.ofSeconds(61));

        assertThat(state()).isEqualTo(PluginState.BACKING_OFF);
        assertThat(status.snapshot().reason())
                .isEqualTo("tried to connect to plugin acme/one and initialise it, but that was not done within 60.0"
                        + " s; look at the plugin's log, or raise assay.start.timeout");
        assertThat(processes.alive()).isZero();
    }

    @Test
    void a_plugin_that_hangs_is_found_by_its_health_check_and_killed() {
        supervisor.start();
        StubConnection hanging = comeUp(new StubConnection());
        hanging.pong = Uni.createFrom().nothing();
        time.advance(Duration.ofSeconds(30));
        UniAssertSubscriber<Measurement> call = run();

        time.advance(Duration.ofSeconds(30));

        assertThat(processes.launched.get(0).stops).contains(Duration.ZERO);
        assertThat(call.assertFailed().getFailure().getMessage())
                .contains(
                        "process 100 failed 3 health checks in a row (the last: no answer within 10.0 s), so it was killed");
    }

    @Test
    void a_lost_connection_counts_as_the_end_of_a_process_that_goes_on_living() {
        supervisor.start();
        StubConnection connection = comeUp(new StubConnection());

        connection.breakOff();
        time.advance(Duration.ofMillis(500));

        assertThat(state()).isEqualTo(PluginState.BACKING_OFF);
        assertThat(status.snapshot().reason()).isEqualTo("process 100 closed its connection (connection reset)");
        assertThat(processes.alive()).isZero();
    }

    @Test
    void a_plugin_that_answers_calls_but_has_no_worker_left_for_the_health_check_is_not_killed() {
        supervisor.start();
        StubConnection busy = comeUp(new StubConnection());
        busy.pong = Uni.createFrom().nothing();
        for (int i = 0; i < 30; i++) {
            time.advance(Duration.ofSeconds(10));
            busy.answers++;
        }
        assertThat(state()).isEqualTo(PluginState.READY);

        time.advance(Duration.ofSeconds(70));

        assertThat(processes.launched.get(0).stops).contains(Duration.ZERO);
    }

    @Test
    void a_plugin_that_says_that_it_is_unwell_is_killed_whatever_else_it_answers() {
        supervisor.start();
        StubConnection unwell = comeUp(new StubConnection());
        unwell.pong = Uni.createFrom()
                .<Void>failure(new ProviderException("NOT_SERVING"))
                .onSubscription()
                .invoke(() -> unwell.answers++);
        time.advance(Duration.ofSeconds(31));
        assertThat(processes.launched.get(0).stops).contains(Duration.ZERO);
    }

    @Test
    void what_a_given_up_process_still_says_changes_nothing() {
        supervisor.start();
        StubConnection first = comeUp(new StubConnection());
        processes.last().exit(1);
        time.advance(Duration.ofMillis(1200));
        comeUp(new StubConnection());

        first.closed.complete("late");
        time.advance(Duration.ofSeconds(1));

        assertThat(state()).isEqualTo(PluginState.READY);
    }

    @Test
    void a_stop_lets_calls_finish_then_asks_politely() {
        supervisor.start();
        StubConnection connection = comeUp(new StubConnection());
        UniAssertSubscriber<Measurement> call = run();

        UniAssertSubscriber<Void> stop = supervisor.stop().subscribe().withSubscriber(UniAssertSubscriber.create());
        assertThat(state()).isEqualTo(PluginState.STOPPING);
        stop.assertNotTerminated();
        connection.runs.get(0).complete(Measurement.EMPTY);
        call.assertCompleted();
        assertThat(connection.quits).isEqualTo(1);
        time.advance(SETTINGS.stopGrace());

        stop.assertCompleted();
        assertThat(state()).isEqualTo(PluginState.STOPPED);
        assertThat(processes.last().stops).containsExactly(SETTINGS.stopGrace());
    }

    @Test
    void a_stop_waits_for_calls_no_longer_than_the_drain() {
        supervisor.start();
        comeUp(new StubConnection());
        UniAssertSubscriber<Measurement> call = run();

        UniAssertSubscriber<Void> stop = supervisor.stop().subscribe().withSubscriber(UniAssertSubscriber.create());
        time.advance(SETTINGS.drain());
        assertThat(call.assertFailed().getFailure())
                .hasMessage("tried to run a metric with plugin acme/one, but Assay is stopping; call again when it is"
                        + " back");
        time.advance(SETTINGS.stopGrace());

        stop.assertCompleted();
    }

    @Test
    void a_stop_waits_for_a_process_that_is_being_ended_already() {
        supervisor.start();
        comeUp(new StubConnection());
        FakeProcesses.FakeProcess process = processes.last();
        process.stopsAtOnce = false;
        process.exited.complete(new ProcessExit(2, List.of()));

        UniAssertSubscriber<Void> stop = supervisor.stop().subscribe().withSubscriber(UniAssertSubscriber.create());
        stop.assertNotTerminated();
        process.stopped.complete(new ProcessExit(2, List.of()));

        stop.assertCompleted();
        assertThat(state()).isEqualTo(PluginState.STOPPED);
    }

    @Test
    void what_went_wrong_before_is_shown_while_the_plugin_is_started_again() {
        supervisor.start();
        comeUp(new StubConnection());
        processes.last().exit(2);

        time.advance(Duration.ofMillis(1200));

        assertThat(state()).isEqualTo(PluginState.STARTING);
        assertThat(status.snapshot().reason()).isEqualTo("tried before: process 100 exited with code 2");
        comeUp(new StubConnection());
        assertThat(status.snapshot().reason()).isEmpty();
    }

    @Test
    void a_stop_in_the_middle_of_the_start_leaves_no_process() {
        supervisor.start();

        UniAssertSubscriber<Void> stop = supervisor.stop().subscribe().withSubscriber(UniAssertSubscriber.create());
        time.advance(SETTINGS.stopGrace());

        stop.assertCompleted();
        assertThat(processes.alive()).isZero();
        assertThat(supervisor.settled()).isCompletedWithValue(PluginState.STOPPED);
    }

    private PluginState state() {
        return status.snapshot().state();
    }

    private StubConnection comeUp(StubConnection connection) {
        connections.add(connection);
        processes.last().shakeHands("grpc");
        return connection;
    }

    private UniAssertSubscriber<Measurement> run() {
        return gate.call("run a metric", c -> c.run(AnalysisRun.EMPTY, Metric.EMPTY))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    private final class StubTransport implements PluginTransport {
        @Override
        public String protocol() {
            return "grpc";
        }

        @Override
        public Uni<PluginConnection> connect(Handshake handshake, Optional<PluginTls> tls, PluginLog log) {
            return Uni.createFrom().item(connections::remove);
        }
    }
}
