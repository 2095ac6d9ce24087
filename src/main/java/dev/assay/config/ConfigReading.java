package dev.assay.config;

/** What a source found when it looked again. */
public sealed interface ConfigReading {
    /** The list of plugins that there should be from now on. */
    record Read(PluginList list) implements ConfigReading {}

    /**
     * The configuration is gone, cannot be read or has faults; the list that was read last stays in force.
     *
     * @param why one sentence or one per fault, with what to do; never a secret
     */
    record Refused(ConfigException why) implements ConfigReading {}
}
