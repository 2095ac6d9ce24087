package dev.assay.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assay.config.Platform;
import dev.assay.config.PluginSpec;
import dev.assay.testing.FakeTime;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginInstallerTest {
    private static final String CONTENT = "#!/bin/sh\n";
    private static final String DIGEST = "a8076d3d28d21e02012b20eaf7dbf75409a6277134439025f282e368e3305abf";
    private static final String OTHER_DIGEST = "0".repeat(64);

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();

    /** As a rule long before the files of the test were written, so that they may still be written. */
    private Instant now = Instant.parse("2020-01-01T00:00:00Z");

    private Path source;
    private Path store;

    @BeforeEach
    void write_the_source() throws IOException {
        source = Files.writeString(folder.resolve("latency"), CONTENT);
        store = folder.resolve("store");
    }

    @Test
    void a_missing_file_is_told_with_its_path() {
        InstallException e = failure(spec("file://" + folder.resolve("none"), Optional.empty()));
        assertThat(e.permanent()).isTrue();
        assertThat(e)
                .hasMessage("tried to install plugin acme/latency from " + folder.resolve("none")
                        + ", but there is no such file; put the executable there, or correct location");
    }

    @Test
    void a_folder_is_refused() {
        InstallException e = failure(spec("file://" + folder, Optional.empty()));
        assertThat(e.permanent()).isTrue();
        assertThat(e).hasMessageContaining("that is a folder; name the executable in it");
    }

    @Test
    void a_device_is_refused() {
        InstallException e = failure(spec("file:///dev/zero", Optional.empty()));
        assertThat(e).hasMessageContaining("that is no regular file");
    }

    @Test
    void an_empty_file_is_refused() throws IOException {
        Files.writeString(source, "");
        InstallException e = failure(spec(Optional.empty()));
        assertThat(e.permanent()).isTrue();
        assertThat(e).hasMessageContaining("the file is empty; build or copy the executable again");
    }

    @Test
    void a_wrong_digest_shows_both_and_leaves_nothing() throws IOException {
        InstallException e = failure(spec(Optional.of(OTHER_DIGEST)));
        assertThat(e.permanent()).isTrue();
        assertThat(e)
                .hasMessage("tried to install plugin acme/latency from " + source + ", but its sha256 is " + DIGEST
                        + " and not " + OTHER_DIGEST
                        + " as configured; nothing of it was kept in the store; correct sha256 in the"
                        + " configuration, or the file");
        assertThat(files()).isEmpty();
    }

    @Test
    void a_file_that_cannot_be_started_is_refused_and_leaves_nothing() throws IOException {
        Files.writeString(source, "<!DOCTYPE html><title>Sign in</title>");
        InstallException e = failure(spec(Optional.empty()));
        assertThat(e.permanent()).isTrue();
        assertThat(e)
                .hasMessage("tried to install plugin acme/latency from " + source + ", but it is an HTML page and no"
                        + " executable (<!DOCTYPE html><title>Sign in</title>); correct location: it probably is the"
                        + " address of a page about the executable (or of a login), and not that of the executable"
                        + " itself");
        assertThat(failure(spec(Optional.of(OTHER_DIGEST))))
                .hasMessageContaining("and not " + OTHER_DIGEST
                        + " as configured, and it is an HTML page and no executable (<!DOCTYPE");
        assertThat(files()).isEmpty();
    }

    @Test
    void the_entry_says_where_a_script_finds_its_interpreter() throws IOException {
        Files.writeString(source, "#!/usr/bin/env no-such-tool\n");
        assertThat(failure(spec(Optional.empty()))).hasMessageContaining("program no-such-tool, which env looks for");
        Path tool = Files.createFile(folder.resolve("no-such-tool"));
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        PluginSpec plain = spec(Optional.empty());
        Executable executable = install(new PluginSpec(
                plain.name(),
                plain.location(),
                plain.sha256(),
                plain.args(),
                plain.headersFrom(),
                Map.of("PATH", folder.toString()),
                plain.timeout(),
                plain.required()));
        assertThat(Path.of(executable.command().get(0))).exists();
    }

    @Test
    void a_source_that_changes_all_the_time_gives_whole_copies_or_none() throws Exception {
        String other = CONTENT + "# other\n";
        ExecutorService writer = Executors.newSingleThreadExecutor();
        AtomicBoolean done = new AtomicBoolean();
        try {
            Future<?> changes = writer.submit(() -> {
                for (int i = 0; !done.get(); i++) {
                    Files.writeString(source, i % 2 == 0 ? other : CONTENT);
                }
                return null;
            });
            for (int i = 0; i < 200; i++) {
                try {
                    install(spec(i % 2 == 0 ? Optional.of(DIGEST) : Optional.empty()));
                } catch (InstallException e) {
                    assertThat(e).hasMessageContaining("from " + source);
                }
            }
            done.set(true);
            changes.get();
        } finally {
            done.set(true);
            writer.shutdownNow();
        }
        for (Path file : files()) {
            assertThat(Sha256.of(file)).isEqualTo(file.getParent().getFileName().toString());
        }
    }

    @Test
    void a_store_that_cannot_be_made_is_told() throws IOException {
        store = Files.writeString(folder.resolve("file"), "").resolve("store");
        InstallException e = failure(spec(Optional.empty()));
        assertThat(e.permanent()).isTrue();
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
        assertThat(executable.command()).containsExactly("/bin/assay", "plugin", "two");
        assertThat(executable.digest()).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void a_file_is_copied_to_a_place_of_its_content() throws IOException {
        Executable executable = install(spec(Optional.of(DIGEST)));
        assertThat(executable.command()).containsExactly(place().toString());
        assertThat(executable.digest()).contains(DIGEST);
        assertThat(place()).hasContent(CONTENT);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place())))
                .isEqualTo("rwx------");
        assertThat(files()).containsExactly(place());
    }

    @Test
    void a_relative_location_is_below_the_working_directory() {
        InstallException dot = failure(spec("file://./no/such", Optional.empty()));
        InstallException host = failure(spec("file://no/such%20file", Optional.empty()));
        Path here = Path.of("").toAbsolutePath();
        assertThat(dot).hasMessageContaining(" from " + here.resolve("no/such") + ", but there is no such file");
        assertThat(host).hasMessageContaining(" from " + here.resolve("no/such file") + ", but there is no such file");
    }

    @Test
    void the_same_content_is_not_copied_anew() throws IOException {
        install(spec(Optional.empty()));
        FileTime old = FileTime.from(Instant.EPOCH);
        Files.setLastModifiedTime(place(), old);
        install(spec(Optional.empty()));
        assertThat(Files.getLastModifiedTime(place())).isEqualTo(old);
    }

    @Test
    void a_stored_copy_that_was_altered_is_replaced() throws IOException {
        Executable executable = install(spec(Optional.empty()));
        Files.writeString(place(), "evil");
        assertThat(recheck(executable)).isEqualTo(executable);
        assertThat(place()).hasContent(CONTENT);
    }

    @Test
    void a_stored_copy_that_was_altered_and_kept_its_size_is_replaced() throws IOException {
        Executable executable = install(spec(Optional.empty()));
        Files.writeString(place(), CONTENT.replace("sh", "hs"));
        assertThat(install(spec(Optional.empty()))).isEqualTo(executable);
        assertThat(place()).hasContent(CONTENT);
    }

    @Test
    void versions_of_one_size_are_told_apart_and_each_is_kept() throws IOException {
        Executable first = install(spec(Optional.empty()));
        Files.writeString(source, CONTENT.replace("sh", "ls"));
        Executable second = install(spec(Optional.empty()));
        assertThat(second.digest()).isNotEqualTo(first.digest());
        assertThat(Path.of(second.command().get(0))).hasContent("#!/bin/ls");
        Files.writeString(source, CONTENT);
        assertThat(install(spec(Optional.empty()))).isEqualTo(first);
        assertThat(files()).hasSize(2);
    }

    @Test
    void a_store_that_cannot_be_written_gives_what_it_has() throws IOException {
        Executable executable = install(spec(Optional.empty()));
        Path moved = Files.move(place(), place().resolveSibling("other"));
        assertThat(Files.createLink(place(), moved)).exists();
        Files.delete(store.resolve("tmp"));
        Path inTheWay = Files.writeString(store.resolve("tmp"), "");
        assertThat(install(spec(Optional.of(DIGEST)))).isEqualTo(executable);
        Files.delete(place());
        assertThat(install(spec(Optional.of(DIGEST)))).as("by its other name").isEqualTo(executable);
        Files.writeString(source, CONTENT + "# newer\n");
        assertThat(failure(spec(Optional.empty()))).hasMessageContaining("into the store " + store);
        assertThat(inTheWay).exists();
    }

    @Test
    void a_source_that_did_not_change_is_not_read_again() throws IOException {
        now = settled();
        Executable executable = install(spec(Optional.empty()));
        assertThat(install(spec(Optional.of(DIGEST)))).isEqualTo(executable);
        assertThat(failure(spec(Optional.of(OTHER_DIGEST)))).hasMessageContaining("its sha256 is " + DIGEST);
        Files.writeString(place(), CONTENT.replace("sh", "hs"));
        assertThat(install(spec(Optional.empty()))).as("an altered copy").isEqualTo(executable);
        assertThat(place()).hasContent(CONTENT);

        // What only the memory can have told.
        Path other = folder.resolve("other/latency");
        Files.createDirectories(other.getParent());
        Files.writeString(other, CONTENT + "# other\n");
        Executable different = install(spec("file://" + other, Optional.empty()));
        Files.copy(memory(other), memory(source), StandardCopyOption.REPLACE_EXISTING);
        assertThat(install(spec(Optional.empty()))).as("of another version").isEqualTo(executable);
        Files.writeString(
                memory(source),
                Files.readString(memory(source))
                        .replace(DIGEST, different.digest().orElseThrow()));
        assertThat(install(spec(Optional.empty()))).isEqualTo(different);
    }

    @Test
    void a_source_is_read_again_when_it_changed_though_size_and_time_are_the_same() throws IOException {
        now = settled();
        Executable first = install(spec(Optional.empty()));
        FileTime time = Files.getLastModifiedTime(source);
        Files.writeString(source, CONTENT.replace("sh", "ls"));
        Files.setLastModifiedTime(source, time);
        assertThat(install(spec(Optional.empty()))).isNotEqualTo(first);
        Path replaced = Files.writeString(folder.resolve("new"), CONTENT);
        Files.setLastModifiedTime(replaced, time);
        Files.move(replaced, source, StandardCopyOption.REPLACE_EXISTING);
        assertThat(install(spec(Optional.empty()))).isEqualTo(first);
    }

    @Test
    void a_source_that_may_change_without_a_trace_is_read_again() throws IOException {
        now = FileVersion.of(source).orElseThrow().latest().plusSeconds(9);
        install(spec(Optional.empty()));
        assertThat(files()).containsExactly(place());
    }

    private Instant settled() {
        return FileVersion.of(source).orElseThrow().latest().plus(Duration.ofMinutes(1));
    }

    private Path memory(Path file) {
        String name = Sha256.of(("file:" + file).getBytes(StandardCharsets.UTF_8));
        return store.resolve("locations").resolve(name + ".json");
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

    private Path place() {
        return store.resolve("sha256").resolve(DIGEST).resolve("latency");
    }

    private List<Path> files() {
        if (!Files.exists(store)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(store)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private PluginSpec spec(Optional<String> sha256) {
        return spec("file://" + source, sha256);
    }

    private static PluginSpec spec(String location, Optional<String> sha256) {
        return new PluginSpec(
                "acme/latency", URI.create(location), sha256, List.of(), List.of(), Map.of(), Optional.empty(), true);
    }

    private Executable recheck(Executable executable) {
        return recheck(spec(Optional.empty()), executable);
    }

    private Executable recheck(PluginSpec spec, Executable executable) {
        return installer(Runnable::run)
                .recheck(spec, executable, progress -> {})
                .await()
                .indefinitely();
    }

    private Executable install(PluginSpec spec) {
        return installer(Runnable::run).install(spec, progress -> {}).await().indefinitely();
    }

    private InstallException failure(PluginSpec spec) {
        return catchThrowableOfType(InstallException.class, () -> install(spec));
    }

    private PluginInstaller installer(java.util.concurrent.Executor worker) {
        return new PluginInstaller(
                store,
                Program.of(List.of("/bin/assay")),
                new TreeSet<>(List.of("one", "two")),
                new Downloads(
                        DownloadBench.settings(Map.of()),
                        name -> Uni.createFrom().item(Map.of()),
                        Map.of(),
                        time,
                        time::nanoTime,
                        time,
                        new Random()),
                new Platform("linux", "amd64"),
                worker,
                InstantSource.fixed(now));
    }
}
