package dev.assay.config;

import java.util.List;

/**
 * The plugins that there should be.
 *
 * @param warnings a sentence for each thing that is accepted, but should be changed
 */
public record PluginList(List<PluginSpec> plugins, List<String> warnings) {
    public PluginList {
        plugins = List.copyOf(plugins);
        warnings = List.copyOf(warnings);
    }
}
