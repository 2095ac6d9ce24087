package dev.assay.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnProgramIT {
    @Test
    void the_running_program_starts_again_with_other_arguments() throws IOException, InterruptedException {
        List<String> command = OwnProgram.running(EchoMain.class.getName()).command("plugin", "a b", "$HOME");
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(output).isEqualTo("plugin a b $HOME");
    }

    @Test
    void a_program_that_runs_out_of_memory_ends() throws IOException, InterruptedException {
        List<String> command = OwnProgram.running(EchoMain.class.getName()).command("exhaust");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isNotZero();
        assertThat(output).contains("OutOfMemoryError").doesNotContain("still here");
    }

    @Test
    void a_native_binary_gets_the_same_heap_limit() {
        assertThat(OwnProgram.ofBinary("/opt/assay").command("plugin", "x"))
                .containsExactly("/opt/assay", "-Xmx64m", "plugin", "x");
    }
}
