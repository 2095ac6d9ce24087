package dev.assay.process.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
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
    void a_plugin_without_limits_sees_those_of_the_pod_in_its_own_group() throws IOException {
        file("memory.max", "1073741824\n");
        file("cpu.max", "150000 100000\n");
        Cgroup group = claim().orElseThrow()
                .create("x", OptionalLong.empty(), OptionalLong.empty())
                .orElseThrow();
        assertThat(plugin("memory.max")).hasContent("1073741824");
        assertThat(plugin("cpu.max")).hasContent("150000 100000");
        // It is no limit of the plugin's own: it is not kept out of swap, and its end is not told as one for its limit.
        assertThat(plugin("memory.oom.group")).doesNotExist();
        assertThat(plugin("memory.swap.max")).doesNotExist();
        Files.writeString(plugin("memory.events"), "low 0\nhigh 0\nmax 3\noom 1\noom_kill 1\noom_group_kill 0\n");
        assertThat(group.killedForMemory()).contains("the pod or the machine had no memory left");
    }

    @Test
    void the_lowest_limit_of_all_groups_above_counts() throws IOException {
        file("memory.max", "1073741824\n");
        file("cpu.max", "50000 100000\n");
        Path service = Files.createDirectories(mount.resolve("a.slice/b.service"));
        Files.writeString(mount.resolve("a.slice/memory.max"), "536870912\n");
        Files.writeString(mount.resolve("a.slice/cpu.max"), "max 100000\n");
        Files.writeString(service.resolve("memory.max"), "max\n");
        Files.writeString(service.resolve("cpu.max"), "20000 10000\n");
        new CgroupTree(service, mount, Set.of("memory", "cpu"), "/bin/sh")
                .create("x", OptionalLong.empty(), OptionalLong.empty());
        assertThat(service.resolve("assay-plugin-x/memory.max")).hasContent("536870912");
        assertThat(service.resolve("assay-plugin-x/cpu.max")).hasContent("50000 100000");
    }

    @Test
    void a_limit_that_is_above_that_of_the_pod_is_that_of_the_pod() throws IOException {
        file("memory.max", "1073741824\n");
        file("cpu.max", "150000 100000\n");
        Cgroup group = claim().orElseThrow()
                .create("x", OptionalLong.of(2000), OptionalLong.of(4L << 30))
                .orElseThrow();
        assertThat(plugin("memory.max")).hasContent("1073741824");
        assertThat(plugin("cpu.max")).hasContent("150000 100000");
        Files.writeString(plugin("memory.events"), "low 0\nhigh 0\nmax 3\noom 1\noom_kill 1\noom_group_kill 1\n");
        assertThat(group.killedForMemory()).contains("the pod or the machine had no memory left");
        claim().orElseThrow().create("y", OptionalLong.of(1000), OptionalLong.of(1 << 20));
        assertThat(mount.resolve("assay-plugin-y/memory.max")).hasContent("1048576");
        assertThat(mount.resolve("assay-plugin-y/cpu.max")).hasContent("100000 100000");
    }

    @Test
    void what_runs_beside_this_process_sees_the_limits_of_the_pod_too() throws IOException {
        file("memory.max", "1073741824\n");
        claim();
        assertThat(mount.resolve("assay-host/memory.max")).hasContent("1073741824");
    }

    @Test
    void processor_time_that_the_pod_may_save_up_is_not_taken_from_its_plugins() throws IOException {
        file("cpu.max", "150000 100000\n");
        file("cpu.max.burst", "50000\n");
        claim().orElseThrow().create("x", OptionalLong.empty(), OptionalLong.empty());
        assertThat(plugin("cpu.max")).doesNotExist();
    }

    @Test
    void limits_that_change_while_plugins_run_are_followed() throws IOException {
        file("memory.max", "1073741824\n");
        CgroupTree tree = claim().orElseThrow();
        tree.create("x", OptionalLong.empty(), OptionalLong.empty());
        tree.create("y", OptionalLong.empty(), OptionalLong.of(1 << 20));
        Cgroup unused =
                tree.create("gone", OptionalLong.empty(), OptionalLong.empty()).orElseThrow();
        Files.delete(mount.resolve("assay-plugin-gone/memory.max"));
        Files.delete(mount.resolve("assay-plugin-gone"));

        file("memory.max", "2147483648\n");
        file("cpu.max", "50000 100000\n");
        tree.followLimits();
        assertThat(plugin("memory.max")).hasContent("2147483648");
        assertThat(plugin("cpu.max")).hasContent("50000 100000");
        assertThat(mount.resolve("assay-host/memory.max")).hasContent("2147483648");
        assertThat(mount.resolve("assay-plugin-y/memory.max")).hasContent("1048576");
        assertThat(mount.resolve("assay-plugin-gone")).doesNotExist();

        Files.writeString(mount.resolve("memory.max"), "max\n");
        Files.delete(plugin("memory.max"));
        tree.followLimits();
        assertThat(plugin("memory.max")).hasContent("max");
    }

    @Test
    void a_process_that_was_started_in_the_group_for_hosts_uses_the_group_above() throws IOException {
        startedInHostGroup(ProcessHandle.current().pid());
        assertThat(claim().orElseThrow().create("x", OptionalLong.empty(), OptionalLong.empty()))
                .isPresent();
        assertThat(plugin("")).isDirectory();
        assertThat(mount.resolve("assay-host/assay-host")).doesNotExist();
    }

    @Test
    void a_second_host_in_the_group_of_the_first_keeps_out_of_its_groups() throws IOException {
        startedInHostGroup(999_999_999, ProcessHandle.current().pid());
        assertThat(claim()).isEmpty();
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

        CgroupTree tree = new CgroupTree(root, root, Set.of("memory"), "/bin/sh");
        assertThat(tree.create("x", OptionalLong.empty(), OptionalLong.of(1 << 20)))
                .isEmpty();

        assertThat(root).isEmptyDirectory();
    }

    private Optional<CgroupTree> claim() {
        return CgroupTree.claim(proc, mount, PATH);
    }

    private void startedInHostGroup(long... pids) throws IOException {
        Files.writeString(folder.resolve("proc/self/cgroup"), "0::/assay-host\n");
        file("cgroup.procs", "");
        Files.createDirectory(mount.resolve("assay-host"));
        file(
                "assay-host/cgroup.procs",
                LongStream.of(pids).mapToObj(pid -> pid + "\n").collect(Collectors.joining()));
    }

    private Path plugin(String file) {
        return mount.resolve("assay-plugin-x").resolve(file);
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(mount.resolve(name), text);
    }
}
