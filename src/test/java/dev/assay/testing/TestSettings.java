package dev.assay.testing;

import dev.assay.settings.AssaySettings;
import dev.assay.settings.SettingsReader;
import io.smallrye.config.PropertiesConfigSource;
import java.util.Map;

/** The settings without Quarkus. */
public final class TestSettings {
    private TestSettings() {}

    /** The defaults, except for these settings, which are named in full. */
    public static AssaySettings of(Map<String, String> settings) {
        return SettingsReader.read(builder -> builder.withSources(new PropertiesConfigSource(settings, "test", 100)));
    }
}
