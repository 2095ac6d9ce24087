package dev.assay.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.process.linux.KernelUnits;
import dev.assay.process.linux.ProcessStat;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsageMeterTest {
    private final UsageMeter meter = new UsageMeter(new KernelUnits(4096, 100), 1_000);

    @Test
    void there_is_nothing_before_the_first_sample() {
        assertThat(meter.latest()).isEmpty();
    }

    @Test
    void a_sample_sums_up_all_processes() {
        meter.take(List.of(process(150), process(25)), 11, 7, 1_000_001_000L);
        assertThat(meter.latest())
                .contains(new ProcessUsage(Duration.ofSeconds(1), Duration.ofMillis(1750), 1.75, 11 * 4096, 2, 6, 7));
    }

    @Test
    void the_time_of_a_process_that_nobody_waited_for_is_not_lost() {
        meter.take(List.of(process(150), process(100)), 1, 1, 2_000);
        meter.take(List.of(process(160)), 1, 1, 3_000);
        meter.take(List.of(process(170)), 1, 1, 4_000);
        assertThat(meter.latest()).get().satisfies(usage -> assertThat(usage.cpuTime())
                .isEqualTo(Duration.ofMillis(2600)));
    }

    @Test
    void the_processors_are_those_that_were_busy_since_the_sample_before() {
        meter.take(List.of(process(100)), 1, 1, 1_000_001_000L);
        meter.take(List.of(process(200)), 1, 1, 3_000_001_000L);
        assertThat(meter.latest()).get().satisfies(usage -> assertThat(usage.cores())
                .isEqualTo(0.5));
    }

    private static ProcessStat process(long ticks) {
        return new ProcessStat(7, true, 1, 1, 1, ticks, 3, 0);
    }
}
