package dev.assay.config;

import io.smallrye.mutiny.Uni;

/** Where the list of plugins comes from. */
public interface PluginSource {
    /** What a person would call this source, for instance {@code file /etc/assay/config.yaml}. */
    String description();

    /** Reads the list anew. Fails with {@link ConfigException} that holds every fault. Never blocks the subscriber. */
    Uni<PluginList> load();
}
