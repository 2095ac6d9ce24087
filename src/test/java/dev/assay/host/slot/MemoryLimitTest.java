package dev.assay.host.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.config.PluginSpec;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A plugin with a limit of memory. */
class MemoryLimitTest {
    private static final PluginSpec LIMITED = SlotFixture.limited(256);

    private final SlotFixture fixture = new SlotFixture(false, Map.of());

    @BeforeEach
    void giveTheLimitToARunningPlugin() {
        fixture.begin();
        fixture.slot.apply(LIMITED);
        fixture.comeUp();
    }

    @AfterEach
    void nothing_is_left_after_a_stop() {
        fixture.close();
    }

    @Test
    void another_limit_needs_another_process() {
        assertThat(fixture.status().pid()).contains(101L);
        assertThat(fixture.processes.launches.get(1).limits()).isEqualTo(LIMITED.limits());
    }

    @Test
    void a_plugin_that_stays_above_its_limit_is_replaced_without_a_gap() {
        fixture.use(257);
        assertThat(fixture.update().reason())
                .isEqualTo("replaces process 101, which uses 257.0 MiB of memory, more than its limit of 256.0 MiB");
        fixture.comeUp();
        assertThat(fixture.status().pid()).contains(102L);
    }

    @Test
    void a_plugin_that_keeps_its_limit_is_left_alone() {
        fixture.use(256);
        assertThat(fixture.status().update()).isEmpty();
    }
}
