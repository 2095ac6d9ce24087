package dev.assay.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessExitTest {
    private static final String OTHERS = "time=T level=info msg=\"a run of somebody else\"";

    @Test
    void the_full_description_holds_all_last_lines() {
        assertThat(new ProcessExit(2, List.of(OTHERS, "panic: boom", "goroutine 1 [running]:")).describe())
                .isEqualTo("exited with code 2; its last words: " + OTHERS + " | panic: boom | goroutine 1 [running]:");
        assertThat(new ProcessExit(137, List.of()).describe()).isEqualTo("was ended by signal 9");
    }

    @Test
    void the_brief_form_of_a_crash_holds_its_first_line() {
        assertThat(new ProcessExit(2, List.of(OTHERS, "panic: boom", "goroutine 1 [running]:", "main.main()")).brief())
                .isEqualTo("exited with code 2; its last words: panic: boom");
    }

    @Test
    void the_brief_form_of_an_exit_holds_no_line_that_may_belong_to_a_call() {
        assertThat(new ProcessExit(1, List.of(OTHERS, "a plain line of somebody else")).brief())
                .isEqualTo("exited with code 1");
        assertThat(new ProcessExit(1, List.of()).brief()).isEqualTo("exited with code 1");
    }

    @Test
    void the_brief_form_of_a_killed_process_holds_no_line() {
        assertThat(new ProcessExit(137, List.of(OTHERS)).brief()).isEqualTo("was ended by signal 9");
    }
}
