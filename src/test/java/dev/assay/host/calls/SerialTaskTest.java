package dev.assay.host.calls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SerialTaskTest {
    private SerialTask task;
    private int depth;
    private int deepest;
    private int runs;

    @Test
    void a_request_from_within_adds_a_turn_and_does_not_nest() {
        task = new SerialTask(this::run);
        task.request();
        assertThat(runs).isEqualTo(3);
        assertThat(deepest).isEqualTo(1);
    }

    private void run() {
        deepest = Math.max(deepest, ++depth);
        if (++runs < 3) {
            task.request();
        }
        depth--;
    }
}
