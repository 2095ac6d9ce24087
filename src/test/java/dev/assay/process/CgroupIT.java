package dev.assay.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.process.linux.Cgroups;
import dev.assay.process.linux.ProcFs;
import dev.assay.testing.NothingLeftBehind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Plugins in cgroups of their own. Needs Linux and the right to make cgroups. */
class CgroupIT {
    private static final String HANDSHAKE = "echo '1|1|tcp|127.0.0.1:10000|grpc|'";

    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path folder;

    private Path own;
    private ProcessBench bench;

    @BeforeEach
    void open() {
        Optional<Path> writable = Cgroups.writable();
        assumeTrue(writable.isPresent(), "this test needs the right to make cgroups of version 2");
        own = writable.get();
        bench = new ProcessBench(folder, "store " + folder, ProcessBench.trampoline(), Optional.of(Cgroups.tree(own)));
        nothingLeftBehind.watch(ProcessBench.sockets(folder));
    }

    @AfterEach
    void close() {
        if (bench != null) {
            bench.close();
        }
    }

    @Test
    void a_descendant_that_escapes_by_all_other_signs_ends_with_the_plugin_and_the_group_is_removed() throws Exception {
        PluginProcess process = bench.launch(bench.script(
                "env -i setsid /bin/sh -c 'echo $$ >&2; exec >/dev/null 2>&1; sleep 600' &", HANDSHAKE, "sleep 600"));
        ProcessBench.await(process.handshake());
        long escaped = number(bench.nextLine());
        assertThat(groups()).hasSize(1);
        assertThat(Files.readAllLines(groups().get(0).resolve("cgroup.procs")))
                .contains(Long.toString(process.pid()), Long.toString(escaped));
        ProcessBench.stop(process);
        assertThat(ProcFs.ofThisMachine().startTicks(escaped)).isEmpty();
        assertThat(groups()).isEmpty();
    }

    @Test
    void a_program_that_cannot_be_started_leaves_no_group_and_its_fault_is_told() throws Exception {
        PluginProcess process = bench.launch(List.of(folder.resolve("none").toString()));
        assertThat(process.handshake().toCompletableFuture())
                .failsWithin(ProcessBench.TIMEOUT)
                .withThrowableOfType(Exception.class)
                .withMessageContaining("there is no such file");
        ProcessBench.stop(process);
        assertThat(groups()).isEmpty();
    }

    private List<Path> groups() throws IOException {
        try (var groups = Files.list(own)) {
            return groups.filter(group -> group.getFileName().toString().startsWith("assay-plugin-"))
                    .toList();
        }
    }

    private static long number(String line) {
        return Long.parseLong(line.substring("STDERR ".length()));
    }
}
