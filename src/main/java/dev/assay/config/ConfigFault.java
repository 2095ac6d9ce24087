package dev.assay.config;

/**
 * One thing that is wrong in the configuration.
 *
 * @param entry which entry, for instance {@code metricProviderPlugins[2] (acme/latency)}
 * @param field which field of it, or empty
 * @param line the line of the file or of the ConfigMap's value, from 1; 0 where it is not known
 * @param problem what is wrong
 * @param remedy what to write instead
 */
public record ConfigFault(String entry, String field, int line, String problem, String remedy) {
    /** A fault whose line is not known. */
    public ConfigFault(String entry, String field, String problem, String remedy) {
        this(entry, field, 0, problem, remedy);
    }

    @Override
    public String toString() {
        return entry + (field.isEmpty() ? "" : "." + field) + (line > 0 ? " (line " + line + ")" : "") + ": " + problem
                + "; " + remedy;
    }
}
