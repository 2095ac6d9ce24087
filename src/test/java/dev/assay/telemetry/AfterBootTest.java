package dev.assay.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.FakeTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class AfterBootTest {
    private final FakeTime time = new FakeTime();
    private final List<String> ran = new ArrayList<>();
    private final AfterBoot tasks = new AfterBoot(Runnable::run, time);

    @Test
    void tasks_wait_for_the_end_of_boot_and_run_in_their_order() {
        tasks.execute(() -> ran.add("one"));
        tasks.execute(() -> ran.add("two"));
        assertThat(ran).isEmpty();

        tasks.begin();
        assertThat(ran).containsExactly("one", "two");
    }

    @Test
    void a_task_that_comes_after_boot_runs_at_once() {
        tasks.begin();
        tasks.execute(() -> ran.add("one"));
        assertThat(ran).containsExactly("one");
    }

    @Test
    void a_boot_that_lasts_long_is_not_waited_for() {
        tasks.execute(() -> ran.add("one"));
        time.advance(AfterBoot.LIMIT);
        assertThat(ran).containsExactly("one");

        tasks.begin();
        assertThat(ran).containsExactly("one");
    }

    @Test
    void a_worker_that_has_ended_refuses_tasks_and_nobody_fails() {
        Executor ended = task -> {
            throw new RejectedExecutionException();
        };
        AfterBoot late = new AfterBoot(ended, time);
        late.execute(() -> ran.add("one"));
        late.begin();
        late.execute(() -> ran.add("two"));
        assertThat(ran).isEmpty();
    }
}
