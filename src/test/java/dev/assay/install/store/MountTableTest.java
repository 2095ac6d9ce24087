package dev.assay.install.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Lines as in proc_pid_mountinfo(5). */
class MountTableTest {
    private static final String ROOT = "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n";

    @Test
    void without_a_table_nothing_is_said() {
        assertThat(MountTable.parse("").noexec(Path.of("/store"))).isEmpty();
        assertThat(MountTable.parse("1 2 3\n\nx y 0:1 / relative noexec - x x x\n1 2 3 / /\\000 noexec - x x x\n")
                        .noexec(Path.of("/store")))
                .isEmpty();
    }

    @Test
    void the_longest_mount_that_holds_the_folder_counts() {
        MountTable table = MountTable.parse(ROOT
                + "30 22 0:30 / /data rw,nosuid,nodev,noexec,relatime shared:2 - tmpfs tmpfs rw\n"
                + "31 30 0:31 / /data/exec rw,relatime - tmpfs tmpfs rw,noexec\n");
        assertThat(table.noexec(Path.of("/data"))).contains(Path.of("/data"));
        assertThat(table.noexec(Path.of("/data/x/y"))).contains(Path.of("/data"));
        assertThat(table.noexec(Path.of("/data/exec/x"))).isEmpty();
        assertThat(table.noexec(Path.of("/database"))).isEmpty();
        assertThat(table.noexec(Path.of("/home"))).isEmpty();
    }

    @Test
    void the_last_of_several_mounts_on_one_point_counts() {
        String plain = "30 22 0:30 / /data rw - tmpfs a rw\n";
        String noexec = "31 30 0:31 / /data rw,noexec - tmpfs b rw\n";
        assertThat(MountTable.parse(ROOT + plain + noexec).noexec(Path.of("/data")))
                .contains(Path.of("/data"));
        assertThat(MountTable.parse(ROOT + noexec + plain).noexec(Path.of("/data")))
                .isEmpty();
    }

    @Test
    void names_are_unescaped() {
        String escaped = "30 22 0:30 / /a\\040b\\134c\\011\\043\u00c3\u00a9 rw,noexec - tmpfs a rw\n";
        Path point = Path.of("/a b\\c\t#\u00e9");
        assertThat(MountTable.parse(escaped).noexec(point.resolve("x"))).contains(point);
        byte[] bytes = "30 22 0:30 / /\u00e9 rw,noexec - tmpfs a rw\n".getBytes(StandardCharsets.UTF_8);
        assertThat(MountTable.parse(new String(bytes, StandardCharsets.ISO_8859_1))
                        .noexec(Path.of("/\u00e9")))
                .isPresent();
    }

    @Test
    void mount_points_are_known() {
        MountTable table = MountTable.parse(ROOT + "30 22 0:30 / /data rw - tmpfs a rw\n");
        assertThat(table.isMountPoint(Path.of("/data"))).isTrue();
        assertThat(table.isMountPoint(Path.of("/data/x"))).isFalse();
    }
}
