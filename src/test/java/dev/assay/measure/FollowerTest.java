package dev.assay.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FollowerTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ManualTime time = new ManualTime();
    private final FakeProvider provider = new FakeProvider();
    private final StopSignal stop = new StopSignal();

    @AfterEach
    void noTaskGoesOn() {
        time.shutdownNow();
    }

    @Test
    void a_finished_measurement_is_the_answer() {
        follow(FakeProvider.phase(Phase.FAILED), MINUTE).assertItem(FakeProvider.phase(Phase.FAILED));
        assertThat(provider.calls).isEmpty();
    }

    @Test
    void a_measurement_is_resumed_when_it_asks_for_it() {
        var result = follow(running(Duration.ofSeconds(20)), MINUTE);
        time.advance(Duration.ofMillis(19_999));
        assertThat(provider.calls).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(provider.calls).containsExactly("resume ");
        result.assertItem(FakeProvider.phase(Phase.SUCCESSFUL));
    }

    @Test
    void a_measurement_that_names_no_time_is_resumed_each_second() {
        provider.onResume = last -> FakeProvider.item(running(null));
        var result = follow(running(null), MINUTE);
        time.advance(Duration.ofSeconds(3));
        assertThat(provider.calls).containsExactly("resume ", "resume ", "resume ");
        result.assertNotTerminated();
    }

    @Test
    void a_stop_of_the_service_ends_the_pause_with_an_error_and_terminates_the_work() {
        var result = follow(running(Duration.ofSeconds(20)), MINUTE);
        time.advance(Duration.ofSeconds(1));
        stop.give();
        assertThat(provider.calls).containsExactly("terminate ");
        Measurement last = result.awaitItem().getItem();
        assertThat(last.phase()).isEqualTo(Phase.ERROR);
        assertThat(last.message()).contains("Assay is stopping");
        assertThat(last.finishedAt()).isEqualTo(time.instant());
        assertThat(time.waiting()).isZero();
    }

    @Test
    void after_the_signal_to_stop_nothing_is_followed() {
        stop.give();
        var result = follow(running(Duration.ofSeconds(20)), MINUTE);
        assertThat(result.awaitItem().getItem().message()).contains("Assay is stopping");
        assertThat(provider.calls).containsExactly("terminate ");
    }

    @Test
    void a_plugin_that_always_wants_to_be_resumed_at_once_gets_a_pause() {
        provider.onResume = last -> FakeProvider.item(running(Duration.ofSeconds(-5)));
        follow(running(Duration.ofSeconds(-5)), MINUTE);
        assertThat(provider.calls).isEmpty();
        time.advance(Duration.ofSeconds(1));
        assertThat(provider.calls).hasSize(10);
    }

    @Test
    void thousands_of_looks_end_in_an_answer() {
        Duration hours = Duration.ofHours(3);
        provider.onResume = last -> FakeProvider.item(running(null));
        var result = follow(running(null), hours);
        time.advance(hours);
        assertThat(provider.calls).hasSizeGreaterThan(10_000);
        result.assertCompleted();
    }

    @Test
    void a_measurement_still_running_when_the_wait_ends_is_terminated() {
        provider.onResume = last -> FakeProvider.item(running(Duration.ofMinutes(5)));
        provider.onTerminate =
                last -> FakeProvider.item(FakeProvider.phase(Phase.SUCCESSFUL).withMessage("ended"));
        var result = follow(running(Duration.ofSeconds(30)), MINUTE);
        time.advance(Duration.ofMillis(59_999));
        assertThat(provider.calls).containsExactly("resume ");
        time.advance(Duration.ofMillis(1));
        assertThat(provider.calls).containsExactly("resume ", "terminate ");
        result.assertItem(FakeProvider.phase(Phase.SUCCESSFUL).withMessage("Metric Terminated"));
    }

    @Test
    void the_answer_to_termination_is_kept_even_when_it_is_still_running() {
        provider.onTerminate = last -> FakeProvider.item(running(null).withMessage("stubborn"));
        var result = follow(running(MINUTE), MINUTE);
        time.advance(MINUTE);
        assertThat(result.awaitItem().getItem().message()).isEqualTo("stubborn");
        assertThat(provider.calls).containsExactly("terminate ");
    }

    @Test
    void a_clock_that_is_set_does_not_change_the_wait() {
        provider.onResume = last -> FakeProvider.item(running(null));
        follow(running(null), MINUTE);
        time.set(Duration.ofHours(-1));
        time.advance(MINUTE);
        assertThat(provider.calls).endsWith("terminate ").hasSize(60);
        provider.calls.clear();
        follow(running(null), MINUTE);
        time.set(Duration.ofHours(1));
        time.advance(Duration.ofSeconds(5));
        assertThat(provider.calls).hasSize(5).containsOnly("resume ");
    }

    @Test
    void a_wait_that_is_over_ends_in_termination_at_once() {
        follow(running(null), Duration.ofSeconds(-1)).assertCompleted();
        assertThat(provider.calls).containsExactly("terminate ");
    }

    @Test
    void a_resume_in_flight_at_the_end_of_the_wait_is_not_given_up() {
        provider.onResume = last -> Uni.createFrom().nothing();
        var result = follow(running(Duration.ofSeconds(30)), MINUTE);
        time.advance(Duration.ofMinutes(2));
        assertThat(provider.calls).containsExactly("resume ");
        result.assertNotTerminated();
    }

    @Test
    void a_caller_who_leaves_terminates_what_is_in_progress() {
        var result = follow(running(Duration.ofSeconds(30)), MINUTE);
        assertThat(time.waiting()).isEqualTo(1);
        result.cancel();
        assertThat(provider.calls).containsExactly("terminate ");
        assertThat(time.waiting()).isZero();
    }

    private UniAssertSubscriber<Measurement> follow(Measurement first, Duration wait) {
        return new Follower(time, time, Runnable::run, stop)
                .follow(provider, AnalysisRun.EMPTY, Metric.EMPTY, first, new Deadline(time, wait))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    private Measurement running(@Nullable Duration resumeIn) {
        Instant resumeAt = resumeIn == null ? null : time.instant().plus(resumeIn);
        return new Measurement(Phase.RUNNING, "", null, null, "", Map.of(), resumeAt);
    }
}
