package dev.assay.host.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.assay.host.facts.CallOutcome;
import dev.assay.host.facts.CallSubject;
import dev.assay.host.facts.EndedCall;
import dev.assay.metric.CallException;
import dev.assay.metric.Caller;
import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import dev.assay.metric.Verb;
import dev.assay.testing.FakeTime;
import dev.assay.testing.LogCapture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.MDC;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailedCallLogTest {
    private final FakeTime time = new FakeTime();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Map<String, Object>> fields = new CopyOnWriteArrayList<>();
    private final FailedCallLog log = new FailedCallLog("acme/one", Runnable::run, time, time::nanoTime);
    private final LogCapture capture = new LogCapture("dev.assay.calls", entry -> {
        lines.add(new PatternFormatter("%s").format((ExtLogRecord) entry));
        fields.add(Map.copyOf(MDC.getMap()));
    });

    @AfterEach
    void stop() {
        capture.close();
    }

    @Test
    void a_failed_call_has_one_line_with_its_verb_phase_caller_time_and_reason() {
        log.ended(call(CallOutcome.TIMED_OUT, null, new CallException(CallException.Remedy.RETRY, "too\nslow")));
        assertThat(lines)
                .containsExactly(
                        "A call of plugin acme/one failed (ask for the type, Error, for alice, after 1200 ms): too slow");
        assertThat(fields.get(0))
                .containsAllEntriesOf(Map.of(
                        "plugin", "acme/one",
                        "verb", "type",
                        "phase", "Error",
                        "outcome", "timeout",
                        "caller", "alice",
                        "milliseconds", 1200L));
    }

    @Test
    void a_measurement_of_phase_error_is_a_failure_and_an_answer_or_a_cancelled_call_is_none() {
        log.ended(call(CallOutcome.ANSWERED, Measurement.EMPTY.withPhase(Phase.SUCCESSFUL), null));
        log.ended(call(CallOutcome.CANCELLED, null, null));
        assertThat(lines).isEmpty();
        log.ended(call(
                CallOutcome.ANSWERED, Measurement.EMPTY.withPhase(Phase.ERROR).withMessage("no such series"), null));
        assertThat(lines).singleElement().asString().endsWith(": no such series");
    }

    @Test
    void many_failures_are_counted_and_not_logged_each() {
        for (int i = 0; i < 10_000; i++) {
            log.ended(call(CallOutcome.REFUSED, null, new CallException(CallException.Remedy.RETRY, "full")));
        }
        assertThat(lines).hasSize(20);
        time.advance(Duration.ofSeconds(10));
        assertThat(lines).hasSize(21);
        assertThat(lines.get(20))
                .isEqualTo("9980 more calls of plugin acme/one failed within 10 s and were not logged each");
        time.advance(Duration.ofMinutes(1));
        assertThat(lines).hasSize(21);
    }

    @Test
    void a_writer_that_takes_nothing_any_more_holds_no_call_up() {
        FailedCallLog ending = new FailedCallLog(
                "acme/one",
                line -> {
                    throw new RejectedExecutionException("ending");
                },
                time,
                time::nanoTime);
        assertThatCode(() -> ending.ended(
                        call(CallOutcome.LOST, null, new CallException(CallException.Remedy.RETRY, "stopping"))))
                .doesNotThrowAnyException();
    }

    private static EndedCall call(CallOutcome outcome, @Nullable Measurement measurement, @Nullable Throwable failure) {
        return new EndedCall(
                CallSubject.of(Verb.TYPE),
                new Caller("alice", false),
                outcome,
                Optional.ofNullable(measurement),
                Duration.ofMillis(200),
                Duration.ofMillis(1200),
                failure);
    }
}
