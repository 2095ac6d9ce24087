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
import dev.assay.testing.TestSettings;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several callers at one gate, and callers who do not want to wait. */
class FairCallGateTest {
    private static final Caller GREEDY = new Caller("10.0.0.1", false);
    private static final Caller OTHER = new Caller("10.0.0.2", false);
    private static final Caller HASTY = new Caller("10.0.0.3", true);

    private final FakeTime time = new FakeTime();
    private final StubConnection connection = new StubConnection();
    private final CallGate gate =
            new CallGate("acme/one", 8, 8, Duration.ofSeconds(60), time, time::nanoTime, ended -> {});

    @AfterEach
    void no_call_and_no_timer_task_is_left() {
        time.advance(Duration.ofSeconds(60));
        assertThat(gate.counts().inFlight() + gate.counts().waiting()).isZero();
        gate.refuse(new CallException(Remedy.CONFIGURE, "the test is over"));
        assertThat(time.scheduled()).isZero();
    }

    @Test
    void one_caller_whose_calls_hang_leaves_a_quarter_of_the_places_to_the_others() {
        gate.open(connection);
        run(GREEDY, 8);
        assertThat(connection.runs).hasSize(6);

        UniAssertSubscriber<Measurement> other = run(OTHER);
        assertThat(connection.runs).hasSize(7);
        connection.runs.get(6).complete(Measurement.EMPTY);
        other.assertCompleted();
    }

    @Test
    void one_caller_leaves_a_quarter_of_the_waiting_places_too() {
        List<UniAssertSubscriber<Measurement>> greedy = run(GREEDY, 7);
        assertThat(greedy.get(6).assertFailed().getFailure())
                .hasMessage(
                        "tried to run a metric with plugin acme/one, but it has not been started yet, and this caller"
                                + " already has 6 of the 8 calls that may wait, and one caller may have three quarters; call again"
                                + " later, ask for less at once, or raise assay.call.in-flight or assay.call.queue");
        run(OTHER, 2).get(1).assertNotTerminated();
        assertThat(run(OTHER).assertFailed().getFailure())
                .hasMessageContaining("it has not been started yet, and 8 calls wait for it; call again later");
    }

    @Test
    void a_caller_at_its_share_is_told_so() {
        gate.open(connection);
        List<UniAssertSubscriber<Measurement>> greedy = run(GREEDY, 13);
        assertThat(greedy.get(12).assertFailed().getFailure())
                .hasMessageContaining("this caller already has 6 of its 8 calls in flight and 6 waiting");
    }

    @Test
    void the_largest_run_of_one_caller_has_a_place_for_each_metric() {
        var settings = TestSettings.of(Map.of());
        CallGate idle = new CallGate(
                "acme/one",
                settings.call().inFlight(),
                settings.call().queue(),
                Duration.ofSeconds(60),
                time,
                time::nanoTime,
                ended -> {});
        idle.open(connection);
        for (int i = 0; i < settings.measure().maxMetrics(); i++) {
            call(idle, GREEDY, "g", new StringBuilder()).assertNotTerminated();
        }
        idle.end(new CallException(Remedy.CONFIGURE, "the test is over"), "the test is over", "call again");
    }

    @Test
    void callers_have_their_turns_one_after_the_other() {
        CallGate narrow = new CallGate("acme/one", 1, 16, Duration.ofSeconds(60), time, time::nanoTime, ended -> {});
        StringBuilder order = new StringBuilder();
        narrow.open(connection);
        call(narrow, OTHER, "x", order);
        IntStream.range(0, 3).forEach(i -> call(narrow, GREEDY, "g", order));
        call(narrow, OTHER, "o", order);
        call(narrow, OTHER, "o", order);

        for (int i = 0; i < 6; i++) {
            connection.runs.get(i).complete(Measurement.EMPTY);
        }

        assertThat(order).hasToString("xgogog");
        narrow.refuse(new CallException(Remedy.CONFIGURE, "the test is over"));
    }

    @Test
    void a_hasty_call_fails_at_once_while_the_plugin_is_backing_off() {
        gate.waitingFor("it is BackingOff (process 12 exited with code 3)", false);
        assertThat(run(HASTY).assertFailed().getFailure())
                .hasMessage("tried to run a metric with plugin acme/one, but it is BackingOff (process 12 exited with"
                        + " code 3); call again later, or without failFast to wait");
    }

    @Test
    void a_hasty_call_waits_for_a_plugin_that_comes_up_and_no_longer() {
        gate.waitingFor("it is Starting", true);
        UniAssertSubscriber<Measurement> call = run(HASTY);
        call.assertNotTerminated();
        UniAssertSubscriber<Measurement> patient = run(OTHER);

        gate.waitingFor("it is BackingOff", false);

        assertThat(call.assertFailed().getFailure()).hasMessageContaining("it is BackingOff");
        patient.assertNotTerminated();
    }

    @Test
    void a_hasty_call_fails_at_once_where_no_place_is_free() {
        gate.open(connection);
        run(GREEDY, 6);
        run(OTHER, 2);
        assertThat(run(HASTY).assertFailed().getFailure())
                .hasMessageContaining("it already has 8 calls in flight and 0 waiting; call again later, or without");
    }

    @Test
    void a_hasty_call_fails_at_once_where_the_plugin_does_not_answer() {
        gate.open(connection);
        gate.doubt(connection, "its last health check has failed too (no answer within 10.0 s)");
        assertThat(run(HASTY).assertFailed().getFailure()).hasMessageContaining("its last health check has failed");
    }

    private List<UniAssertSubscriber<Measurement>> run(Caller caller, int times) {
        return IntStream.range(0, times).mapToObj(i -> run(caller)).toList();
    }

    private UniAssertSubscriber<Measurement> run(Caller caller) {
        return gate.call(caller, CallSubject.of(Verb.RUN), c -> c.run(AnalysisRun.EMPTY, Metric.EMPTY))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    private UniAssertSubscriber<Measurement> call(CallGate narrow, Caller caller, String letter, StringBuilder order) {
        return narrow.call(caller, CallSubject.of(Verb.RUN), c -> {
                    order.append(letter);
                    return c.run(AnalysisRun.EMPTY, Metric.EMPTY);
                })
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }
}
