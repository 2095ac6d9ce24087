package dev.assay.host.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.host.facts.CallOutcome;
import dev.assay.host.facts.CallSubject;
import dev.assay.host.facts.EndedCall;
import dev.assay.metric.Caller;
import dev.assay.metric.Measurement;
import dev.assay.metric.Verb;
import dev.assay.testing.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallStatisticsTest {
    private final FakeTime time = new FakeTime();
    private final CallStatistics statistics = new CallStatistics(time::nanoTime);

    @Test
    void there_is_neither_a_ratio_nor_a_percentile_before_the_first_call() {
        CallStatistics.Numbers numbers = statistics.numbers();
        assertThat(numbers.perSecond()).isZero();
        assertThat(numbers.errorRatio()).isEmpty();
        assertThat(numbers.p50Milliseconds()).isEmpty();
        assertThat(numbers.p99Milliseconds()).isEmpty();
    }

    @Test
    void a_rate_is_that_of_the_last_minute() {
        for (int second = 0; second < 120; second++) {
            add(CallOutcome.ANSWERED, Duration.ofMillis(1));
            add(CallOutcome.ANSWERED, Duration.ofMillis(1));
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(statistics.numbers().perSecond()).isCloseTo(2, within(0.05));
        assertThat(statistics.numbers().calls()).isEqualTo(240);
    }

    @Test
    void after_a_quiet_minute_nothing_is_left_but_the_totals() {
        add(CallOutcome.TIMED_OUT, Duration.ofSeconds(60));
        time.advance(Duration.ofSeconds(61));
        CallStatistics.Numbers numbers = statistics.numbers();
        assertThat(numbers.perSecond()).isZero();
        assertThat(numbers.errorRatio()).isEmpty();
        assertThat(numbers.calls()).isOne();
        assertThat(numbers.failures()).isOne();
    }

    @Test
    void a_measurement_of_phase_Error_and_each_call_without_an_answer_are_failures_but_not_what_the_caller_gave_up() {
        add(CallOutcome.ANSWERED, Duration.ofMillis(1));
        add(CallOutcome.CANCELLED, Duration.ofMillis(1));
        add(CallOutcome.LOST, Duration.ofMillis(1));
        statistics.add(call(
                CallOutcome.ANSWERED,
                Duration.ofMillis(1),
                Optional.of(Measurement.error("no such query", null, Instant.EPOCH))));
        assertThat(statistics.numbers().errorRatio()).hasValue(0.5);
    }

    @Test
    void a_percentile_is_exact_to_six_percent_from_a_microsecond_to_hours() {
        for (long micros = 1; micros < Duration.ofHours(2).toNanos() / 1000; micros = micros * 3 / 2 + 1) {
            CallStatistics one = new CallStatistics(time::nanoTime);
            one.add(call(CallOutcome.ANSWERED, Duration.ofNanos(micros * 1000), Optional.empty()));
            assertThat(one.numbers().p50Milliseconds().orElseThrow())
                    .isCloseTo(micros / 1000.0, within(micros / 1000.0 * 0.0625 + 0.0005));
        }
    }

    @Test
    void the_slowest_call_of_fifty_is_in_the_99th_percentile_and_not_in_the_50th() {
        for (int i = 0; i < 49; i++) {
            add(CallOutcome.ANSWERED, Duration.ofMillis(2));
        }
        add(CallOutcome.ANSWERED, Duration.ofMillis(900));
        assertThat(statistics.numbers().p50Milliseconds().orElseThrow()).isCloseTo(2, within(0.2));
        assertThat(statistics.numbers().p99Milliseconds().orElseThrow()).isCloseTo(900, within(60.0));
    }

    @Test
    void a_refused_call_has_no_part_in_the_percentiles() {
        add(CallOutcome.ANSWERED, Duration.ofMillis(100));
        add(CallOutcome.REFUSED, Duration.ZERO);
        add(CallOutcome.REFUSED, Duration.ZERO);
        assertThat(statistics.numbers().p50Milliseconds().orElseThrow()).isCloseTo(100, within(7.0));
    }

    private void add(CallOutcome outcome, Duration took) {
        statistics.add(call(outcome, took, Optional.empty()));
    }

    private static EndedCall call(CallOutcome outcome, Duration took, Optional<Measurement> measurement) {
        return new EndedCall(CallSubject.of(Verb.RUN), Caller.ASSAY, outcome, measurement, Duration.ZERO, took, null);
    }
}
