package dev.assay.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.FakeTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EventBudgetTest {
    private final FakeTime time = new FakeTime();
    private final EventBudget budget = new EventBudget(time);

    @Test
    void twenty_five_may_be_written_at_once_and_then_one_in_half_a_minute() {
        assertThat(taken()).isEqualTo(25);
        time.advance(Duration.ofSeconds(29));
        assertThat(taken()).isZero();
        time.advance(Duration.ofSeconds(1));
        assertThat(taken()).isEqualTo(1);
        time.advance(Duration.ofSeconds(75));
        assertThat(taken()).isEqualTo(2);
        time.advance(Duration.ofSeconds(15));
        assertThat(taken()).isEqualTo(1);
        time.advance(Duration.ofDays(1));
        assertThat(taken()).isEqualTo(25);
    }

    private int taken() {
        int taken = 0;
        while (budget.take()) {
            taken++;
        }
        return taken;
    }
}
