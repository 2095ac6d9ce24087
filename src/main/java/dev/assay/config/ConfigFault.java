package dev.assay.config;

/**
 * One thing that is wrong in the configuration.
 *
 * @param entry which entry, for instance {@code metricProviderPlugins[2] (acme/latency)}
 * @param field which field of it, or empty
 * @param problem what is wrong
 * @param remedy what to write instead
 */
public record ConfigFault(String entry, String field, String problem, String remedy) {
    @Override
    public String toString() {
        return entry + (field.isEmpty() ? "" : "." + field) + ": " + problem + "; " + remedy;
    }
}
