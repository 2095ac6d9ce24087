package dev.assay.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.MemorySize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnownSettingsTest {
    /** The types that a {@link SettingType} has a rule for; of an enum it knows the values. */
    private static final Set<Class<?>> TYPES =
            Set.of(String.class, int.class, boolean.class, Duration.class, MemorySize.class, Path.class);

    @Test
    void each_setting_has_a_type_whose_values_are_checked() {
        assertThat(KnownSettings.ALL).isNotEmpty().allSatisfy((name, type) -> assertThat(
                        type.single().isEnum() || TYPES.contains(type.single()))
                .isTrue());
    }
}
