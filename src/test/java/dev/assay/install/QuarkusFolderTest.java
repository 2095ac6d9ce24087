package dev.assay.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarkusFolderTest {
    @TempDir
    Path folder;

    @Test
    void a_plugin_is_started_from_the_jars_that_it_needs() throws IOException {
        file("app/assay-1.jar");
        file("lib/main/io.grpc.grpc-api-1.jar");
        file("lib/main/io.fabric8.kubernetes-client-1.jar");
        file("lib/main/io.quarkus.quarkus-core-1.jar");
        file("lib/main/io.quarkus.quarkus-grpc-stubs-1.jar");
        file("lib/main/org.jboss.slf4j.slf4j-jboss-logmanager-1.jar");
        file("lib/main/org.slf4j.slf4j-api-1.jar");
        file("lib/boot/org.jboss.logging.jboss-logging-1.jar");
        file("lib/boot/org.jboss.logmanager.jboss-logmanager-1.jar");

        assertThat(command())
                .containsExactly(
                        "-cp",
                        String.join(
                                ":",
                                folder + "/app/assay-1.jar",
                                folder + "/lib/main/io.grpc.grpc-api-1.jar",
                                folder + "/lib/main/io.quarkus.quarkus-grpc-stubs-1.jar",
                                folder + "/lib/boot/org.jboss.logging.jboss-logging-1.jar"),
                        "example.Main");
    }

    @Test
    void a_class_data_archive_beside_the_jar_is_used() throws IOException {
        file("app/assay-1.jar");
        Files.createDirectories(folder.resolve("lib/main"));
        Files.createDirectories(folder.resolve("lib/boot"));
        file("plugins-0.jsa");

        assertThat(command()).startsWith("-XX:SharedArchiveFile=" + folder.resolve("plugins-0.jsa"));
    }

    @Test
    void a_class_data_archive_that_is_cut_off_is_not_used() throws IOException {
        file("app/assay-1.jar");
        Files.createDirectories(folder.resolve("lib/main"));
        Files.createDirectories(folder.resolve("lib/boot"));
        file("plugins-17.jsa");

        assertThat(command()).startsWith("-cp");
    }

    @Test
    void another_jar_is_left_to_java() throws IOException {
        assertThat(QuarkusFolder.of(folder.resolve("assay-runner.jar"), "example.Main"))
                .isEmpty();
    }

    private List<String> command() throws IOException {
        return QuarkusFolder.of(folder.resolve("quarkus-run.jar"), "example.Main")
                .orElseThrow();
    }

    private void file(String name) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.createFile(folder.resolve(name));
    }
}
