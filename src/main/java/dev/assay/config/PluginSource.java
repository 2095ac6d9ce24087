package dev.assay.config;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** A place that the list of plugins comes from. */
public interface PluginSource {
    /** The words of a person for this source, for instance {@code file /etc/assay/config.yaml}. */
    String description();

    /** Reads the list anew. Fails with {@link ConfigException} that holds every fault. Never blocks the subscriber. */
    Uni<PluginList> load();

    /**
     * The readings from the subscription on: the present one at first, then one at each change. Where they come faster than
     * they are taken, only the latest is kept. Never fails and never ends by itself; cancelling stops the watch. Items come
     * one after the other, on any thread, which may not be blocked.
     */
    default Multi<ConfigReading> changes() {
        return Multi.createFrom().nothing();
    }
}
