package dev.assay.config;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The plugins that there should be.
 *
 * @param warnings a sentence for each thing that is accepted, but should be changed
 * @param text the YAML that the plugins were read from; empty where there is none. May hold secrets
 * @param kept present for the list of an earlier start, which is in force because the present one cannot be read
 */
public record PluginList(List<PluginSpec> plugins, List<String> warnings, String text, Optional<Kept> kept) {
    /**
     * The reason why a list of an earlier start is used.
     *
     * @param read when that list was read
     * @param why the fault of the present one
     */
    public record Kept(Instant read, ConfigException why) {}

    public PluginList {
        plugins = List.copyOf(plugins);
        warnings = List.copyOf(warnings);
    }

    /** A list that was made here. */
    public PluginList(List<PluginSpec> plugins, List<String> warnings) {
        this(plugins, warnings, "", Optional.empty());
    }

    /** The list as one of an earlier start. */
    public PluginList asKept(Instant read, ConfigException why) {
        return new PluginList(plugins, warnings, text, Optional.of(new Kept(read, why)));
    }

    /** The plugins by their names and locations, without the text. */
    @Override
    public String toString() {
        return plugins.toString();
    }
}
