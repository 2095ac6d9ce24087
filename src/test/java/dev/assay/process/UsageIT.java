package dev.assay.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The usage of real processes. Needs Linux. */
class UsageIT extends ProcessFixture {
    @Test
    void a_descendant_without_environment_is_counted() throws Exception {
        PluginProcess process = bench.launch(bench.script("env -i /bin/sh -c 'while :; do :; done' &", "sleep 600"));
        await().atMost(ProcessBench.TIMEOUT)
                .untilAsserted(() -> assertThat(process.usage()).get().satisfies(usage -> {
                    assertThat(usage.cpuTime()).isGreaterThan(Duration.ofMillis(500));
                    assertThat(usage.age()).isGreaterThan(usage.cpuTime());
                    assertThat(usage.processes()).isEqualTo(3);
                    assertThat(usage.residentBytes()).isBetween(50_000L, 50_000_000L);
                }));
        ProcessBench.stop(process);
    }

    @Test
    void memory_that_is_used_is_seen() throws Exception {
        PluginProcess process =
                bench.launch(bench.script("x=$(head -c 40000000 /dev/zero | tr '\\0' x)", "while :; do sleep 1; done"));
        await().atMost(ProcessBench.TIMEOUT).untilAsserted(() -> assertThat(process.usage())
                .get()
                .satisfies(usage -> assertThat(usage.residentBytes()).isGreaterThan(40_000_000L)));
        ProcessBench.stop(process);
    }
}
