package dev.assay.config;

/** The result of one look of a source. */
public sealed interface ConfigReading {
    /** The list was read, and is in force from now on. */
    record Read(PluginList list) implements ConfigReading {}

    /**
     * The configuration is gone, cannot be read or has faults. The list that was read last stays in force.
     *
     * @param why a sentence for each fault, with its remedy; never holds a secret
     */
    record Refused(ConfigException why) implements ConfigReading {}
}
