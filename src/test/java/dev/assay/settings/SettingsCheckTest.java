package dev.assay.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsCheckTest {
    @Test
    void all_nonsense_is_reported_together() {
        assertThat(faults(Map.of(
                        "assay.call.timeout", "0s",
                        "assay.stop.drain", "PT-1S",
                        "assay.call.in-flight", "0",
                        "assay.call.queue", "-1",
                        "assay.wire.max-message", "2G",
                        "assay.restart.max-delay", "500ms")))
                .containsExactly(
                        "assay.call.timeout is PT0S, but must be longer than zero; correct it, or remove it for the default",
                        "assay.stop.drain is PT-1S, but must not be negative; correct it, or remove it for the default",
                        "assay.restart.max-delay is PT0.5S, but must not be shorter than assay.restart.min-delay; correct it, or"
                                + " remove it for the default",
                        "assay.wire.max-message is 2147483648 bytes, but must be from 1 byte to less than 2G; correct it, or"
                                + " remove it for the default",
                        "assay.call.in-flight is 0, but must be 1 or more; correct it, or remove it for the default",
                        "assay.call.queue is -1, but must be 0 or more; correct it, or remove it for the default");
    }

    @Test
    void the_defaults_make_sense() {
        assertThat(faults(Map.of())).isEmpty();
    }

    @Test
    void nothing_may_wait_is_a_choice() {
        assertThat(faults(Map.of("assay.call.queue", "0", "assay.stop.drain", "0s", "assay.ready.grace", "0s")))
                .isEmpty();
    }

    private static List<String> faults(Map<String, String> values) {
        AssaySettings settings = new SmallRyeConfigBuilder()
                .withMapping(AssaySettings.class)
                .withConverter(Duration.class, 100, new DurationConverter())
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withDefaultValues(values)
                .build()
                .getConfigMapping(AssaySettings.class);
        return SettingsCheck.faults(settings);
    }
}
