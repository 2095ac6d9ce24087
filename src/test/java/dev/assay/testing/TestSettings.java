package dev.assay.testing;

import dev.assay.settings.AssaySettings;
import dev.assay.settings.CheckedSettings;
import dev.assay.settings.SettingsReader;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** The settings without Quarkus. */
public final class TestSettings {
    private TestSettings() {}

    /** The defaults, except for these settings, all of them checked. */
    public static CheckedSettings checked(Map<String, String> settings) {
        return SettingsReader.check(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build());
    }

    /** The defaults, except for these settings, which are named in full. */
    public static AssaySettings of(Map<String, String> settings) {
        return SettingsReader.read(builder -> builder.withSources(new PropertiesConfigSource(settings, "test", 100)));
    }
}
