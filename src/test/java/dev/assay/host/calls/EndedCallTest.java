package dev.assay.host.calls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.host.facts.CallOutcome;
import dev.assay.host.facts.EndedCall;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.metric.Caller;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.ProviderException;
import dev.assay.metric.Verb;
import dev.assay.testing.FakeTime;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndedCallTest {
    private final FakeTime time = new FakeTime();
    private final StubConnection connection = new StubConnection();
    private final List<EndedCall> ended = new ArrayList<>();
    private final CallGate gate =
            new CallGate("acme/one", 1, 1, Duration.ofSeconds(60), time, time::nanoTime, ended::add);

    @Test
    void an_answer_is_told_with_its_measurement_the_wait_and_the_time_in_flight() {
        run();
        time.advance(Duration.ofSeconds(2));
        gate.open(connection);
        time.advance(Duration.ofSeconds(3));
        connection.runs.get(0).complete(Measurement.EMPTY);

        assertThat(ended).singleElement().satisfies(call -> {
            assertThat(call.outcome()).isEqualTo(CallOutcome.ANSWERED);
            assertThat(call.subject().verb()).isEqualTo(Verb.RUN);
            assertThat(call.measurement()).contains(Measurement.EMPTY);
            assertThat(call.waited()).isEqualTo(Duration.ofSeconds(2));
            assertThat(call.took()).isEqualTo(Duration.ofSeconds(5));
        });
    }

    @Test
    void a_call_that_was_never_sent_is_refused_and_has_only_waited() {
        run();
        time.advance(Duration.ofSeconds(1));
        gate.refuse(new CallException(Remedy.CONFIGURE, "it has failed"));
        run();

        assertThat(ended).extracting(EndedCall::outcome).containsExactly(CallOutcome.REFUSED, CallOutcome.REFUSED);
        assertThat(ended.get(0).waited()).isEqualTo(Duration.ofSeconds(1));
        assertThat(ended.get(0).took()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a_call_without_a_place_is_refused() {
        run();
        run();
        assertThat(ended).extracting(EndedCall::outcome).containsExactly(CallOutcome.REFUSED);
    }

    @Test
    void a_call_whose_process_ends_is_lost() {
        gate.open(connection);
        run();
        gate.close(connection, "its process 12 exited with code 2", "call again");
        assertThat(ended).extracting(EndedCall::outcome).containsExactly(CallOutcome.LOST);
        assertThat(ended.get(0).failure()).hasMessageContaining("process 12");
    }

    @Test
    void a_call_that_takes_too_long_has_timed_out_wherever_it_is() {
        run();
        time.advance(Duration.ofSeconds(61));
        gate.open(connection);
        run();
        time.advance(Duration.ofSeconds(61));
        assertThat(ended).extracting(EndedCall::outcome).containsExactly(CallOutcome.TIMED_OUT, CallOutcome.TIMED_OUT);
    }

    @Test
    void an_error_of_the_plugin_is_a_failed_call() {
        gate.open(connection);
        run();
        connection.runs.get(0).completeExceptionally(new ProviderException("no such query"));
        assertThat(ended).extracting(EndedCall::outcome).containsExactly(CallOutcome.FAILED);
    }

    @Test
    void a_call_that_its_caller_gives_up_is_told_once() {
        gate.open(connection);
        UniAssertSubscriber<Measurement> call = run();
        call.cancel();
        connection.runs.get(0).complete(Measurement.EMPTY);
        assertThat(ended).extracting(EndedCall::outcome).containsExactly(CallOutcome.CANCELLED);
        assertThat(ended.get(0).isFailure()).isFalse();
    }

    private UniAssertSubscriber<Measurement> run() {
        Uni<Measurement> call = new GatedPlugin(gate, Caller.ASSAY).run(AnalysisRun.EMPTY, Metric.EMPTY);
        return call.subscribe().withSubscriber(UniAssertSubscriber.create());
    }
}
