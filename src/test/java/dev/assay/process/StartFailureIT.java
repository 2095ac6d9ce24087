package dev.assay.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assay.process.linux.Trampoline;
import dev.assay.testing.NothingLeftBehind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that cannot be started: the messages are the same from the JDK and from a {@link Trampoline}. */
class StartFailureIT {
    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_file_that_is_not_there(boolean signal) {
        Path none = folder.resolve("none");
        assertThat(failure(signal, none.toString()))
                .isEqualTo("tried to start plugin a/b (" + none
                        + "), but there is no such file; check the location of the plugin");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_name_that_is_not_on_the_path(boolean signal) {
        assertThat(failure(signal, "no-such-program-here"))
                .isEqualTo(
                        "tried to start plugin a/b (no-such-program-here), but there is no program of that name on the"
                                + " PATH; install it, or give its whole path");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_script_whose_interpreter_is_missing(boolean signal) throws IOException {
        Path script = file("#!/usr/bin/no-such-python -u\nprint(1)\n".getBytes(StandardCharsets.UTF_8));
        ProcessBench.executable(script);
        assertThat(failure(signal, script.toString()))
                .isEqualTo(
                        "tried to start plugin a/b (" + script + "), but the interpreter that its first line names is"
                                + " missing here: \"#!/usr/bin/no-such-python -u\"; install it, or change that line");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_file_that_may_not_be_executed(boolean signal) throws IOException {
        Path script = file("#!/bin/sh\n".getBytes(StandardCharsets.UTF_8));
        assertThat(failure(signal, script.toString()))
                .isEqualTo("tried to start plugin a/b (" + script + "), but this user may not execute it; make the file"
                        + " executable (chmod +x), and see that its folder is not mounted noexec");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_folder(boolean signal) {
        assertThat(failure(signal, folder.toString()))
                .isEqualTo("tried to start plugin a/b (" + folder
                        + "), but that is a folder; give the path of the program in it");
    }

    @Test
    void a_text_is_not_handed_to_a_shell() throws IOException {
        Path text = ProcessBench.executable(
                file(("touch " + folder.resolve("witness") + "\n").getBytes(StandardCharsets.UTF_8)));
        assertThat(failure(false, text.toString()))
                .startsWith(
                        "tried to start plugin a/b (" + text + "), but it is neither a Linux program nor a script that"
                                + " begins with #!; get the plugin's build for linux/");
        assertThat(folder.resolve("witness")).doesNotExist();
    }

    @Test
    void a_command_or_an_environment_that_no_process_can_have() {
        assertThat(failure(false, "x\0y")).contains("\"x\\u0000y\" names no program or has a NUL in it");
        assertThat(failure(Launches.of(List.of("sh"), Map.of("A=B", "c"), ProcessBench.TIMEOUT)))
                .contains("a variable for its environment is not valid", "A=B");
    }

    @Test
    void a_folder_for_sockets_that_is_too_deep() {
        Path deep = folder.resolve("x".repeat(60));
        try (ProcessBench bench = new ProcessBench(deep)) {
            ProcessException e = catchThrowableOfType(ProcessException.class, () -> bench.launch(List.of("true")));
            assertThat(e)
                    .hasMessageContainingAll(
                            "bytes long and may have 60; set assay.start.socket-directory to a folder with a shorter path");
            assertThat(e.permanent()).isTrue();
        }
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("plugin"), content);
    }

    private String failure(Launch launch) {
        try (ProcessBench bench = new ProcessBench(folder)) {
            return catchThrowableOfType(ProcessException.class, () -> bench.launch(launch))
                    .getMessage();
        }
    }

    private String failure(boolean signal, String program) {
        Trampoline deathSignal = signal ? ProcessBench.trampoline() : Trampoline.none();
        assertThat(deathSignal.used()).isEqualTo(signal);
        try (ProcessBench bench = new ProcessBench(folder, "store", deathSignal)) {
            ProcessException e = catchThrowableOfType(
                    ProcessException.class,
                    () -> ProcessBench.await(bench.launch(List.of(program)).handshake()));
            assertThat(e.permanent()).isTrue();
            return e.getMessage();
        }
    }
}
