package dev.assay.host.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.process.ProcessUsage;
import dev.assay.testing.FakeTime;
import io.grpc.SynchronizationContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MemoryRuleTest {
    private static final long LIMIT = 100 << 20;

    private final FakeTime time = new FakeTime();
    private final List<String> reports = new ArrayList<>();
    private final List<Throwable> bugs = new ArrayList<>();
    private final SynchronizationContext context = new SynchronizationContext((thread, failure) -> bugs.add(failure));
    private Optional<ProcessUsage> usage = Optional.empty();
    private long samples;
    private final UsageWatch watch =
            new UsageWatch(() -> usage, List.of(new MemoryRule(LIMIT)), context, time, reports::add);

    @BeforeEach
    void start() {
        context.execute(watch::start);
    }

    @AfterEach
    void a_stop_leaves_no_task() {
        context.execute(watch::stop);
        assertThat(time.scheduled()).isZero();
        assertThat(bugs).isEmpty();
    }

    @Test
    void memory_that_stays_above_the_limit_is_reported_for_each_row_of_samples() {
        sample(LIMIT + 1, MemoryRule.ROW - 1);
        assertThat(reports).isEmpty();
        sample(LIMIT + 1, 1);
        assertThat(reports).containsExactly("uses 100.0 MiB of memory, more than its limit of 100.0 MiB");
        sample(LIMIT + 1, MemoryRule.ROW);
        assertThat(reports).hasSize(2);
    }

    @Test
    void memory_that_falls_to_the_limit_in_between_is_not_reported() {
        sample(LIMIT + 1, MemoryRule.ROW - 1);
        sample(LIMIT, 1);
        sample(LIMIT + 1, MemoryRule.ROW - 1);
        assertThat(reports).isEmpty();
    }

    @Test
    void a_sample_counts_once() {
        sample(LIMIT + 1, 1);
        time.advance(UsageWatch.INTERVAL.multipliedBy(10));
        assertThat(reports).isEmpty();
    }

    private void sample(long bytes, int times) {
        for (int i = 0; i < times; i++) {
            samples++;
            usage = Optional.of(new ProcessUsage(Duration.ofSeconds(2 * samples), Duration.ZERO, 0, bytes, 1, 1, 3));
            time.advance(UsageWatch.INTERVAL);
        }
    }
}
