package dev.assay.wire.netrpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestMemoryTest {
    private final RequestMemory memory = new RequestMemory(100);
    private final List<String> ran = new ArrayList<>();

    @Test
    void requests_that_are_not_complete_have_a_bound_together() {
        assertThat(memory.arriving(60)).isTrue();
        assertThat(memory.arriving(40)).isTrue();
        assertThat(memory.arriving(1)).isFalse();
        assertThat(memory.arriving(-60)).isTrue();
        assertThat(memory.arriving(50)).isTrue();
    }

    @Test
    void while_calls_take_too_much_hosts_wait_in_their_order() {
        memory.answering(100);
        memory.whenFree(() -> ran.add("at once"));
        memory.answering(50);
        memory.whenFree(() -> ran.add("first"));
        memory.whenFree(() -> ran.add("second"));
        assertThat(ran).containsExactly("at once");

        memory.answered(10);
        assertThat(ran).containsExactly("at once");

        memory.answered(40);
        assertThat(ran).containsExactly("at once", "first", "second");
    }

    @Test
    void a_stream_that_waits_already_has_one_place_in_the_queue() {
        Runnable stream = () -> ran.add("stream");
        memory.answering(150);
        memory.whenFree(stream);
        memory.whenFree(() -> ran.add("other"));
        memory.whenFree(stream);

        memory.answered(150);

        assertThat(ran).containsExactly("stream", "other");
    }

    @Test
    void one_large_call_alone_is_answered() {
        memory.answering(1_000);
        memory.whenFree(() -> ran.add("next"));
        assertThat(ran).isEmpty();
        memory.answered(1_000);
        assertThat(ran).containsExactly("next");
    }

    @Test
    void bounds_follow_from_the_heap() {
        assertThat(ServerLimits.ofHeap(1L << 34).maxMessageBytes()).isEqualTo(64 << 20);
        assertThat(ServerLimits.ofHeap(64 << 20).maxMessageBytes()).isEqualTo(4 << 20);
        assertThat(ServerLimits.ofHeap(8 << 20).maxMessageBytes()).isEqualTo(1 << 20);
        assertThat(ServerLimits.ofHeap(64 << 20).gob().maxValues()).isEqualTo(83_886);
    }
}
