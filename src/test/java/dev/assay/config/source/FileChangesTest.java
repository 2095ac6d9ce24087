package dev.assay.config.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.config.ConfigReading;
import dev.assay.config.Platform;
import dev.assay.testing.FakeTime;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileChangesTest {
    /** The time within which a change must be reported. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final int MAX_SIZE = 1000;

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("config.yaml"), manifest("a/first"));
    }

    @Test
    void the_list_is_reported_at_first_and_no_more_as_long_as_it_stays() {
        var changes = subscribe(file);
        time.advance(Duration.ofMinutes(1));
        assertThat(shown(changes)).containsExactly("[a/first]");
    }

    @Test
    void a_file_written_in_place_is_reported() throws IOException {
        var changes = subscribe(file);
        time.advance(SOON);
        Files.writeString(file, manifest("a/second"));
        time.advance(SOON);
        assertThat(shown(changes)).containsExactly("[a/first]", "[a/second]");
    }

    @Test
    void a_file_replaced_by_a_rename_is_reported() throws IOException {
        var changes = subscribe(file);
        time.advance(SOON);
        Path next = Files.writeString(folder.resolve("next"), manifest("a/other"));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        time.advance(SOON);
        assertThat(shown(changes)).containsExactly("[a/first]", "[a/other]");
    }

    @Test
    void a_mounted_configmap_whose_folder_is_swapped_behind_a_link_is_reported() throws IOException {
        Path old = Files.createDirectory(folder.resolve("..2030_01_01"));
        Path next = Files.createDirectory(folder.resolve("..2030_01_02"));
        FileTime same = FileTime.fromMillis(0);
        Files.setLastModifiedTime(Files.writeString(old.resolve("mounted.yaml"), manifest("a/older")), same);
        Files.setLastModifiedTime(Files.writeString(next.resolve("mounted.yaml"), manifest("a/newer")), same);
        Files.createSymbolicLink(folder.resolve("..data"), old.getFileName());
        Path mounted = Files.createSymbolicLink(folder.resolve("mounted.yaml"), Path.of("..data", "mounted.yaml"));
        var changes = subscribe(mounted);
        time.advance(SOON);

        Path link = Files.createSymbolicLink(folder.resolve("..data_tmp"), next.getFileName());
        Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        time.advance(SOON);

        assertThat(shown(changes)).containsExactly("[a/older]", "[a/newer]");
    }

    @Test
    void a_change_that_shows_in_neither_size_nor_time_is_reported() throws IOException {
        FileTime before = Files.getLastModifiedTime(file);
        var changes = subscribe(file);
        time.advance(SOON);
        Files.writeString(file, manifest("a/fir5t"));
        Files.setLastModifiedTime(file, before);
        time.advance(SOON);
        assertThat(shown(changes)).containsExactly("[a/first]", "[a/fir5t]");
    }

    @Test
    void a_file_that_is_still_being_written_waits_until_it_is_still() throws IOException {
        var changes = subscribe(file);
        time.advance(SOON);
        for (int i = 0; i < 50; i++) {
            Files.writeString(file, "half a manifest " + "x".repeat(i));
            time.advance(Duration.ofMillis(150));
        }
        assertThat(shown(changes)).containsExactly("[a/first]");
        Files.writeString(file, manifest("a/whole"));
        time.advance(SOON);
        assertThat(shown(changes)).containsExactly("[a/first]", "[a/whole]");
    }

    @Test
    void a_fault_is_reported_once_and_mended_again() throws IOException {
        var changes = subscribe(file);
        time.advance(SOON);
        Files.writeString(file, "");
        time.advance(SOON);
        Files.writeString(file, "\n");
        time.advance(SOON);
        Files.writeString(file, manifest("a/first"));
        time.advance(SOON);
        assertThat(shown(changes)).hasSize(3).satisfies(list -> {
            assertThat(list.get(1)).contains("file " + file).contains("is empty");
            assertThat(list.get(2)).isEqualTo("[a/first]");
        });
    }

    @Test
    void an_unreadable_configuration_is_reported_and_changes_nothing() throws IOException {
        for (String bad : List.of(
                "{",
                "x".repeat(MAX_SIZE + 1),
                "kind: ConfigMap\ndata: {other: x}",
                "kind: ConfigMap\ndata: {metricProviderPlugins: \"- name: x\"}")) {
            var changes = subscribe(file);
            time.advance(SOON);
            Files.writeString(file, bad);
            time.advance(SOON);
            assertThat(changes.getItems()).hasSize(2);
            assertThat(changes.getLastItem()).as(bad).isInstanceOf(ConfigReading.Refused.class);
            changes.cancel();
            Files.writeString(file, manifest("a/first"));
        }
    }

    @Test
    void a_file_that_is_gone_is_reported_and_so_is_its_return() throws IOException {
        var changes = subscribe(file);
        time.advance(SOON);
        Files.delete(file);
        time.advance(SOON);
        Files.writeString(file, manifest("a/back"));
        time.advance(SOON);
        assertThat(shown(changes)).hasSize(3).satisfies(list -> {
            assertThat(list.get(1)).contains("there is no such file");
            assertThat(list.get(2)).isEqualTo("[a/back]");
        });
    }

    @Test
    void cancelling_ends_the_watch() {
        var changes = subscribe(file);
        time.advance(SOON);
        assertThat(time.scheduled()).isEqualTo(1);
        changes.cancel();
        assertThat(time.scheduled()).isZero();
    }

    private AssertSubscriber<ConfigReading> subscribe(Path path) {
        return new FilePluginSource(path, MAX_SIZE, new Platform("linux", "amd64"), Runnable::run, time)
                .changes()
                .subscribe()
                .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    }

    /** The names of the plugins of each list, or the message of a refusal. */
    private static List<String> shown(AssertSubscriber<ConfigReading> changes) {
        return changes.getItems().stream().map(ReadingRecorder::shown).toList();
    }

    private static String manifest(String name) {
        return "{kind: ConfigMap, data: {metricProviderPlugins: \"[{name: " + name + ", location: 'file:///x'}]\"}}";
    }
}
