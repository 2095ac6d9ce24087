package dev.assay.config;

/**
 * One fault of the configuration.
 *
 * @param entry the entry, for instance {@code metricProviderPlugins[2] (acme/latency)}
 * @param field its field, for instance {@code env.TOKEN}; empty for a fault of the whole entry
 * @param line the line, from 1; 0 where it is not known
 * @param text the key of the ConfigMap in whose value the line is counted; empty where it is a line of the file
 * @param problem the second part of a sentence, for instance {@code is missing}
 * @param remedy what to do, for instance {@code write ...}
 */
public record ConfigFault(String entry, String field, int line, String text, String problem, String remedy) {
    /** A fault whose line is not known. */
    public ConfigFault(String entry, String field, String problem, String remedy) {
        this(entry, field, 0, "", problem, remedy);
    }

    /** For instance {@code line 3 of metricProviderPlugins}; empty where the line is not known. */
    public String shownLine() {
        return line > 0 ? "line " + line + (text.isEmpty() ? "" : " of " + text) : "";
    }

    /** For instance {@code metricProviderPlugins[0] (acme/latency).sha256 (line 7)}. */
    public String where() {
        return entry + (field.isEmpty() ? "" : "." + field) + (line > 0 ? " (" + shownLine() + ")" : "");
    }

    @Override
    public String toString() {
        return where() + ": " + problem + "; " + remedy;
    }
}
