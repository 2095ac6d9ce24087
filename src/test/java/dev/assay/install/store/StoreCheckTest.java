package dev.assay.install.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assay.testing.FakeTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCheckTest {
    private static final String CONTENT_DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final UserPrincipal SOMEBODY = () -> "somebody";

    @TempDir
    Path folder;

    private Path shared;
    private Path store;

    @BeforeEach
    void make_a_folder_like_tmp() throws IOException {
        folder = folder.toRealPath();
        shared = Files.createDirectory(folder.resolve("shared"));
        Files.setAttribute(shared, "unix:mode", 01777);
        store = shared.resolve("store");
    }

    @Test
    void a_mount_without_execution_is_named_with_what_to_set() throws IOException {
        Files.createDirectories(store);
        String mounts = "30 22 0:30 / " + folder + " rw,noexec - tmpfs a rw\n";
        StoreException e = failure(new Store(store, new FakeTime(), check(mounts)));
        assertThat(e.permanent()).isTrue();
        assertThat(e)
                .hasMessage("tried to install plugin acme/latency into the store " + store
                        + ", but that is on the mount " + folder
                        + ", whose option noexec lets nothing be started from it; set assay.store to a folder on another"
                        + " mount, or mount it without noexec");
        assertThat(store).isEmptyDirectory();
    }

    @Test
    void a_link_is_followed_to_its_mount() throws IOException {
        Path target = Files.createDirectory(folder.resolve("target"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);
        String mounts = "30 22 0:30 / " + target + " rw,noexec - tmpfs a rw\n";
        assertThat(failure(new Store(link, new FakeTime(), check(mounts)))).hasMessageContaining("noexec");
    }

    @Test
    void a_folder_that_another_user_planted_is_refused_and_nothing_in_it_used() throws IOException {
        Store mine = new Store(store, new FakeTime(), check(""));
        try (Staged staged = mine.stage("latency")) {
            staged.channel().write(java.nio.ByteBuffer.wrap("test".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            staged.commit(CONTENT_DIGEST);
        }
        DownloadRecord download = new DownloadRecord(CONTENT_DIGEST, Optional.empty(), Optional.empty(), Instant.EPOCH);
        mine.remember("https://example.com/x", download);
        assertThat(mine.find(CONTENT_DIGEST, "latency")).isPresent();

        Store ofSomebodyElse =
                new Store(store, new FakeTime(), new StoreCheck(() -> MountTable.parse(""), in -> SOMEBODY));
        assertThat(ofSomebodyElse.find(CONTENT_DIGEST, "latency")).isEmpty();
        assertThat(ofSomebodyElse.lastDownload("https://example.com/x")).isEmpty();
        StoreException e = failure(ofSomebodyElse);
        assertThat(e.permanent()).isTrue();
        assertThat(e)
                .hasMessage("tried to install plugin acme/latency into the store " + store + ", but " + store
                        + " belongs to " + Files.getOwner(store).getName()
                        + " and not to somebody, as whom Assay runs; in "
                        + shared
                        + " anybody could have made it; remove it, or set assay.store to a folder of your own");
    }

    @Test
    void a_planted_folder_above_the_store_or_a_planted_link_is_refused_too() throws IOException {
        Path deep = store.resolve("a/b");
        Files.createDirectories(deep);
        StoreCheck check = new StoreCheck(() -> MountTable.parse(""), in -> SOMEBODY);
        assertThat(failure(new Store(deep, new FakeTime(), check))).hasMessageContaining(store + " belongs to");
        Path target = Files.createDirectory(folder.resolve("target"));
        Path link = Files.createSymbolicLink(shared.resolve("link"), target);
        String mounts = "30 22 0:30 / " + target + " rw - tmpfs a rw\n";
        StoreCheck mounted = new StoreCheck(() -> MountTable.parse(mounts), in -> SOMEBODY);
        assertThat(failure(new Store(link, new FakeTime(), mounted))).hasMessageContaining(link + " belongs to");
    }

    @Test
    void a_folder_that_everybody_may_write_to_is_refused() throws IOException {
        Files.createDirectory(store);
        Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(failure(new Store(store, new FakeTime(), check(""))))
                .hasMessageContaining("everybody may write to " + store + ", and so change what is started; take that"
                        + " right away (chmod o-w)");
        assertThat(failure(new Store(store.resolve("in/it"), new FakeTime(), check(""))))
                .hasMessageContaining("everybody may write to " + store);
    }

    @Test
    void a_volume_that_is_mounted_there_was_put_there_by_an_administrator() throws IOException {
        Files.createDirectory(store);
        Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rwxrwxrwx"));
        String mounts = "30 22 0:30 / " + store + " rw - tmpfs a rw\n";
        StoreCheck check = new StoreCheck(() -> MountTable.parse(mounts), in -> SOMEBODY);
        assertThatCode(() ->
                        new Store(store, new FakeTime(), check).stage("latency").close())
                .doesNotThrowAnyException();
    }

    @Test
    void where_only_the_user_makes_folders_nobody_is_asked() throws IOException {
        Path own = folder.resolve("own");
        Files.createDirectory(own);
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxrwxrwx"));
        StoreCheck check = new StoreCheck(() -> MountTable.parse(""), in -> {
            if (in.startsWith(folder)) {
                throw new AssertionError("asked for the owner of " + in);
            }
            return Files.getOwner(folder);
        });
        assertThatCode(() ->
                        new Store(own, new FakeTime(), check).stage("latency").close())
                .doesNotThrowAnyException();
    }

    @Test
    void the_user_of_this_process_is_told_by_a_file_that_it_makes() throws IOException {
        Files.createDirectory(store);
        StoreCheck.ofThisProcess().check(store);
        assertThat(shared).isDirectoryContaining(path -> path.equals(store));
        try (var all = Files.list(shared)) {
            assertThat(all).containsExactly(store);
        }
    }

    private StoreCheck check(String mounts) {
        return new StoreCheck(() -> MountTable.parse(mounts), in -> Files.getOwner(shared));
    }

    private static StoreException failure(Store store) {
        IOException e = catchThrowableOfType(
                IOException.class, () -> store.stage("latency").close());
        return store.fault("acme/latency", e);
    }
}
