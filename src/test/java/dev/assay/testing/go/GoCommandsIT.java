package dev.assay.testing.go;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class GoCommandsIT {
    @Test
    void a_command_is_built_once_and_says_that_it_is_a_plugin_when_a_person_starts_it() throws Exception {
        Path executable = GoCommands.executable("noop");
        assertThat(GoCommands.executable("noop")).isEqualTo(executable).isExecutable();

        Process process = new ProcessBuilder(executable.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(said).contains("This binary is a plugin");
    }

    @Test
    void argos_own_sample_plugin_is_built_from_argos_module() {
        assertThat(GoCommands.executable(GoCommands.ARGO_SAMPLE)).isExecutable().hasFileName("metrics-plugin-sample");
    }
}
