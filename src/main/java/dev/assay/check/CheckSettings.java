package dev.assay.check;

import dev.assay.settings.AssaySettings;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.quarkus.runtime.configuration.PathConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;

/** Assay's settings where Quarkus is not started: from system properties and the environment, with the same defaults. */
public final class CheckSettings {
    /** As Quarkus ranks its converters. */
    private static final int PRIORITY = 200;

    private CheckSettings() {}

    public static AssaySettings read() {
        return new SmallRyeConfigBuilder()
                .addSystemSources()
                .withMapping(AssaySettings.class)
                .withMappingIgnore("assay.**")
                .withConverter(Duration.class, PRIORITY, new DurationConverter())
                .withConverter(MemorySize.class, PRIORITY, new MemorySizeConverter())
                .withConverter(Path.class, PRIORITY, new PathConverter())
                .build()
                .getConfigMapping(AssaySettings.class);
    }
}
