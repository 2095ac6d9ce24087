package dev.assay.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LastExitTest {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void the_signal_has_its_name_and_its_usual_cause() {
        assertThat(LastExit.of(new ProcessExit(137, List.of("listening")), TIME))
                .isEqualTo(new LastExit(
                        137,
                        Optional.of("SIGKILL"),
                        "was ended by signal 9; when nobody sent it, the usual cause is memory: see the limit of the"
                                + " plugin, the pod or the machine",
                        TIME));
        assertThat(LastExit.of(new ProcessExit(139, List.of()), TIME).signal()).contains("SIGSEGV");
    }

    @Test
    void a_cause_that_the_system_tells_takes_the_place_of_the_usual_one() {
        ProcessExit exit = new ProcessExit(137, List.of(), Optional.of("it used more memory than its limit"));
        assertThat(LastExit.of(exit, TIME).reason())
                .isEqualTo("was ended by signal 9, because it used more memory than its limit");
    }

    @Test
    void a_process_that_ended_by_itself_has_no_cause_of_the_system() {
        assertThat(new ProcessExit(0, List.of(), Optional.of("it used more memory than its limit")))
                .isEqualTo(new ProcessExit(0, List.of()));
    }

    @Test
    void a_signal_without_a_name_is_told_by_its_number() {
        assertThat(LastExit.of(new ProcessExit(128 + 40, List.of()), TIME))
                .isEqualTo(new LastExit(168, Optional.of("signal 40"), "was ended by signal 40", TIME));
    }

    @Test
    void an_exit_code_is_no_signal() {
        assertThat(LastExit.of(new ProcessExit(3, List.of("no configuration found")), TIME))
                .isEqualTo(new LastExit(3, Optional.empty(), "exited with code 3", TIME));
    }

    @Test
    void an_exit_code_above_all_signals_is_no_signal() {
        // What exit(-1) makes in C, Go and Java.
        assertThat(LastExit.of(new ProcessExit(255, List.of()), TIME))
                .isEqualTo(new LastExit(255, Optional.empty(), "exited with code 255", TIME));
    }

    @Test
    void an_end_by_the_host_has_its_reason() {
        assertThat(LastExit.because("failed 3 health checks", new ProcessExit(137, List.of()), TIME))
                .isEqualTo(new LastExit(137, Optional.of("SIGKILL"), "failed 3 health checks", TIME));
    }
}
