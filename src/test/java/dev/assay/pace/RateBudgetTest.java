package dev.assay.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateBudgetTest {
    private long now;
    private final RateBudget budget = new RateBudget(10, 2, () -> now);

    @Test
    void a_burst_passes_and_one_more_does_not() {
        assertThat(spent()).isEqualTo(10);
        assertThat(budget.spend()).isFalse();
    }

    @Test
    void time_fills_it_again_up_to_the_burst() {
        assertThat(spent()).isEqualTo(10);
        now += Duration.ofMillis(1_500).toNanos();
        assertThat(spent()).isEqualTo(3);
        now += Duration.ofHours(1).toNanos();
        assertThat(spent()).isEqualTo(10);
    }

    @Test
    void a_quiet_spell_gives_no_more_than_the_burst() {
        assertThat(budget.spend()).isTrue();
        now += Duration.ofHours(1).toNanos();
        assertThat(spent()).isEqualTo(10);
    }

    @Test
    void time_adds_nothing_to_more_than_the_burst() {
        budget.earn(4);
        now += Duration.ofHours(1).toNanos();
        assertThat(spent()).isEqualTo(14);
    }

    @Test
    void earned_units_are_added_to_those_of_the_time() {
        assertThat(spent()).isEqualTo(10);
        now += Duration.ofHours(1).toNanos();
        budget.earn(4);
        assertThat(spent()).isEqualTo(14);
    }

    @Test
    void parts_of_an_event_are_not_lost() {
        assertThat(spent()).isEqualTo(10);
        for (int i = 0; i < 4; i++) {
            now += Duration.ofMillis(250).toNanos();
            assertThat(budget.spend()).isEqualTo(i % 2 == 1);
        }
    }

    @Test
    void earned_units_pass_too_but_are_not_hoarded() {
        assertThat(spent()).isEqualTo(10);
        budget.earn(4);
        assertThat(spent()).isEqualTo(4);
        budget.earn(1_000);
        assertThat(spent()).isEqualTo(160);
    }

    private int spent() {
        int count = 0;
        while (budget.spend()) {
            count++;
        }
        return count;
    }
}
