package dev.assay.install.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.testing.FakeTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
    private static final String CONTENT = "test";
    private static final String DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final String LOCATION = "https://example.com/latency?token=abc";
    private static final DownloadRecord DOWNLOAD = new DownloadRecord(
            DIGEST,
            Optional.of("W/\"a\\b\""),
            Optional.of("Wed, 21 Oct 2015 07:28:00 GMT"),
            Instant.parse("2030-01-01T00:00:00.000000001Z"));

    @TempDir
    Path folder;

    private Path root;
    private Store store;

    @BeforeEach
    void make_the_store() {
        root = folder.resolve("a/b");
        store = new Store(root, new FakeTime());
    }

    @Test
    void a_digest_that_leads_elsewhere_is_refused() throws IOException {
        try (Staged staged = store.stage("latency")) {
            assertThatThrownBy(() -> staged.commit("../".repeat(21) + "x"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> store.find("..", "latency")).isInstanceOf(IllegalArgumentException.class);
        assertThat(files()).isEmpty();
    }

    @Test
    void a_staged_file_that_is_not_committed_leaves_nothing() throws IOException {
        try (Staged staged = store.stage("latency")) {
            write(staged, CONTENT);
            assertThat(files()).containsExactly(staged.file());
            assertThat(store.find(DIGEST, "latency")).isEmpty();
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void a_committed_file_is_found_and_stays() throws IOException {
        Path stored = commit();
        assertThat(stored).isEqualTo(root.resolve("sha256/" + DIGEST + "/latency"));
        assertThat(store.file(DIGEST, "acme/latency")).isEqualTo(stored);
        assertThat(store.find(DIGEST, "latency"))
                .hasValueSatisfying(start -> assertThat(isSame(start, stored)).isTrue());
        assertThat(files()).containsExactly(stored);
        assertThat(stored).hasContent(CONTENT);
    }

    @Test
    void an_executable_of_the_same_digest_takes_no_more_room_under_another_name() throws IOException {
        Path stored = commit();
        Path other = store.find(DIGEST, "other").orElseThrow();
        assertThat(stored.resolveSibling("other")).hasContent(CONTENT);
        assertThat(Files.isSameFile(other, stored)).isTrue();
    }

    @Test
    void an_altered_executable_lends_its_name_to_no_other() throws IOException {
        Files.writeString(commit(), "altered");
        assertThat(store.find(DIGEST, "other")).isEmpty();
    }

    @Test
    void only_the_owner_may_do_anything() throws IOException {
        commit();
        store.remember(LOCATION, DOWNLOAD);
        try (Stream<Path> all = Files.walk(folder).skip(1)) {
            assertThat(all).hasSizeGreaterThan(7).allSatisfy(path -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwx------"));
        }
    }

    @Test
    void an_altered_executable_is_not_found_and_is_replaced_whole() throws IOException {
        Path place = commit();
        Path running = Files.createLink(folder.resolve("running"), place);
        Files.writeString(place, "evil");
        assertThat(store.find(DIGEST, "latency")).isEmpty();
        commit();
        assertThat(store.find(DIGEST, "latency")).isPresent();
        assertThat(running).as("the file that a process may run").hasContent("evil");
    }

    @Test
    void a_store_that_cannot_be_written_gives_what_is_in_it() throws IOException {
        Path stored = commit();
        Set<PosixFilePermission> readOnly = PosixFilePermissions.fromString("r-x------");
        Set<PosixFilePermission> all = PosixFilePermissions.fromString("rwx------");
        Files.setPosixFilePermissions(root, readOnly);
        try {
            assertThat(new Store(root, new FakeTime()).find(DIGEST, "latency"))
                    .hasValueSatisfying(
                            start -> assertThat(isSame(start, stored)).isTrue());
        } finally {
            Files.setPosixFilePermissions(root, all);
        }
    }

    @Test
    void a_file_that_may_not_be_executed_is_not_found() throws IOException {
        Path place = commit();
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rw-------"));
        assertThat(store.find(DIGEST, "latency")).isEmpty();
    }

    @Test
    void the_checked_file_is_started_although_its_place_in_the_store_was_taken_since() throws IOException {
        Path place = commit();
        Path checked = store.find(DIGEST, "latency").orElseThrow();
        Path evil = Files.writeString(folder.resolve("evil"), "evil");
        Files.move(evil, place, StandardCopyOption.REPLACE_EXISTING);
        assertThat(checked).hasContent(CONTENT).hasFileName("latency");
        assertThat(Store.isIntact(checked, DIGEST)).isTrue();
    }

    @Test
    void a_file_that_was_written_just_now_is_not_read_once_more() throws IOException {
        Path place = append(CONTENT);
        FileTime written = Files.getLastModifiedTime(place);
        Files.writeString(place, "gone");
        Files.setLastModifiedTime(place, written);
        assertThat(store.find(DIGEST, "latency"))
                .as("its content is not looked at")
                .isPresent();
        assertThat(store.find(DIGEST, "latency")).as("it is from then on").isEmpty();
    }

    @Test
    void a_file_that_was_altered_or_replaced_is_not_given() throws IOException {
        Path place = append(CONTENT);
        Files.writeString(place, "gone");
        Files.setLastModifiedTime(place, FileTime.fromMillis(1));
        assertThat(store.find(DIGEST, "latency")).isEmpty();

        FileTime written = Files.getLastModifiedTime(append(CONTENT));
        Path evil = Files.writeString(folder.resolve("evil"), "evil");
        Files.setPosixFilePermissions(evil, PosixFilePermissions.fromString("rwx------"));
        Files.setLastModifiedTime(evil, written);
        Files.move(evil, place, StandardCopyOption.REPLACE_EXISTING);
        assertThat(store.find(DIGEST, "latency")).isEmpty();
    }

    @Test
    void the_names_of_a_host_that_ended_are_removed_and_those_of_others_stay() throws IOException {
        commit();
        Path started = store.find(DIGEST, "latency").orElseThrow();
        Path dead = Files.createDirectories(
                root.resolve("run/1-2-" + "a".repeat(36)).resolve(DIGEST));
        Files.createLink(dead.resolve("latency"), started);
        Files.createFile(dead.resolveSibling("lock"));
        new Store(root, new FakeTime()).sweep();
        assertThat(dead.getParent()).doesNotExist();
        assertThat(started).exists();
        store.close();
        assertThat(started).doesNotExist();
        assertThat(root.resolve("run")).isEmptyDirectory();
    }

    @Test
    void a_long_name_can_be_written() throws IOException {
        String name = "n".repeat(255);
        try (Staged staged = store.stage(name)) {
            write(staged, CONTENT);
            staged.commit(DIGEST);
        }
        assertThat(store.find(DIGEST, name)).isPresent();
    }

    @Test
    void a_location_that_is_not_known_gives_nothing() {
        assertThat(store.lastDownload(LOCATION)).isEmpty();
    }

    @Test
    void a_download_is_remembered_by_the_next_host() throws IOException {
        store.remember(LOCATION, DOWNLOAD);
        assertThat(new Store(root, new FakeTime()).lastDownload(LOCATION)).contains(DOWNLOAD);
        assertThat(store.lastDownload(LOCATION + "d")).isEmpty();
        DownloadRecord bare = new DownloadRecord(DIGEST, Optional.empty(), Optional.empty(), Instant.EPOCH);
        store.remember(LOCATION, bare);
        assertThat(store.lastDownload(LOCATION)).contains(bare);
    }

    @Test
    void the_location_is_not_written() throws IOException {
        store.remember(LOCATION, DOWNLOAD);
        assertThat(store.lastDownload(LOCATION)).contains(DOWNLOAD);
        for (Path file : files()) {
            assertThat(Files.readString(file)).doesNotContain("example", "abc");
        }
    }

    @Test
    void a_damaged_memory_is_as_if_it_were_not_there() throws IOException {
        store.remember(LOCATION, DOWNLOAD);
        Path file = files().get(0);
        String whole = Files.readString(file);
        for (String damaged : List.of(
                "",
                "{",
                "[]",
                "null",
                whole.substring(0, whole.length() / 2),
                whole.replace(DIGEST, "../../etc"),
                whole.replace("2030-", "year "))) {
            Files.writeString(file, damaged);
            assertThat(store.lastDownload(LOCATION)).as(damaged).isEmpty();
        }
        store.remember(LOCATION, DOWNLOAD);
        assertThat(store.lastDownload(LOCATION)).contains(DOWNLOAD);
    }

    @Test
    void a_store_that_cannot_be_written_remembers_nothing() throws IOException {
        Files.createDirectories(root.getParent());
        Files.writeString(root, "a file");
        assertThatThrownBy(() -> store.remember(LOCATION, DOWNLOAD)).isInstanceOf(IOException.class);
        assertThat(store.lastDownload(LOCATION)).isEmpty();
        assertThatThrownBy(() -> store.stage("latency")).isInstanceOf(IOException.class);
    }

    private Path append(String content) {
        try (PartialFile file = store.begin("latency")) {
            file.append(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
            return file.commit(file.digest());
        }
    }

    private Path commit() throws IOException {
        try (Staged staged = store.stage("latency")) {
            write(staged, CONTENT);
            return staged.commit(DIGEST);
        }
    }

    private static void write(Staged staged, String content) throws IOException {
        staged.channel().write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(root.resolve("run")))
                    .toList();
        }
    }

    private static boolean isSame(Path start, Path stored) {
        try {
            return Files.isSameFile(start, stored) && !start.equals(stored);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
