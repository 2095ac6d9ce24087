package dev.assay.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.text.Sha256;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Executables from {@code file://}. */
class FileCopyTest extends FileFixture {
    @Test
    void a_missing_file_is_told_with_its_path() {
        InstallException e = failure(spec("file://" + folder.resolve("none"), Optional.empty()));
        assertThat(e.permanent()).isFalse();
        assertThat(e)
                .hasMessage("tried to install plugin acme/latency from " + folder.resolve("none")
                        + ", but there is no such file; put the executable there, or correct location");
    }

    @Test
    void a_folder_is_refused() {
        InstallException e = failure(spec("file://" + folder, Optional.empty()));
        assertThat(e.permanent()).isFalse();
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
        assertThat(e.permanent()).isFalse();
        assertThat(e).hasMessageContaining("the file is empty; build or copy the executable again");
    }

    @Test
    void a_wrong_digest_shows_both_and_leaves_nothing() throws IOException {
        InstallException e = failure(spec(Optional.of(OTHER_DIGEST)));
        assertThat(e.permanent()).isFalse();
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
        assertThat(e.permanent()).isFalse();
        assertThat(e)
                .hasMessage("tried to install plugin acme/latency from " + source + ", but it is an HTML page and no"
                        + " executable; correct location: it probably is the"
                        + " address of a page about the executable (or of a login), and not that of the executable"
                        + " itself");
        assertThat(failure(spec(Optional.of(OTHER_DIGEST))))
                .hasMessageContaining(
                        "and not " + OTHER_DIGEST + " as configured, and it is an HTML page and no executable; ");
        assertThat(files()).isEmpty();
    }

    @Test
    void a_file_that_is_too_large_is_refused_by_its_size_alone() throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(source.toFile(), "rw")) {
            sparse.setLength(5L << 30);
        }
        assertThat(failure(spec(Optional.of(DIGEST))))
                .hasMessage("tried to install plugin acme/latency from " + source + ", but it has 5.0 GiB, and 1.0 GiB"
                        + " are allowed; name an executable, or raise assay.download.max-size");
        assertThat(files()).isEmpty();
    }

    @Test
    void a_device_or_a_file_of_proc_is_refused() throws IOException {
        assertThat(failure(spec("file:///dev/zero", Optional.empty()))).hasMessageContaining("that is no regular file");
        assertThat(failure(spec("file:///proc/self/environ", Optional.empty())))
                .hasMessageContaining("the file is empty");
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
    void a_file_is_copied_to_a_place_of_its_content() throws IOException {
        Executable executable = install(spec(Optional.of(DIGEST)));
        assertThat(Path.of(executable.command().get(0)))
                .hasFileName("latency")
                .satisfies(start -> assertThat(Files.isSameFile(start, place())).isTrue());
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
    void unchanged_content_is_not_copied_anew() throws IOException {
        install(spec(Optional.empty()));
        FileTime old = FileTime.from(Instant.EPOCH);
        Files.setLastModifiedTime(place(), old);
        install(spec(Optional.empty()));
        assertThat(Files.getLastModifiedTime(place())).isEqualTo(old);
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
    void a_source_that_changed_is_taken_though_all_that_tells_versions_apart_is_the_same() throws IOException {
        FileTime time = FileTime.from(Instant.EPOCH);
        Files.setLastModifiedTime(source, time);
        Executable first = install(spec(Optional.empty()));
        Files.writeString(source, CONTENT.replace("sh", "ls"));
        Files.setLastModifiedTime(source, time);
        Executable second = install(spec(Optional.empty()));
        assertThat(second).isNotEqualTo(first);
        assertThat(Path.of(second.command().get(0))).hasContent("#!/bin/ls");
    }
}
