package dev.assay.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoCrashTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "panic: it broke",
                "fatal error: concurrent map writes",
                "runtime: goroutine stack exceeds 1000000000-byte limit",
                "fatal error: all goroutines are asleep - deadlock!",
                "runtime: out of memory: cannot allocate 4194304-byte block (99876864 in use)",
                "SIGQUIT: quit",
                "SIGSEGV: segmentation violation"
            })
    void a_first_line_of_the_go_runtime_begins_a_report(String line) {
        assertThat(GoCrash.begins(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "do not panic: all is well", "runtime: 12 s", "SIGNAL: Value is 5", "goroutine 1 [running]:"
            })
    void nothing_else_does(String line) {
        assertThat(GoCrash.begins(line)).isFalse();
    }
}
