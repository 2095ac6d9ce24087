package dev.assay.wire.netrpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.go.GoCommands;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ArgoTypesIT {
    private static final Path CHECKED_IN = Path.of("src/main/resources/dev/assay/metric/argo-types.json");

    @Test
    void the_types_in_the_tree_are_those_of_the_argo_release_that_the_go_module_requires() throws Exception {
        Process process = new ProcessBuilder(GoCommands.executable("types").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String made = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
        assertThat(made).isEqualTo(Files.readString(CHECKED_IN));
    }
}
