package dev.assay.process.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.FakeTime;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ErrorTailTest {
    private final FakeTime time = new FakeTime();
    private final ErrorTail tail = new ErrorTail(time::nanoTime);

    @Test
    void last_words_are_no_older_than_a_few_seconds() {
        tail.add("panic: recovered long ago");
        tail.add("a call of somebody");
        time.advance(Duration.ofSeconds(6));
        tail.add("the disk is full");
        assertThat(tail.lastWords()).containsExactly("the disk is full");
        assertThat(tail.lines()).hasSize(3);
    }

    @Test
    void last_words_begin_with_the_crash_where_there_is_one() {
        tail.add("a call of somebody");
        tail.add("panic: it broke");
        IntStream.range(0, 30).forEach(i -> tail.add("\tframe.go:" + i));
        assertThat(tail.lastWords()).hasSize(21).startsWith("panic: it broke").doesNotContain("a call of somebody");
    }

    @Test
    void the_last_twenty_lines_are_kept() {
        IntStream.range(0, 30).forEach(i -> tail.add("line " + i));
        assertThat(tail.lines()).hasSize(20).startsWith("line 10").endsWith("line 29");
    }

    @Test
    void the_line_that_began_a_crash_stays_before_the_end_of_a_long_stack() {
        tail.add("panic: it broke");
        IntStream.range(0, 30).forEach(i -> tail.add("\tframe.go:" + i));
        assertThat(tail.lines())
                .hasSize(21)
                .startsWith("panic: it broke", "\tframe.go:10")
                .endsWith("\tframe.go:29");
    }

    @Test
    void the_signal_that_ended_a_go_program_stays_before_its_registers() {
        tail.add("SIGQUIT: quit");
        IntStream.range(0, 30).forEach(i -> tail.add("r" + i + "     0x0"));
        assertThat(tail.lines()).hasSize(21).startsWith("SIGQUIT: quit", "r10     0x0");
    }

    @Test
    void debug_and_trace_lines_are_left_out() {
        tail.add("{\"@level\":\"debug\",\"@message\":\"plugin"
                + " address\",\"address\":\"/tmp/plugin1\",\"network\":\"unix\"}");
        tail.add("{\"@level\":\"error\",\"@message\":\"plugin init error\"}");
        tail.add("{\"@level\":\"trace\",\"@message\":\"x\"}");
        assertThat(tail.lines()).containsExactly("{\"@level\":\"error\",\"@message\":\"plugin init error\"}");
    }

    @Test
    void a_short_crash_is_kept_once() {
        tail.add("fatal error: out of memory");
        tail.add("goroutine 1 [running]:");
        assertThat(tail.lines()).containsExactly("fatal error: out of memory", "goroutine 1 [running]:");
    }
}
