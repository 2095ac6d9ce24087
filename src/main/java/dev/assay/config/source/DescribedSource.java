package dev.assay.config.source;

import dev.assay.config.ConfigReading;
import dev.assay.config.PluginList;
import dev.assay.config.PluginSource;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * A source that says why it was chosen.
 *
 * @param why for instance {@code this is a pod}
 */
record DescribedSource(PluginSource source, String why) implements PluginSource {
    @Override
    public String description() {
        return source.description() + " (" + why + ")";
    }

    @Override
    public Uni<PluginList> load() {
        return source.load();
    }

    @Override
    public Multi<ConfigReading> changes() {
        return source.changes();
    }
}
