package dev.assay.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackOffTest {
    private static final Duration MIN = Duration.ofSeconds(1);
    private static final Duration MAX = Duration.ofSeconds(60);

    @Test
    void delays_double_up_to_the_longest() {
        BackOff backOff = new BackOff(MIN, MAX, always(0.5));

        assertThat(delays(backOff, 8)).containsExactly(1000L, 2000L, 4000L, 8000L, 16000L, 32000L, 60000L, 60000L);
    }

    @Test
    void jitter_moves_a_delay_by_a_fifth_at_most_and_never_beyond_the_longest() {
        assertThat(delays(new BackOff(MIN, MAX, always(0.0)), 2)).containsExactly(800L, 1600L);
        assertThat(delays(new BackOff(MIN, MAX, always(0.9999999)), 8))
                .startsWith(1200L, 2400L)
                .endsWith(60000L);
        BackOff random = new BackOff(MIN, MAX, new Random(7));
        assertThat(delays(random, 50)).allSatisfy(delay -> assertThat(delay).isBetween(800L, 60000L));
    }

    @Test
    void a_reset_begins_anew() {
        BackOff backOff = new BackOff(MIN, MAX, always(0.5));
        delays(backOff, 5);

        backOff.reset();

        assertThat(delays(backOff, 2)).containsExactly(1000L, 2000L);
    }

    @Test
    void failures_may_be_counted_by_the_caller() {
        BackOff backOff = new BackOff(MIN, MAX, always(0.5));

        assertThat(backOff.delayAfter(3)).hasSeconds(4);
        assertThat(backOff.delayAfter(1_000_000)).hasSeconds(60);
        assertThat(BackOff.exactDelayAfter(5, MIN, Duration.ofSeconds(10))).hasSeconds(10);
        assertThat(backOff.nextDelay()).hasSeconds(1);
    }

    private static List<Long> delays(BackOff backOff, int count) {
        return Stream.generate(() -> backOff.nextDelay().toMillis())
                .limit(count)
                .toList();
    }

    private static RandomGenerator always(double value) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public double nextDouble() {
                return value;
            }
        };
    }
}
