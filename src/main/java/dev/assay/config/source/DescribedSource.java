package dev.assay.config.source;

import dev.assay.config.ConfigReading;
import dev.assay.config.PluginList;
import dev.assay.config.PluginSource;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * A source whose description includes the reason why it was chosen.
 *
 * @param reason for instance {@code this is a pod}
 */
record DescribedSource(PluginSource source, String reason) implements PluginSource {
    @Override
    public String description() {
        return source.description() + " (" + reason + ")";
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
