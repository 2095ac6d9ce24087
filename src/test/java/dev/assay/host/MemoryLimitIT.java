package dev.assay.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.host.status.PluginStatus;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Caller;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.process.ResourceLimits;
import dev.assay.process.linux.CgroupTree;
import dev.assay.process.linux.ProcFs;
import dev.assay.testing.FaultyPlugin;
import dev.assay.testing.FaultyPlugin.Mode;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.RealHost;
import dev.assay.testing.SpecBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real plugin that needs more memory than its entry permits. Needs Linux. Where cgroups are delegated to the process of the
 * tests, the kernel keeps the limit; elsewhere the host does.
 */
class MemoryLimitIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path folder;

    @Test
    void it_is_ended_by_the_kernel_or_replaced_by_the_host_without_the_loss_of_a_call() throws Exception {
        // With variables of its own it is not told of its limit.
        var spec = new SpecBuilder("acme/greedy", "file://" + FaultyPlugin.script(folder, Mode.WELL))
                .env("JAVA_TOOL_OPTIONS", "-Dgreedy=true")
                .limits(new ResourceLimits(OptionalLong.empty(), OptionalLong.of(8 << 20)))
                .build();
        try (RealHost real = new RealHost(folder.resolve("store"), Map.of(), List.of(spec))) {
            if (CgroupTree.claim(ProcFs.ofThisMachine(), CgroupTree.MOUNT, System.getenv("PATH"))
                    .isPresent()) {
                endedByTheKernel(real);
            } else {
                replacedByTheHost(real);
            }
        }
    }

    /** A limit that a Java process needs more than before it serves, so that no call comes about. */
    private static void endedByTheKernel(RealHost real) {
        real.host().boot().subscribe().with(done -> {}, fault -> {});
        await().atMost(LONG).untilAsserted(() -> assertThat(status(real).toString())
                .contains("was ended by signal 9, because it used more memory than its limit"));
    }

    private static void replacedByTheHost(RealHost real) {
        real.host().boot().await().atMost(LONG);
        long first = status(real).pid().orElseThrow();

        await().atMost(LONG).until(() -> {
            assertThat(run(real).message()).isEmpty();
            return status(real).pid().orElseThrow() != first;
        });

        assertThat(real.events())
                .anyMatch(
                        event -> event.startsWith("Normal PluginReplaced: plugin acme/greedy was replaced, because its"
                                        + " process " + first + " uses ")
                                && event.contains(" of memory, more than its limit of 8.0 MiB: process "));
    }

    private static PluginStatus status(RealHost real) {
        return real.host().plugin("acme/greedy").orElseThrow();
    }

    private static Measurement run(RealHost real) {
        return real.host()
                .provider("acme/greedy", Caller.ASSAY)
                .orElseThrow()
                .run(AnalysisRun.EMPTY, Metric.EMPTY)
                .await()
                .atMost(LONG);
    }
}
