package dev.assay.config;

/**
 * The place where the plugins are configured, and all that belongs to it.
 *
 * @param source the list of plugins
 * @param secrets those that {@code headersFrom} names
 * @param events reports beside the log
 */
public record Configuration(PluginSource source, Secrets secrets, ConfigEvents events) {}
