package dev.assay.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalSizeTest {
    @Test
    void rows_come_before_columns() {
        assertThat(TerminalSize.read("24 80\n")).contains(new TerminalSize(24, 80));
    }

    @Test
    void a_terminal_that_does_not_know_its_size_has_none() {
        assertThat(TerminalSize.read("0 0\n")).isEmpty();
        assertThat(TerminalSize.read("")).isEmpty();
        assertThat(TerminalSize.read("stty: 'standard input': Inappropriate ioctl for device\n"))
                .isEmpty();
    }
}
