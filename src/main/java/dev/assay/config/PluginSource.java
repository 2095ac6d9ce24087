package dev.assay.config;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Where the list of plugins comes from. */
public interface PluginSource {
    /** What a person would call this source, for instance {@code file /etc/assay/config.yaml}. */
    String description();

    /** Reads the list anew. Fails with {@link ConfigException} that holds every fault. Never blocks the subscriber. */
    Uni<PluginList> load();

    /**
     * What is found from the subscription on: once what is there then, and again at each change, the latest only where
     * they come faster than they are taken. Never fails and never ends by itself; cancelling stops the watch. Items come
     * one after the other, on any thread that may not be blocked.
     */
    default Multi<ConfigReading> changes() {
        return Multi.createFrom().nothing();
    }
}
