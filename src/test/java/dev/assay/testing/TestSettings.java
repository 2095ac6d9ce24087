package dev.assay.testing;

import dev.assay.settings.AssaySettings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** The settings without Quarkus. */
public final class TestSettings {
    private TestSettings() {}

    /** The defaults, but for these, which are named in full. */
    public static AssaySettings of(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(AssaySettings.class)
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(AssaySettings.class);
    }
}
