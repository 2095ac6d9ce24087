package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootReportTest {
    @TempDir
    Path folder;

    @Test
    void each_fault_is_told_once_and_in_the_termination_message_too() throws IOException {
        Path log = Files.writeString(
                folder.resolve("termination-log"), "older and longer than what is written next".repeat(9));
        String told = write(new BootReport(List.of("a is wrong", "b is wrong", "a is wrong")), log);
        assertThat(told).isEqualTo("Assay cannot start:\n  - a is wrong\n  - b is wrong\n");
        assertThat(log).hasContent("Assay cannot start:\n  - a is wrong\n  - b is wrong");
    }

    @Test
    void outside_a_pod_no_file_is_made() {
        Path log = folder.resolve("termination-log");
        write(new BootReport(List.of("a")), log);
        assertThat(log).doesNotExist();
    }

    @Test
    void the_termination_message_is_cut_between_two_characters() throws IOException {
        Path log = Files.createFile(folder.resolve("termination-log"));
        write(new BootReport(List.of("x" + "\u00e4".repeat(1500), "y" + "\u00e4".repeat(1500))), log);
        assertThat(Files.size(log)).isBetween(4090L, 4096L);
        assertThat(Files.readString(log)).endsWith("\u00e4");
    }

    private static String write(BootReport report, Path log) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        report.write(new PrintStream(out, true, StandardCharsets.UTF_8), log);
        return out.toString(StandardCharsets.UTF_8);
    }
}
