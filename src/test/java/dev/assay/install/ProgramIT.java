package dev.assay.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramIT {
    @Test
    void the_running_program_starts_again_with_other_arguments() throws IOException, InterruptedException {
        List<String> command = Program.running(EchoMain.class.getName()).command("plugin", "a b", "$HOME");
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(output).isEqualTo("plugin a b $HOME");
    }
}
