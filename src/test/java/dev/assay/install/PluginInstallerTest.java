package dev.assay.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assay.config.PluginSpec;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The common part of all locations: the store, the copy that is started again, and many at once. */
class PluginInstallerTest extends FileFixture {
    @Test
    void the_entry_says_where_a_script_finds_its_interpreter() throws IOException {
        Files.writeString(source, "#!/usr/bin/env no-such-tool\n");
        assertThat(failure(spec(Optional.empty()))).hasMessageContaining("program no-such-tool, which env looks for");
        Path tool = Files.createFile(folder.resolve("no-such-tool"));
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        Executable executable = install(
                builder("file://" + source).env("PATH", folder.toString()).build());
        assertThat(Path.of(executable.command().get(0))).exists();
    }

    @Test
    void a_store_that_cannot_be_made_is_told() throws IOException {
        store = Files.writeString(folder.resolve("file"), "").resolve("store");
        InstallException e = failure(spec(Optional.empty()));
        assertThat(e.permanent()).isFalse();
        assertThat(e)
                .hasMessage("tried to install plugin acme/latency into the store " + store
                        + ", but " + store.getParent()
                        + " is a file and no folder; set assay.store to a folder that can be written");
    }

    @Test
    void a_place_that_is_taken_by_a_folder_leaves_no_temporary_file() throws IOException {
        Files.createDirectories(place().resolve("in the way"));
        InstallException e = failure(spec(Optional.empty()));
        assertThat(e).hasMessageContaining("into the store " + store).hasMessageContaining("set assay.store");
        assertThat(files()).isEmpty();
    }

    @Test
    void an_unknown_built_in_plugin_is_refused_with_those_that_exist() {
        InstallException e = failure(spec("builtin://sample", Optional.empty()));
        assertThat(e)
                .hasMessageContaining(
                        "no plugin of that name comes with Assay; write one of builtin://one, builtin://two");
    }

    @Test
    void a_built_in_plugin_is_this_program_with_other_arguments() {
        Executable executable = install(spec("builtin://two", Optional.empty()));
        assertThat(executable.command()).containsExactly("/bin/assay", "-Xmx64m", "plugin", "two");
        assertThat(executable.digest()).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void a_stored_copy_that_was_altered_is_replaced() throws IOException {
        Executable executable = install(spec(Optional.empty()));
        Files.writeString(place(), "evil");
        assertThat(recheck(executable)).isEqualTo(executable);
        assertThat(place()).hasContent(CONTENT);
    }

    @Test
    void an_intact_copy_is_started_again_though_its_source_is_gone() throws IOException {
        Executable executable = install(spec(Optional.empty()));
        Files.delete(source);
        assertThat(recheck(executable)).isEqualTo(executable);
        Files.writeString(place(), "evil");
        assertThat(catchThrowableOfType(InstallException.class, () -> recheck(executable)))
                .hasMessageContaining("there is no such file");
    }

    @Test
    void an_altered_copy_whose_source_changed_too_must_have_the_digest() throws IOException {
        PluginSpec pinned = spec(Optional.of(DIGEST));
        Executable executable = install(pinned);
        Files.writeString(source, CONTENT + "# newer\n");
        assertThat(recheck(pinned, executable)).as("the copy is intact").isEqualTo(executable);
        Files.writeString(place(), "evil");
        assertThat(catchThrowableOfType(InstallException.class, () -> recheck(pinned, executable)))
                .hasMessageContaining("and not " + DIGEST + " as configured");
        Executable newer = recheck(executable);
        assertThat(newer.digest()).isNotEqualTo(executable.digest());
        assertThat(Path.of(newer.command().get(0))).hasContent(CONTENT + "# newer");
    }

    @Test
    void many_installs_of_one_file_at_once_give_one_copy() {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            PluginInstaller first = installer(threads);
            PluginInstaller second = installer(threads);
            List<Uni<Executable>> installs = Stream.generate(() -> spec(Optional.of(DIGEST)))
                    .limit(40)
                    .flatMap(spec ->
                            Stream.of(first.install(spec, progress -> {}), second.install(spec, progress -> {})))
                    .toList();
            List<Executable> all =
                    Uni.join().all(installs).andFailFast().await().atMost(Duration.ofMinutes(1));
            assertThat(new HashSet<>(all)).hasSize(1);
            assertThat(files()).containsExactly(place());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void temporary_files_of_dead_hosts_are_removed_and_young_ones_are_not() throws IOException {
        Path temporary = Files.createDirectories(store.resolve("tmp"));
        Path old = Files.writeString(temporary.resolve("latency-1.part"), "half");
        Path young = Files.writeString(temporary.resolve("latency-2.part"), "half");
        Files.setLastModifiedTime(old, FileTime.from(now.minus(Duration.ofMinutes(61))));
        Files.setLastModifiedTime(young, FileTime.from(now.minus(Duration.ofMinutes(59))));
        install(spec(Optional.empty()));
        assertThat(files()).containsExactlyInAnyOrder(place(), young);
    }
}
