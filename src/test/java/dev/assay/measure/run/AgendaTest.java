package dev.assay.measure.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.measure.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgendaTest {
    private final ManualTime time = new ManualTime();
    private final Agenda agenda = new Agenda(time, time);
    private final List<String> rung = new ArrayList<>();

    @AfterEach
    void endTimer() {
        time.shutdownNow();
    }

    @Test
    void tasks_run_at_their_times_on_one_timer() {
        for (int i = 99; i >= 0; i--) {
            put("task " + i, Duration.ofSeconds(i / 10));
        }
        assertThat(time.waiting()).isEqualTo(1);
        time.advance(Duration.ofSeconds(4));
        assertThat(rung).hasSize(50);
        time.advance(Duration.ofSeconds(6));
        assertThat(rung).hasSize(100);
        assertThat(time.waiting()).isZero();
    }

    @Test
    void a_task_has_one_time_and_may_be_removed() {
        Runnable moved = put("moved", Duration.ofSeconds(1));
        agenda.put(moved, time.instant().plusSeconds(5));
        Runnable removed = put("removed", Duration.ofSeconds(2));
        agenda.remove(removed);
        time.advance(Duration.ofSeconds(4));
        assertThat(rung).isEmpty();
        time.advance(Duration.ofSeconds(1));
        assertThat(rung).containsExactly("moved");
    }

    @Test
    void a_clock_that_is_set_forward_is_noticed_soon() {
        put("tomorrow", Duration.ofDays(1));
        time.set(Duration.ofDays(2));
        time.advance(Agenda.LONGEST_SLEEP);
        assertThat(rung).containsExactly("tomorrow");
    }

    private Runnable put(String name, Duration after) {
        Runnable task = () -> rung.add(name);
        agenda.put(task, time.instant().plus(after));
        return task;
    }
}
