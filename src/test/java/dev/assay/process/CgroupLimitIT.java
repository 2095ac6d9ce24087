package dev.assay.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.process.linux.Cgroups;
import dev.assay.testing.RealPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits that the kernel enforces. Needs Linux with cgroups of version 2, and the right to make some with controllers. */
class CgroupLimitIT {
    private static final String HANDSHAKE = "echo '1|1|tcp|127.0.0.1:10000|grpc|'";

    private static final long MEBIBYTE = 1 << 20;

    @TempDir
    Path folder;

    private Path root;
    private ProcessBench bench;

    @BeforeEach
    void open() throws IOException {
        root = Cgroups.limited()
                .orElseThrow(() -> RealPart.missingInKernel(
                        "needs the right to make cgroups of version 2 with the controllers of processor and memory"));
        bench = new ProcessBench(
                folder, "store " + folder, ProcessBench.trampoline(), Optional.of(Cgroups.limitedTree(root)));
    }

    @AfterEach
    void close() throws IOException {
        if (bench != null) {
            bench.close();
            Files.delete(root);
        }
    }

    @Test
    void processor_time_is_given_up_to_the_limit() throws Exception {
        PluginProcess process = launch(200, 64, "while :; do :; done");
        Path group = group();
        assertThat(group.resolve("cpu.max")).hasContent("20000 100000");
        await().atMost(ProcessBench.TIMEOUT)
                .until(() -> Files.readString(group.resolve("cpu.stat")).contains("nr_throttled ")
                        && !Files.readString(group.resolve("cpu.stat")).contains("nr_throttled 0\n"));
        ProcessBench.stop(process);
        assertThat(groups()).isEmpty();
    }

    @Test
    void a_plugin_that_needs_more_memory_is_ended_with_all_that_it_started_and_the_cause_is_told() throws Exception {
        PluginProcess process = launch(1000, 32, "dd if=/dev/zero of=/dev/null bs=200M count=1 &", "sleep 600");
        ProcessExit exit = ProcessBench.await(process.exited());
        assertThat(exit.cause()).contains("it used more memory than its limit");
        ProcessBench.stop(process);
        assertThat(groups()).isEmpty();
    }

    @Test
    void a_plugin_above_its_limit_is_not_swapped_out() throws Exception {
        PluginProcess process = launch(1000, 32, "sleep 600");
        assertThat(group().resolve("memory.max")).hasContent(Long.toString(32 * MEBIBYTE));
        Path swap = group().resolve("memory.swap.max");
        if (Files.exists(swap)) {
            assertThat(swap).hasContent("0");
        }
        ProcessBench.stop(process);
    }

    @Test
    void the_limit_of_another_is_not_taken_for_its_own() throws Exception {
        Files.writeString(root.resolve("memory.max"), Long.toString(32 * MEBIBYTE));
        PluginProcess process = launch(1000, 500, "dd if=/dev/zero of=/dev/null bs=200M count=1 &", "sleep 600");
        ProcessExit exit = ProcessBench.await(process.exited());
        assertThat(exit.cause()).contains("the pod or the machine had no memory left");
        ProcessBench.stop(process);
    }

    @Test
    void a_plugin_without_limits_finds_those_of_the_group_above_in_its_own() throws Exception {
        Files.writeString(root.resolve("memory.max"), Long.toString(512 * MEBIBYTE));
        Files.writeString(root.resolve("cpu.max"), "50000 100000");
        PluginProcess process = launch(ResourceLimits.NONE, "sleep 600");
        assertThat(group().resolve("memory.max")).hasContent(Long.toString(512 * MEBIBYTE));
        assertThat(group().resolve("cpu.max")).hasContent("50000 100000");
        ProcessBench.stop(process);
        assertThat(groups()).isEmpty();
    }

    @Test
    void the_limit_of_another_is_not_told_as_that_of_a_plugin_without_one() throws Exception {
        Files.writeString(root.resolve("memory.max"), Long.toString(32 * MEBIBYTE));
        PluginProcess process = launch(ResourceLimits.NONE, "exec dd if=/dev/zero of=/dev/null bs=200M count=1");
        ProcessExit exit = ProcessBench.await(process.exited());
        assertThat(exit.cause()).contains("the pod or the machine had no memory left");
        ProcessBench.stop(process);
    }

    private PluginProcess launch(long milliCpus, long mebibytes, String... lines) throws IOException {
        return launch(new ResourceLimits(OptionalLong.of(milliCpus), OptionalLong.of(mebibytes * MEBIBYTE)), lines);
    }

    private PluginProcess launch(ResourceLimits limits, String... lines) throws IOException {
        PluginProcess process = bench.launch(new Launch(
                "a/b",
                List.of(bench.script(HANDSHAKE, String.join("\n", lines)).toString()),
                Map.of(),
                "metricprovider",
                List.of("grpc"),
                Optional.empty(),
                limits,
                ProcessBench.TIMEOUT));
        ProcessBench.await(process.handshake());
        return process;
    }

    private Path group() throws IOException {
        return groups().get(0);
    }

    private List<Path> groups() throws IOException {
        try (var groups = Files.list(root)) {
            return groups.filter(Files::isDirectory).toList();
        }
    }
}
