package dev.assay.host.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.host.calls.StubConnection;
import dev.assay.host.status.PluginState;
import dev.assay.metric.Measurement;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A plugin whose process is there but does not answer, as after {@code kill -STOP}. */
class UnresponsiveTest {
    private static final Duration FIRST_CHECK = Duration.ofSeconds(15);

    private final SlotFixture fixture = new SlotFixture(false, Map.of("assay.call.timeout", "12s"));
    private final StubConnection connection = fixture.begin();

    @AfterEach
    void nothing_is_left_after_a_stop() {
        fixture.close();
    }

    @Test
    void the_first_unanswered_check_is_a_state_of_its_own_with_a_reason() {
        connection.pong = Uni.createFrom().nothing();
        fixture.time.advance(FIRST_CHECK);

        assertThat(fixture.state()).isEqualTo(PluginState.UNRESPONSIVE);
        assertThat(fixture.status().reason())
                .isEqualTo("process 100 has failed 1 of 3 health checks in a row (the last: no answer within 10.0 s)"
                        + " and is killed after 3");
        assertThat(fixture.status().unansweredChecks()).isEqualTo(1);
        fixture.time.advance(FIRST_CHECK);
        assertThat(fixture.status().reason()).contains("has failed 2 of 3");
        assertThat(fixture.status().unansweredChecks()).isEqualTo(2);
    }

    @Test
    void it_is_ready_again_when_it_answers() {
        connection.pong = Uni.createFrom().nothing();
        fixture.time.advance(FIRST_CHECK);
        connection.pong = Uni.createFrom().voidItem();
        fixture.time.advance(Duration.ofSeconds(5));

        assertThat(fixture.state()).isEqualTo(PluginState.READY);
        assertThat(fixture.status().reason()).isEmpty();
        assertThat(fixture.status().unansweredChecks()).isZero();
        UniAssertSubscriber<Measurement> call = fixture.run();
        fixture.time.advance(Duration.ofSeconds(12));
        assertThat(call.assertFailed().getFailure()).hasMessageContaining("did not answer within 12.0 s; call again");
    }

    @Test
    void calls_are_sent_all_the_same_and_say_so_when_they_time_out() {
        connection.pong = Uni.createFrom().nothing();
        fixture.time.advance(FIRST_CHECK);
        UniAssertSubscriber<Measurement> answered = fixture.run();
        connection.runs.get(0).complete(Measurement.EMPTY);
        answered.assertCompleted();
        UniAssertSubscriber<Measurement> call = fixture.run();
        fixture.time.advance(Duration.ofSeconds(12));

        assertThat(call.assertFailed().getFailure())
                .hasMessageContaining("it did not answer within 12.0 s, and its last health check has failed too (no"
                        + " answer within 10.0 s); call again");
    }

    @Test
    void the_end_of_a_killed_process_is_remembered() {
        connection.pong = Uni.createFrom().nothing();
        fixture.time.advance(Duration.ofSeconds(45));

        assertThat(fixture.state()).isEqualTo(PluginState.BACKING_OFF);
        assertThat(fixture.status().lastExit()).hasValueSatisfying(exit -> {
            assertThat(exit.reason()).contains("failed 3 health checks in a row");
            assertThat(exit.signal()).contains("SIGTERM");
            assertThat(exit.time()).isEqualTo(fixture.time.instant());
        });
        assertThat(fixture.status().nextStart())
                .hasValueSatisfying(next -> assertThat(next).isAfter(fixture.time.instant()));
        fixture.time.advance(Duration.ofMillis(1200));
        fixture.comeUp();
        assertThat(fixture.status().nextStart()).isEmpty();
        assertThat(fixture.status().lastExit()).isPresent();
    }

    @Test
    void an_exit_of_its_own_accord_is_remembered_with_its_code() {
        fixture.processes.last().exit(3);

        assertThat(fixture.status().lastExit()).hasValueSatisfying(exit -> {
            assertThat(exit.code()).isEqualTo(3);
            assertThat(exit.signal()).isEqualTo(Optional.empty());
        });
    }

    @Test
    void an_unresponsive_process_can_be_replaced_and_stopped() {
        connection.pong = Uni.createFrom().nothing();
        fixture.time.advance(FIRST_CHECK);
        fixture.slot.restart().subscribe().with(outcome -> {});
        fixture.comeUp();

        assertThat(fixture.state()).isEqualTo(PluginState.READY);
        assertThat(fixture.status().pid()).contains(101L);
    }
}
