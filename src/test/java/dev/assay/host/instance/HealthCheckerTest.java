package dev.assay.host.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.host.calls.StubConnection;
import dev.assay.metric.ProviderException;
import dev.assay.testing.FakeTime;
import io.grpc.SynchronizationContext;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthCheckerTest {
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final FakeTime time = new FakeTime();
    private final StubConnection connection = new StubConnection();
    private final List<String> reports = new ArrayList<>();
    private final List<Throwable> bugs = new ArrayList<>();
    private final SynchronizationContext context = new SynchronizationContext((thread, failure) -> bugs.add(failure));
    private final HealthChecker checker = new HealthChecker(
            connection, new HealthSettings(INTERVAL, TIMEOUT, 2), context, time, time::nanoTime, observer());

    @AfterEach
    void a_stop_leaves_no_task_and_no_illegal_move_was_made() {
        context.execute(checker::stop);
        assertThat(time.scheduled()).isZero();
        assertThat(bugs).isEmpty();
    }

    @Test
    void it_can_be_used_inside_its_serial_context_only() {
        assertThatThrownBy(checker::start).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(checker::stop).isInstanceOf(IllegalStateException.class);
        context.execute(checker::start);
    }

    @Test
    void each_answered_ping_is_counted() {
        context.execute(checker::start);
        time.advance(INTERVAL.multipliedBy(3));
        assertThat(checker.pongs()).isEqualTo(3);
        assertThat(reports).isEmpty();
    }

    @Test
    void an_answer_that_the_plugin_does_not_serve_is_counted_too_and_a_lost_connection_is_none() {
        connection.pong = Uni.createFrom().failure(() -> {
            connection.answers++;
            return new ProviderException("NOT_SERVING");
        });
        context.execute(checker::start);
        time.advance(INTERVAL);
        assertThat(checker.pongs()).isEqualTo(1);

        connection.pong = Uni.createFrom().failure(new ProviderException("connection lost"));
        time.advance(INTERVAL);
        assertThat(checker.pongs()).isEqualTo(1);
    }

    @Test
    void failures_in_a_row_are_reported_once_and_no_ping_follows() {
        connection.pong = Uni.createFrom().failure(new ProviderException("NOT_SERVING"));
        context.execute(checker::start);

        time.advance(INTERVAL);
        assertThat(reports).containsExactly("1 unanswered: NOT_SERVING");
        time.advance(INTERVAL.multipliedBy(5));

        assertThat(reports)
                .containsExactly(
                        "1 unanswered: NOT_SERVING",
                        "failed 2 health checks in a row (the last: NOT_SERVING), so it was killed");
        assertThat(time.scheduled()).isZero();
    }

    @Test
    void an_answered_ping_between_failures_begins_the_count_anew() {
        context.execute(checker::start);
        for (int i = 0; i < 6; i++) {
            connection.pong = i % 2 == 0
                    ? Uni.createFrom().failure(new ProviderException("NOT_SERVING"))
                    : Uni.createFrom().voidItem();
            time.advance(INTERVAL);
        }
        assertThat(reports)
                .containsExactly(
                        "1 unanswered: NOT_SERVING",
                        "answered",
                        "1 unanswered: NOT_SERVING",
                        "answered",
                        "1 unanswered: NOT_SERVING",
                        "answered");
    }

    @Test
    void a_stop_gives_up_the_ping_that_waits_and_reports_nothing() {
        boolean[] cancelled = new boolean[1];
        connection.pong = Uni.createFrom().<Void>nothing().onCancellation().invoke(() -> cancelled[0] = true);
        context.execute(checker::start);
        time.advance(INTERVAL);

        context.execute(checker::stop);
        time.advance(TIMEOUT.multipliedBy(10));

        assertThat(cancelled[0]).isTrue();
        assertThat(reports).isEmpty();
    }

    private HealthChecker.Observer observer() {
        return new HealthChecker.Observer() {
            @Override
            public void onUnanswered(int failures, String last) {
                reports.add(failures + " unanswered: " + last);
            }

            @Override
            public void onAnswered() {
                reports.add("answered");
            }

            @Override
            public void onPong(Duration took) {}

            @Override
            public void onDead(String reason) {
                reports.add(reason);
            }
        };
    }
}
