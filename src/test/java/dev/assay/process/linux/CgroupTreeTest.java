package dev.assay.process.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that are written, in folders that look like those of a container whose cgroup is its own. */
class CgroupTreeTest {
    private static final String PATH = System.getenv("PATH");

    @TempDir
    Path folder;

    private Path mount;
    private ProcFs proc;

    @BeforeEach
    void make() throws IOException {
        mount = Files.createDirectory(folder.resolve("cgroup"));
        proc = new ProcFs(Files.createDirectory(folder.resolve("proc")));
        Files.writeString(Files.createDirectory(folder.resolve("proc/self")).resolve("cgroup"), "1:cpuset:/x\n0::/\n");
        file("cgroup.controllers", "cpuset cpu io memory pids\n");
        file("cgroup.type", "domain\n");
        file("cgroup.subtree_control", "");
        file("cgroup.procs", ProcessHandle.current().pid() + "\n");
    }

    @Test
    void this_process_moves_down_and_the_controllers_are_enabled() throws IOException {
        assertThat(claim()).isPresent();
        assertThat(mount.resolve("assay-host/cgroup.procs"))
                .hasContent(Long.toString(ProcessHandle.current().pid()));
        // Each write to such a file is a command of its own, and this one keeps the last.
        assertThat(Files.readString(mount.resolve("cgroup.subtree_control"))).isIn("+memory", "+cpuory");
    }

    @Test
    void a_group_with_processes_of_others_is_not_divided() throws IOException {
        file("cgroup.procs", ProcessHandle.current().pid() + "\n999999999\n");
        assertThat(claim()).isEmpty();
        assertThat(mount.resolve("assay-host")).doesNotExist();
    }

    @Test
    void a_group_without_controllers_or_without_version_2_is_not_divided() throws IOException {
        file("cgroup.controllers", "pids\n");
        assertThat(claim()).isEmpty();
        Files.writeString(folder.resolve("proc/self/cgroup"), "1:cpuset:/\n");
        assertThat(claim()).isEmpty();
    }

    @Test
    void where_there_is_no_shell_no_group_is_used() {
        assertThat(CgroupTree.claim(proc, mount, folder.toString())).isEmpty();
    }

    @Test
    void limits_are_written_in_the_words_of_the_kernel() throws IOException {
        Cgroup group = claim().orElseThrow()
                .create("x", OptionalLong.of(1500), OptionalLong.of(268_435_456))
                .orElseThrow();
        Path made = mount.resolve("assay-plugin-x");
        assertThat(made.resolve("memory.max")).hasContent("268435456");
        assertThat(made.resolve("memory.oom.group")).hasContent("1");
        assertThat(made.resolve("cpu.max")).hasContent("150000 100000");
        assertThat(group.prefix()).contains(made + "/cgroup.procs");
    }

    @Test
    void a_group_whose_processes_were_killed_tells_whose_limit_was_reached() throws IOException {
        Cgroup group = claim().orElseThrow()
                .create("x", OptionalLong.empty(), OptionalLong.of(268_435_456))
                .orElseThrow();
        Path events = mount.resolve("assay-plugin-x/memory.events");
        Files.writeString(events, "low 0\nhigh 1\nmax 7\noom 2\noom_kill 0\noom_group_kill 0\n");
        assertThat(group.killedForMemory()).isEmpty();
        Files.writeString(events, "low 0\nhigh 1\nmax 7\noom 2\noom_kill 1\noom_group_kill 1\n");
        assertThat(group.killedForMemory()).contains("it used more memory than its limit");
        Files.writeString(events, "low 0\nhigh 0\nmax 0\noom 0\noom_kill 1\noom_group_kill 0\n");
        assertThat(group.killedForMemory()).contains("the pod or the machine had no memory left");
    }

    @Test
    void a_limit_that_is_not_given_is_not_written() throws IOException {
        assertThat(claim().orElseThrow().create("x", OptionalLong.empty(), OptionalLong.empty()))
                .isPresent();
        try (var files = Files.list(mount.resolve("assay-plugin-x"))) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void a_group_whose_limit_cannot_be_written_is_removed_again() throws IOException {
        // A path on Linux has at most 4095 bytes. That of the group fits, and that of its file memory.max does not.
        int longest = 4095 - "/assay-plugin-x".length();
        Path root = folder;
        while (root.toString().length() < longest - 1) {
            int left = longest - root.toString().length() - 1;
            root = root.resolve("d".repeat(Math.min(left, 200)));
        }
        Files.createDirectories(root);

        CgroupTree tree = new CgroupTree(root, Set.of("memory"), "/bin/sh");
        assertThat(tree.create("x", OptionalLong.empty(), OptionalLong.of(1 << 20)))
                .isEmpty();

        assertThat(root).isEmptyDirectory();
    }

    private Optional<CgroupTree> claim() {
        return CgroupTree.claim(proc, mount, PATH);
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(mount.resolve(name), text);
    }
}
