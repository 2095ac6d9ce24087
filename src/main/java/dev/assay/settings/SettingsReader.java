package dev.assay.settings;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.quarkus.runtime.configuration.PathConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Reads the settings where Quarkus is not started, with the same defaults and the same forms of values. */
public final class SettingsReader {
    /** The rank that Quarkus gives its converters. */
    private static final int PRIORITY = 200;

    private SettingsReader() {}

    /**
     * The settings of this process, from all places that Quarkus looks at: system properties, the environment,
     * {@code .env} and {@code config/application.properties} of the working directory.
     *
     * @throws SettingsException with every fault of all of them
     */
    public static CheckedSettings ofProcess() {
        return check(configurationOfProcess());
    }

    /** The configuration of all places that Quarkus looks at, with names that are not Assay's too. */
    public static SmallRyeConfig configurationOfProcess() {
        return ConfigUtils.emptyConfigBuilder().build();
    }

    /** @throws SettingsException with every fault */
    public static CheckedSettings check(SmallRyeConfig config) {
        return SettingsAudit.check(config);
    }

    /** @param sources adds the sources of values */
    public static AssaySettings read(UnaryOperator<SmallRyeConfigBuilder> sources) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .withMapping(AssaySettings.class)
                .withConverter(Duration.class, PRIORITY, new DurationConverter())
                .withConverter(MemorySize.class, PRIORITY, new MemorySizeConverter())
                .withConverter(Path.class, PRIORITY, new PathConverter());
        return sources.apply(builder).build().getConfigMapping(AssaySettings.class);
    }
}
