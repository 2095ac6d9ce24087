package dev.assay.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessExitTest {
    private static final String OTHERS = "time=T level=info msg=\"a run of somebody else\"";

    @Test
    void all_its_last_words_are_told_where_its_owner_reads() {
        assertThat(new ProcessExit(2, List.of(OTHERS, "panic: boom", "goroutine 1 [running]:")).describe())
                .isEqualTo("exited with code 2; its last words: " + OTHERS + " | panic: boom | goroutine 1 [running]:");
        assertThat(new ProcessExit(137, List.of()).describe()).isEqualTo("was ended by signal 9");
    }

    @Test
    void callers_hear_of_a_crash_the_line_with_which_it_began() {
        assertThat(new ProcessExit(2, List.of(OTHERS, "panic: boom", "goroutine 1 [running]:", "main.main()")).brief())
                .isEqualTo("exited with code 2; its last words: panic: boom");
    }

    @Test
    void callers_hear_the_last_line_of_a_process_that_gave_up() {
        assertThat(new ProcessExit(1, List.of(OTHERS, "no configuration found")).brief())
                .isEqualTo("exited with code 1; its last words: no configuration found");
        assertThat(new ProcessExit(1, List.of()).brief()).isEqualTo("exited with code 1");
    }

    @Test
    void callers_hear_nothing_of_what_a_killed_process_said_to_others() {
        assertThat(new ProcessExit(137, List.of(OTHERS)).brief()).isEqualTo("was ended by signal 9");
    }
}
