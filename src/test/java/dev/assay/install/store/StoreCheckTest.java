package dev.assay.install.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.assay.testing.FakeTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreCheckTest {
    private static final String CONTENT_DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final int SOMEBODY = 4711;

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
    void a_folder_of_another_user_is_refused_and_nothing_in_it_used() throws IOException {
        Store mine = new Store(store, new FakeTime(), check(""));
        try (Staged staged = mine.stage("latency")) {
            staged.channel().write(java.nio.ByteBuffer.wrap("test".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            staged.commit(CONTENT_DIGEST);
        }
        DownloadRecord download = new DownloadRecord(CONTENT_DIGEST, Optional.empty(), Optional.empty(), Instant.EPOCH);
        mine.remember("https://example.com/x", download);
        assertThat(mine.find(CONTENT_DIGEST, "latency")).isPresent();

        give(store);
        assertThat(mine.find(CONTENT_DIGEST, "latency")).isEmpty();
        assertThat(mine.lastDownload("https://example.com/x")).isEmpty();
        assertThat(failure(mine))
                .hasMessage("tried to install plugin acme/latency into the store " + store + ", but " + store
                        + " belongs to the user " + SOMEBODY
                        + " and not to 0, as whom Assay runs, so somebody else could"
                        + " change what is started; remove it, or set assay.store to a folder of your own");
    }

    @Test
    void a_folder_of_another_user_above_the_store_is_refused() throws IOException {
        Path deep = Files.createDirectories(store.resolve("a/b"));
        give(store);
        assertThat(failure(new Store(deep, new FakeTime(), check("")))).hasMessageContaining(store + " belongs to");
    }

    @Test
    void a_link_of_another_user_is_refused_and_one_of_ones_own_is_followed() throws IOException {
        Path target = Files.createDirectory(folder.resolve("target"), ownerOnly());
        Path link = Files.createSymbolicLink(shared.resolve("link"), target);
        assertThatCode(() -> check("").check(link)).doesNotThrowAnyException();
        give(link);
        assertThat(failure(new Store(link, new FakeTime(), check("")))).hasMessageContaining(link + " belongs to");
    }

    @Test
    void a_file_or_folder_within_the_store_that_is_a_link_or_not_ones_own_is_not_used() throws IOException {
        Store mine = new Store(store, new FakeTime(), check(""));
        try (Staged staged = mine.stage("latency")) {
            staged.channel().write(java.nio.ByteBuffer.wrap("test".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            staged.commit(CONTENT_DIGEST);
        }
        Path file = mine.file(CONTENT_DIGEST, "latency");
        Path moved = Files.move(file, folder.resolve("moved"));
        Files.createSymbolicLink(file, moved);
        assertThat(mine.find(CONTENT_DIGEST, "latency")).isEmpty();
        Files.delete(file);
        Files.move(moved, file);
        assertThat(mine.find(CONTENT_DIGEST, "latency")).isPresent();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(mine.find(CONTENT_DIGEST, "latency")).isEmpty();
        Files.delete(file.getParent().resolve("latency"));
        Files.delete(file.getParent());
        Files.createSymbolicLink(file.getParent(), folder);
        assertThat(mine.find(CONTENT_DIGEST, "latency")).isEmpty();
        try (Staged staged = mine.stage("latency")) {
            assertThat(catchThrowableOfType(IOException.class, () -> staged.commit(CONTENT_DIGEST)))
                    .hasMessageContaining(file.getParent() + " is a link");
        }
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

    @ParameterizedTest
    @ValueSource(ints = {0777, 02775, 02777, 01777, 0770})
    void a_volume_of_a_pod_is_taken_as_it_is(int mode) throws IOException {
        Files.createDirectory(store);
        Files.setAttribute(store, "unix:mode", mode);
        give(store);
        String mounts = "30 22 0:30 / " + store + " rw - tmpfs a rw\n";
        assertThatCode(() -> new Store(store, new FakeTime(), check(mounts))
                        .stage("latency")
                        .close())
                .doesNotThrowAnyException();
        assertThatCode(() -> new Store(store.resolve("in/it"), new FakeTime(), check(mounts))
                        .stage("latency")
                        .close())
                .doesNotThrowAnyException();
    }

    @Test
    void a_folder_that_a_strange_group_may_write_to_is_refused_and_ones_private_group_is_not_strange()
            throws IOException {
        Files.createDirectory(store);
        Files.setAttribute(store, "unix:gid", SOMEBODY);
        Files.setAttribute(store, "unix:mode", 0770);
        assertThat(failure(new Store(store, new FakeTime(), check(""))))
                .hasMessageContaining("the group " + SOMEBODY + " may write to " + store
                        + ", and so change what is started; take that right away (chmod g-w)");
        StoreCheck ofGroup = new StoreCheck(() -> MountTable.parse(""), () -> new CurrentUser(SOMEBODY, -1));
        assertThatCode(() -> ofGroup.check(store)).doesNotThrowAnyException();
    }

    @Test
    void a_folder_that_nobody_else_may_reach_is_checked_too() throws IOException {
        Path own = Files.createDirectory(folder.resolve("own"));
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(failure(new Store(own, new FakeTime(), check(""))))
                .hasMessageContaining("everybody may write to " + own);
    }

    @Test
    void users_whom_the_namespace_of_the_process_does_not_map_count_as_administrators() throws IOException {
        Files.createDirectory(store);
        give(store);
        StoreCheck unmapped = new StoreCheck(() -> MountTable.parse(""), () -> new CurrentUser(0, SOMEBODY));
        assertThatCode(() -> unmapped.check(store)).doesNotThrowAnyException();
    }

    @Test
    void on_a_file_server_ones_own_files_are_known_by_a_new_one() throws IOException {
        Files.createDirectory(store);
        give(store);
        StoreCheck remote = check("30 22 0:30 / " + shared + " rw - nfs4 a rw\n");
        assertThat(catchThrowableOfType(IOException.class, () -> remote.check(store)))
                .hasMessageContaining("belongs to");
        assertThat(store).isEmptyDirectory();
    }

    @Test
    void this_user_is_the_one_whom_new_files_belong_to_as_the_kernel_tells() throws IOException {
        assertThat(CurrentUser.fileUser("Name:\tjava\nUid:\t0\t0\t0\t65532\nGid:\t1\t2\t3\t4\n"))
                .isEqualTo(65532);
    }

    @Test
    void the_user_of_this_process_owns_what_it_makes() throws IOException {
        Files.createDirectory(store);
        assertThat(CurrentUser.ofThisProcess().id()).isEqualTo(CurrentUser.owner(store));
        StoreCheck.ofThisProcess().check(store);
        assertThat(store).isEmptyDirectory();
    }

    /** Only an administrator can give files away. */
    private static void give(Path path) throws IOException {
        assumeThat(CurrentUser.ofThisProcess().id()).isZero();
        Files.setAttribute(path, "unix:uid", SOMEBODY, LinkOption.NOFOLLOW_LINKS);
    }

    private static FileAttribute<?> ownerOnly() {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    }

    private StoreCheck check(String mounts) {
        return new StoreCheck(() -> MountTable.parse(mounts), CurrentUser::ofThisProcess);
    }

    private static StoreException failure(Store store) {
        IOException e = catchThrowableOfType(
                IOException.class, () -> store.stage("latency").close());
        return store.fault("acme/latency", e);
    }
}
