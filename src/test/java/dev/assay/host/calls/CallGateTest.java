package dev.assay.host.calls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.host.facts.CallSubject;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.metric.Caller;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.Verb;
import dev.assay.testing.FakeTime;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallGateTest {
    private final FakeTime time = new FakeTime();
    private final StubConnection connection = new StubConnection();
    private final CallGate gate =
            new CallGate("acme/one", 2, 3, Duration.ofSeconds(60), time, time::nanoTime, ended -> {});

    private int callers;

    @AfterEach
    void no_call_and_no_timer_task_is_left() {
        assertThat(gate.counts().inFlight() + gate.counts().waiting()).isZero();
        gate.refuse(new CallException(Remedy.CONFIGURE, "the test is over"));
        assertThat(time.scheduled()).isZero();
    }

    @Test
    void a_call_waits_for_the_plugin_and_is_answered() {
        UniAssertSubscriber<Measurement> call = run();
        call.assertNotTerminated();

        gate.open(connection);
        connection.runs.get(0).complete(Measurement.EMPTY);

        call.assertItem(Measurement.EMPTY);
    }

    @Test
    void calls_beyond_the_limit_wait_for_their_turn_in_order() {
        gate.open(connection);
        UniAssertSubscriber<Measurement> first = run();
        UniAssertSubscriber<Measurement> second = run();
        UniAssertSubscriber<Measurement> third = run();
        assertThat(connection.runs).hasSize(2);

        connection.runs.get(1).complete(Measurement.EMPTY);
        second.assertCompleted();
        assertThat(connection.runs).hasSize(3);

        connection.runs.get(2).complete(Measurement.EMPTY);
        connection.runs.get(0).complete(Measurement.EMPTY);
        third.assertCompleted();
        first.assertCompleted();
    }

    @Test
    void at_the_end_of_the_drain_every_call_fails_and_none_is_taken() {
        gate.open(connection);
        UniAssertSubscriber<Measurement> first = run();
        UniAssertSubscriber<Measurement> second = run();
        UniAssertSubscriber<Measurement> waiting = run();

        gate.end(new CallException(Remedy.RETRY, "no more"), "Assay is stopping", "call again when it is back");

        first.assertFailedWith(
                CallException.class,
                "tried to run a metric with plugin acme/one, but Assay is stopping; call again when it is back");
        second.assertFailed();
        waiting.assertFailedWith(CallException.class, "no more");
        run().assertFailedWith(CallException.class, "no more");
    }

    @Test
    void before_a_stop_nothing_waits_for_a_plugin_that_is_not_there() {
        UniAssertSubscriber<Measurement> waiting = run();

        gate.refuseWaiting(new CallException(Remedy.RETRY, "a stop is near"));

        assertThat(failure(waiting)).isEqualTo("a stop is near");
        assertThat(failure(run())).isEqualTo("a stop is near");
    }

    @Test
    void before_a_stop_a_plugin_that_is_there_goes_on() {
        gate.open(connection);
        UniAssertSubscriber<Measurement> inFlight = run();

        gate.refuseWaiting(new CallException(Remedy.RETRY, "a stop is near"));
        UniAssertSubscriber<Measurement> later = run();
        connection.runs.get(0).complete(Measurement.EMPTY);
        connection.runs.get(1).complete(Measurement.EMPTY);

        inFlight.assertCompleted();
        later.assertCompleted();
    }

    @Test
    void a_call_beyond_the_queue_is_refused_with_what_to_do() {
        gate.open(connection);
        for (int i = 0; i < 5; i++) {
            run();
        }

        assertThat(failure(run()))
                .isEqualTo("tried to run a metric with plugin acme/one, but it already has 2 calls in flight and 3"
                        + " waiting; call again later, ask for less at once, or raise assay.call.in-flight or"
                        + " assay.call.queue");
        time.advance(Duration.ofSeconds(60));
    }

    @Test
    void a_call_that_the_plugin_never_answers_frees_its_caller_and_its_place() {
        gate.open(connection);
        UniAssertSubscriber<Measurement> call = run();

        time.advance(Duration.ofSeconds(60));

        assertThat(failure(call))
                .isEqualTo("tried to run a metric with plugin acme/one, but it did not answer within 60.0 s; call"
                        + " again, or raise the plugin's timeout or assay.call.timeout");
        assertThat(connection.cancelled).isEqualTo(1);
        connection.runs.get(0).complete(Measurement.EMPTY);
    }

    @Test
    void a_call_that_waited_too_long_for_the_plugin_says_what_the_plugin_was_doing() {
        gate.waitingFor("it is BackingOff (process 12 exited with code 3)", false);
        UniAssertSubscriber<Measurement> call = run();

        time.advance(Duration.ofSeconds(60));

        assertThat(failure(call))
                .isEqualTo("tried to run a metric with plugin acme/one, but it is BackingOff (process 12 exited with"
                        + " code 3) and that did not change within 60.0 s; look at GET /api/v1/plugins/acme/one, and"
                        + " call again");
    }

    @Test
    void the_end_of_the_process_fails_calls_in_flight_at_once_and_keeps_those_that_wait() {
        gate.open(connection);
        UniAssertSubscriber<Measurement> inFlight = run();
        run();
        UniAssertSubscriber<Measurement> waits = run();

        gate.close(connection, "its process 12 was ended by signal 9", "call again");

        assertThat(failure(inFlight))
                .isEqualTo("tried to run a metric with plugin acme/one, but its process 12 was ended by signal 9;"
                        + " call again");
        assertThat(((CallException) inFlight.getFailure()).remedy()).isEqualTo(Remedy.RESTARTING);
        waits.assertNotTerminated();

        StubConnection next = new StubConnection();
        gate.open(next);
        next.runs.get(0).complete(Measurement.EMPTY);
        waits.assertCompleted();
    }

    @Test
    void a_call_whose_connection_broke_is_told_how_the_process_ended() {
        gate.open(connection);
        UniAssertSubscriber<Measurement> call = run();

        connection.breakOff();
        call.assertNotTerminated();
        gate.close(connection, "its process 12 exited with code 2", "call again");

        assertThat(failure(call)).contains("its process 12 exited with code 2");
    }

    @Test
    void a_gate_that_holds_keeps_new_calls_waiting_and_those_in_flight_going() {
        gate.open(connection);
        UniAssertSubscriber<Measurement> inFlight = run();

        gate.hold(connection, "the connection to its process 12 was lost");
        UniAssertSubscriber<Measurement> waits = run();
        assertThat(connection.runs).hasSize(1);
        connection.runs.get(0).complete(Measurement.EMPTY);

        inFlight.assertCompleted();
        waits.assertNotTerminated();
        gate.open(connection);
        connection.runs.get(1).complete(Measurement.EMPTY);
        waits.assertCompleted();
    }

    @Test
    void a_call_that_cannot_be_started_fails_alone_and_leaves_the_gate_working() {
        gate.open(connection);

        UniAssertSubscriber<Measurement> broken = gate.<Measurement>call(Caller.ASSAY, CallSubject.of(Verb.RUN), c -> {
                    throw new IllegalStateException("boo");
                })
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
        UniAssertSubscriber<Measurement> next = run();
        connection.runs.get(0).complete(Measurement.EMPTY);

        broken.assertFailedWith(IllegalStateException.class, "boo");
        next.assertCompleted();
    }

    @Test
    void a_call_whose_connection_broke_does_not_wait_long_for_the_reason() {
        gate.open(connection);
        UniAssertSubscriber<Measurement> call = run();

        connection.breakOff();
        time.advance(Duration.ofSeconds(1));

        assertThat(failure(call)).isEqualTo("tried to run a metric, but the connection was lost");
    }

    @Test
    void a_cancelled_call_gives_its_place_to_the_next() {
        gate.open(connection);
        UniAssertSubscriber<Measurement> first = run();
        run();
        UniAssertSubscriber<Measurement> third = run();

        first.cancel();

        assertThat(connection.cancelled).isEqualTo(1);
        connection.runs.get(2).complete(Measurement.EMPTY);
        third.assertCompleted();
        connection.runs.get(1).complete(Measurement.EMPTY);
    }

    @Test
    void a_gate_that_refuses_lets_calls_in_flight_finish() {
        gate.open(connection);
        UniAssertSubscriber<Measurement> inFlight = run();
        run();
        UniAssertSubscriber<Measurement> waits = run();

        gate.refuse(new CallException(Remedy.RETRY, "Assay is stopping"));

        assertThat(failure(waits)).isEqualTo("Assay is stopping");
        assertThat(failure(run())).isEqualTo("Assay is stopping");
        connection.runs.get(0).complete(Measurement.EMPTY);
        connection.runs.get(1).complete(Measurement.EMPTY);
        inFlight.assertCompleted();
    }

    @Test
    void idle_is_told_once_the_last_call_has_ended() {
        gate.open(connection);
        run();
        boolean[] idle = new boolean[1];

        gate.whenIdle(connection, () -> idle[0] = true);
        assertThat(idle[0]).isFalse();
        connection.runs.get(0).complete(Measurement.EMPTY);

        assertThat(idle[0]).isTrue();
    }

    @Test
    void many_calls_have_one_timer_task_and_each_its_own_time_out() {
        gate.open(connection);
        UniAssertSubscriber<Measurement> first = run();
        time.advance(Duration.ofSeconds(50));
        UniAssertSubscriber<Measurement> second = run();
        assertThat(time.scheduled()).isEqualTo(1);

        time.advance(Duration.ofSeconds(10));
        first.assertFailed();
        second.assertNotTerminated();
        assertThat(time.scheduled()).isEqualTo(1);
        time.advance(Duration.ofSeconds(50));
        second.assertFailed();
        assertThat(time.scheduled()).isZero();
    }

    @Test
    void a_shorter_time_for_later_calls_is_kept() {
        UniAssertSubscriber<Measurement> earlier = run();
        gate.timeout(Duration.ofSeconds(5));
        UniAssertSubscriber<Measurement> later = run();

        time.advance(Duration.ofSeconds(5));
        later.assertFailed();
        earlier.assertNotTerminated();
        time.advance(Duration.ofSeconds(55));
        earlier.assertFailed();
    }

    @Test
    void calls_that_are_answered_in_time_leave_nothing_in_the_timer() {
        for (int i = 0; i < 1_000; i++) {
            gate.open(connection);
            UniAssertSubscriber<Measurement> call = run();
            connection.runs.get(i).complete(Measurement.EMPTY);
            call.assertCompleted();
        }
        assertThat(time.ever()).isEqualTo(1);
    }

    @Test
    void a_hundred_thousand_waiting_calls_that_are_answered_at_once_do_not_nest() {
        CallGate wide = new CallGate("acme/one", 1, 200_000, Duration.ofSeconds(60), time, time::nanoTime, ended -> {});
        int[] answered = new int[1];
        for (int i = 0; i < 100_000; i++) {
            wide.call(Caller.ASSAY, CallSubject.of(Verb.TYPE), c -> c.type())
                    .subscribe()
                    .with(type -> answered[0]++);
        }

        wide.open(connection);

        assertThat(answered[0]).isEqualTo(100_000);
        wide.refuse(new CallException(Remedy.CONFIGURE, "the test is over"));
    }

    private UniAssertSubscriber<Measurement> run() {
        // Each call is another caller's.
        return run(new Caller("caller " + callers++, false));
    }

    private UniAssertSubscriber<Measurement> run(Caller caller) {
        return gate.call(caller, CallSubject.of(Verb.RUN), c -> c.run(AnalysisRun.EMPTY, Metric.EMPTY))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    private static String failure(UniAssertSubscriber<Measurement> call) {
        return call.assertFailed().getFailure().getMessage();
    }
}
