package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.RealPart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script of the init container in {@code k8s/bridge}, with another program in place of the native Assay. */
class InstallBridgeIT {
    private static final Path PROGRAM = Path.of("/usr/bin/echo");

    @TempDir
    Path folder;

    @BeforeEach
    void need_what_the_image_has() {
        boolean isThere = Stream.of("/usr/bin/ldd", "/bin/busybox").allMatch(file -> Files.isExecutable(Path.of(file)));
        if (!isThere) {
            throw RealPart.missing(
                    "needs ldd and busybox, but one is not there; install Debian's package busybox-static");
        }
    }

    @Test
    void a_copy_of_the_start_file_starts_the_program_with_its_own_path_and_the_arguments() throws Exception {
        assertThat(run("sh", "src/main/docker/install-bridge", folder.toString(), PROGRAM.toString()))
                .isEmpty();
        Path copy = Files.copy(folder.resolve("bridge"), folder.resolve("latency"));

        assertThat(run(copy.toString(), "bridge", "a/b c")).isEqualTo("-Xmx24m " + copy + " bridge a/b c\n");
        assertThat(Files.size(copy)).isLessThan(1000);
    }

    @Test
    void the_libraries_of_the_program_are_there_and_its_loader_starts_it() throws Exception {
        run("sh", "src/main/docker/install-bridge", folder.toString(), PROGRAM.toString());

        String start = Files.readString(folder.resolve("bridge"));
        assertThat(start)
                .startsWith("#!" + folder + "/busybox sh\nexec " + folder + "/lib/ld-")
                .contains(" --library-path " + folder + "/lib " + folder + "/assay ");
        assertThat(folder.resolve("lib")).isDirectoryContaining("glob:**/libc.so*");
    }

    @Test
    void a_second_run_replaces_the_first() throws Exception {
        run("sh", "src/main/docker/install-bridge", folder.toString(), PROGRAM.toString());

        assertThat(run("sh", "src/main/docker/install-bridge", folder.toString(), PROGRAM.toString()))
                .isEmpty();
    }

    @Test
    void an_image_without_the_native_program_is_told() throws Exception {
        assertThat(run("sh", "src/main/docker/install-bridge", folder.toString(), "/not/there"))
                .isEqualTo("install-bridge: tried to copy /not/there, but it is not there; use the image of"
                        + " src/main/docker/Dockerfile.native\n");
        assertThat(folder).isEmptyDirectory();
    }

    private static String run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(command)).redirectErrorStream(true);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
