package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartFileTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("ASSAY_BRIDGE_TO", "http://assay:1");

    @TempDir
    Path folder;

    @Test
    void arguments_without_a_start_file_stay_as_they_are() {
        assertThat(StartFile.arguments(List.of(), ENVIRONMENT)).isEmpty();
        assertThat(StartFile.arguments(List.of("check", "/x"), ENVIRONMENT)).containsExactly("check", "/x");
    }

    @Test
    void a_path_to_another_file_stays_too() throws IOException {
        Path other = Files.writeString(folder.resolve("x"), "#");
        assertThat(StartFile.arguments(List.of(other.toString()), ENVIRONMENT)).containsExactly(other.toString());
        assertThat(StartFile.arguments(List.of("/not/there"), ENVIRONMENT)).containsExactly("/not/there");
    }

    @Test
    void the_path_of_the_start_file_is_left_out_before_argos_arguments() throws IOException {
        assertThat(StartFile.arguments(List.of(startFile(), "bridge", "a/b", "--to", "http://x"), ENVIRONMENT))
                .containsExactly("bridge", "a/b", "--to", "http://x");
    }

    @Test
    void without_arguments_the_path_is_the_name_and_the_environment_the_address() throws IOException {
        assertThat(StartFile.arguments(List.of(startFile()), ENVIRONMENT))
                .containsExactly("bridge", "acme/latency", "--to", "http://assay:1");
        assertThat(StartFile.arguments(List.of(startFile()), Map.of())).containsExactly("bridge", "acme/latency");
    }

    private String startFile() throws IOException {
        Files.createDirectories(folder.resolve("acme"));
        return Files.writeString(folder.resolve("acme/latency"), "#!/opt/assay-bridge/busybox sh\n")
                .toString();
    }
}
