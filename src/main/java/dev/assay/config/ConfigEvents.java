package dev.assay.config;

/**
 * Reports on the configuration beside the log: in a cluster as Kubernetes Events on the ConfigMap, elsewhere not at all.
 * Never blocks and never throws. A report that fails is logged. Safe for many threads.
 */
public interface ConfigEvents {
    /** Reports nothing. */
    ConfigEvents NONE = new ConfigEvents() {
        @Override
        public void normal(String reason, String message) {}

        @Override
        public void warning(String reason, String message) {}
    };

    /**
     * Reports a success.
     *
     * @param reason one word in UpperCamelCase, for instance {@code PluginUpdated}
     */
    void normal(String reason, String message);

    /**
     * Reports a problem that somebody should look at.
     *
     * @param reason one word in UpperCamelCase, for instance {@code PluginUpdateFailed}
     */
    void warning(String reason, String message);
}
