package dev.assay.host.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.host.calls.StubConnection;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Caller;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.process.ProcessUsage;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A plugin that goes on working for callers who are gone. */
class GivenUpCallsTest {
    private static final Duration SAMPLE = Duration.ofSeconds(2);

    private final SlotFixture fixture = new SlotFixture(false, Map.of("assay.call.given-up", "20s"));
    private final StubConnection connection = fixture.begin();
    private Duration age = Duration.ZERO;
    private Duration cpuTime = Duration.ZERO;

    @AfterEach
    void nothing_is_left_after_a_stop() {
        fixture.close();
    }

    @Test
    void one_that_burns_a_processor_for_them_is_replaced_and_the_reason_names_the_call() {
        giveUp();
        assertThat(fixture.status().calls().givenUp()).isEqualTo(1);

        pass(Duration.ofSeconds(18), 1.0);
        assertThat(fixture.status().update()).isEmpty();
        pass(Duration.ofSeconds(4), 1.0);

        assertThat(fixture.update().reason())
                .isEqualTo("replaces process 100, which used 1.0 processors for 20 s after its callers had given up run"
                        + " of metric  of run ");
        fixture.comeUp();
        assertThat(fixture.status().calls().givenUp()).isZero();
    }

    @Test
    void one_that_works_for_callers_who_wait_is_not_replaced() {
        giveUp();
        UniAssertSubscriber<Measurement> call = run();
        pass(Duration.ofSeconds(58), 1.2);

        assertThat(fixture.status().update()).isEmpty();
        connection.runs.get(1).complete(Measurement.EMPTY);
        call.assertCompleted();
    }

    @Test
    void one_that_becomes_quiet_has_nothing_given_up_any_more() {
        giveUp();
        pass(Duration.ofSeconds(10), 1.0);
        pass(Duration.ofSeconds(4), 0.0);
        assertThat(fixture.status().calls().givenUp()).isZero();

        pass(Duration.ofSeconds(60), 1.0);
        assertThat(fixture.status().update()).isEmpty();
    }

    private void giveUp() {
        pass(SAMPLE, 0.0);
        run().cancel();
    }

    private UniAssertSubscriber<Measurement> run() {
        return fixture.slot
                .provider(Caller.ASSAY)
                .run(AnalysisRun.EMPTY, Metric.EMPTY)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    /** Lets time pass in which the process uses so many processors. */
    private void pass(Duration time, double processors) {
        for (Duration left = time; !left.isZero(); left = left.minus(SAMPLE)) {
            age = age.plus(SAMPLE);
            cpuTime = cpuTime.plusMillis((long) (SAMPLE.toMillis() * processors));
            fixture.processes.launched.get(0).usage = Optional.of(new ProcessUsage(age, cpuTime, 0, 0, 1, 1, 3));
            fixture.time.advance(SAMPLE);
        }
    }
}
