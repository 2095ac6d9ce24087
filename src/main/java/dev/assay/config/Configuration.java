package dev.assay.config;

/**
 * Where the plugins are configured, and what belongs to that place.
 *
 * @param source the list of plugins
 * @param secrets what {@code headersFrom} names
 * @param events where faults are told beside the log
 */
public record Configuration(PluginSource source, Secrets secrets, ConfigEvents events) {}
