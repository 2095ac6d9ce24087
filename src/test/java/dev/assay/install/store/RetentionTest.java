package dev.assay.install.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.settings.SharedStore;
import dev.assay.testing.FakeTime;
import dev.assay.text.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration MOMENT = Duration.ofSeconds(1);

    @TempDir
    Path root;

    private final FakeTime time = new FakeTime();
    private Store store;

    @BeforeEach
    void make_the_store() {
        store = new Store(root, time);
    }

    @Test
    void a_store_that_is_not_there_is_not_made() {
        Path none = root.resolve("none");
        new Store(none, time).tidy(Set.of());
        assertThat(none).doesNotExist();
    }

    @Test
    void an_executable_unused_for_a_month_is_removed_with_the_record_of_its_download() throws IOException {
        Path old = commit("old");
        store.remember("https://example.com/old", download(old));
        time.advance(MONTH);
        store.tidy(Set.of());
        assertThat(store.find(digest(old), "latency")).as("a month is not over").isPresent();
        time.advance(MONTH.plus(MOMENT));
        age(root.resolve("locations"));
        store.tidy(Set.of());
        assertThat(files()).isEmpty();
        assertThat(root.resolve("sha256")).isEmptyDirectory();
        assertThat(root.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void an_executable_in_use_stays_and_other_hosts_see_its_use() throws IOException {
        Path used = commit("used");
        time.advance(MONTH.multipliedBy(3));
        store.tidy(Set.of(digest(used), "0".repeat(64)));
        assertThat(store.find(digest(used), "latency")).isPresent();
        new Store(root, time).tidy(Set.of());
        assertThat(store.find(digest(used), "latency")).isPresent();
    }

    @Test
    void each_install_is_a_use() throws IOException {
        Path stored = commit("x");
        for (int i = 0; i < 4; i++) {
            time.advance(Duration.ofDays(29));
            assertThat(store.find(digest(stored), "latency")).isPresent();
            store.tidy(Set.of());
        }
        assertThat(stored).exists();
    }

    @Test
    void an_executable_that_another_host_begins_to_use_during_its_removal_comes_back() throws IOException {
        Path stored = commit("x");
        Path executables = stored.getParent();
        Retention retention = new Retention(root.resolve("sha256"), root.resolve("tmp"), time);
        time.advance(MONTH.multipliedBy(2));
        store.find(digest(stored), "latency");
        Path aside = retention.putAside(executables);
        assertThat(retention.removeIfStillOlder(executables, aside, now().minus(MONTH)))
                .isFalse();
        assertThat(store.find(digest(stored), "latency")).isPresent();
    }

    @Test
    void hosts_that_tidy_at_once_remove_all_between_them() throws IOException {
        int folders = 300;
        for (int i = 0; i < folders; i++) {
            commit("x" + i);
        }
        time.advance(MONTH.multipliedBy(2));
        List<CompletableFuture<Integer>> hosts = Stream.generate(
                        () -> CompletableFuture.supplyAsync(this::removeUnused))
                .limit(4)
                .toList();
        assertThat(hosts.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(folders);
        assertThat(files()).isEmpty();
    }

    private int removeUnused() {
        try {
            return new Retention(root.resolve("sha256"), root.resolve("tmp"), time).removeUnused(Set.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void an_executable_that_another_host_makes_anew_during_its_removal_stays() throws IOException {
        Path stored = commit("x");
        Path executables = stored.getParent();
        Retention retention = new Retention(root.resolve("sha256"), root.resolve("tmp"), time);
        Path aside = retention.putAside(executables);
        assertThat(store.find(digest(stored), "latency")).isEmpty();
        commit("x");
        assertThat(retention.removeIfStillOlder(executables, aside, now().minus(MONTH)))
                .isFalse();
        assertThat(store.find(digest(stored), "latency")).isPresent();
        time.advance(SharedStore.ABANDONED.plus(MONTH));
        store.sweep();
        assertThat(files()).containsExactly(stored);
    }

    @Test
    void the_record_of_a_stored_executable_stays() throws IOException {
        Path stored = commit("x");
        store.remember("https://example.com/x", download(stored));
        store.remember(
                "https://example.com/gone",
                new DownloadRecord("0".repeat(64), Optional.empty(), Optional.empty(), now()));
        age(root.resolve("locations"));
        store.tidy(Set.of());
        assertThat(store.lastDownload("https://example.com/x")).isPresent();
        assertThat(store.lastDownload("https://example.com/gone")).isEmpty();
    }

    @Test
    void temporary_files_of_dead_hosts_are_removed_and_young_ones_are_not() throws IOException {
        Path temporary = Files.createDirectories(root.resolve("tmp"));
        Path dead = temporary(temporary, "latency-123.part", SharedStore.ABANDONED.plus(MOMENT));
        Path deadFolder = Files.createDirectory(temporary.resolve("unused-0a-0b.part"));
        Files.writeString(deadFolder.resolve("latency"), "x");
        Files.setLastModifiedTime(deadFolder, FileTime.from(now().minus(MONTH)));
        Path young = temporary(temporary, "latency-456.part", SharedStore.ABANDONED.minus(MOMENT));
        store.sweep();
        assertThat(dead).doesNotExist();
        assertThat(deadFolder).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void a_slow_writer_is_not_taken_for_dead() throws IOException {
        try (Staged staged = store.stage("latency")) {
            Files.setLastModifiedTime(staged.file(), FileTime.from(Instant.EPOCH));
            staged.channel().write(ByteBuffer.wrap(new byte[1]));
            assertThat(Files.getLastModifiedTime(staged.file()).toInstant())
                    .as("each write moves the time")
                    .isAfter(Instant.EPOCH);
        }
    }

    @Test
    void files_of_others_are_left_alone() throws IOException {
        List<String> names = List.of(
                "argoproj-labs/sample-nginx",
                "tmp/plugin",
                "tmp/plugin-1",
                "sha256/plugin",
                "sha256/" + "A".repeat(64) + "/plugin",
                "locations/plugin",
                "locations/x.json");
        for (String name : names) {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "x");
            Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
            Files.setLastModifiedTime(file.getParent(), FileTime.from(Instant.EPOCH));
        }
        store.sweep();
        store.tidy(Set.of());
        assertThat(files()).hasSize(names.size());
    }

    @Test
    void upkeep_runs_at_once_and_then_daily_with_what_is_used_then() throws IOException {
        Path used = commit("used");
        Path old = commit("old");
        new StoreUpkeep(root, () -> Set.of(digest(used)), Runnable::run, time, time).begin();
        time.advance(MONTH.plus(Duration.ofDays(1)));
        assertThat(files()).containsExactly(used);
        assertThat(old).doesNotExist();
        assertThat(time.scheduled()).isEqualTo(1);
    }

    private DownloadRecord download(Path stored) {
        return new DownloadRecord(digest(stored), Optional.empty(), Optional.empty(), now());
    }

    private Path temporary(Path folder, String name, Duration age) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "half");
        Files.setLastModifiedTime(file, FileTime.from(now().minus(age)));
        return file;
    }

    private Instant now() {
        return time.instant();
    }

    /** New files have the time of a real clock, not that of the fake one. */
    private void age(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(now().minus(MONTH)));
            }
        }
    }

    private Path commit(String content) throws IOException {
        try (Staged staged = store.stage("latency")) {
            byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
            staged.channel().write(ByteBuffer.wrap(bytes));
            Path stored = staged.commit(Sha256.of(bytes));
            Files.setLastModifiedTime(stored.getParent(), FileTime.from(now()));
            return stored;
        }
    }

    private static String digest(Path stored) {
        return stored.getParent().getFileName().toString();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(root.resolve("run")))
                    .toList();
        }
    }
}
