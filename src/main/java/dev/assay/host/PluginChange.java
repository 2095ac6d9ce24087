package dev.assay.host;

import dev.assay.host.status.PluginStatus;
import java.util.Optional;

/** A difference between two views of the plugins. */
public sealed interface PluginChange {
    /** A plugin that is new, or is not what it was. */
    record Changed(PluginStatus plugin) implements PluginChange {}

    /** A plugin that is not configured any more. */
    record Removed(String name) implements PluginChange {}

    /** @param fault empty when the configuration is in force again */
    record Configuration(Optional<ConfigurationFault> fault) implements PluginChange {}
}
