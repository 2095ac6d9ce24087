package dev.assay.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Caller;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.process.ResourceLimits;
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

/** A real plugin that needs more memory than its entry permits. Needs Linux, without delegated cgroups. */
class MemoryLimitIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path folder;

    @Test
    void it_is_replaced_and_no_call_is_lost() throws Exception {
        // With variables of its own it is not told of its limit.
        var spec = new SpecBuilder("acme/greedy", "file://" + FaultyPlugin.script(folder, Mode.WELL))
                .env("JAVA_TOOL_OPTIONS", "-Dgreedy=true")
                .limits(new ResourceLimits(OptionalLong.empty(), OptionalLong.of(8 << 20)))
                .build();
        try (RealHost real = new RealHost(folder.resolve("store"), Map.of(), List.of(spec))) {
            real.host().boot().await().atMost(LONG);
            long first = real.host().plugin("acme/greedy").orElseThrow().pid().orElseThrow();

            await().atMost(LONG).until(() -> {
                assertThat(run(real).message()).isEmpty();
                return real.host().plugin("acme/greedy").orElseThrow().pid().orElseThrow() != first;
            });

            assertThat(real.events())
                    .anyMatch(event ->
                            event.startsWith("Normal PluginReplaced: plugin acme/greedy was replaced, because its"
                                            + " process " + first + " uses ")
                                    && event.contains(" of memory, more than its limit of 8.0 MiB: process "));
        }
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
