package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.PackagedProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start of a plugin that comes with the packaged application, with the class-data archive that stands beside its jar. */
class BuiltinStartIT {
    private static final Path PACKAGED = PackagedProgram.jar().getParent();
    private static final String ARCHIVES = "plugins-*.jsa";

    @TempDir
    Path folder;

    @BeforeEach
    void link() throws IOException {
        for (String name : List.of("app", "lib", "quarkus", "quarkus-run.jar")) {
            Files.createSymbolicLink(folder.resolve(name), PACKAGED.resolve(name));
        }
    }

    @Test
    void the_build_makes_an_archive_that_the_plugin_maps() throws Exception {
        Path archive = archive();
        Process plugin = start(PACKAGED);
        try {
            assertThat(handshake(plugin)).startsWith("1|1|");
            Path maps = Path.of("/proc", Long.toString(plugin.pid()), "maps");
            if (Files.exists(maps)) {
                assertThat(Files.readString(maps)).contains(archive.toString());
            }
        } finally {
            plugin.destroy();
        }
    }

    @Test
    void without_an_archive_it_starts_all_the_same() throws Exception {
        requireHandshake();
    }

    @Test
    void an_archive_that_is_damaged_is_not_used() throws Exception {
        Files.writeString(folder.resolve("plugins-10.jsa"), "no archive");
        requireHandshake();
    }

    @Test
    void an_archive_that_is_cut_off_is_not_used() throws Exception {
        byte[] whole = Files.readAllBytes(archive());
        Files.write(folder.resolve(archive().getFileName()), Arrays.copyOf(whole, whole.length / 2));
        requireHandshake();
    }

    private static Path archive() throws IOException {
        try (DirectoryStream<Path> archives = Files.newDirectoryStream(PACKAGED, ARCHIVES)) {
            return archives.iterator().next();
        }
    }

    private void requireHandshake() throws Exception {
        Process plugin = start(folder);
        try {
            assertThat(handshake(plugin)).startsWith("1|1|");
        } finally {
            plugin.destroy();
        }
    }

    private static String handshake(Process plugin) throws IOException {
        try (BufferedReader output = plugin.inputReader()) {
            return output.readLine();
        }
    }

    private static Process start(Path application) throws IOException {
        Process told = new ProcessBuilder(PackagedProgram.command(
                        application.resolve("quarkus-run.jar"), List.of(), "plugin", "--command"))
                .start();
        List<String> command;
        try (BufferedReader words = told.inputReader()) {
            command = words.lines().toList();
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment()
                .putAll(Map.of("ARGO_ROLLOUTS_RPC_PLUGIN", "metricprovider", "ASSAY_PLUGIN_PROTOCOLS", "grpc,netrpc"));
        return builder.start();
    }
}
