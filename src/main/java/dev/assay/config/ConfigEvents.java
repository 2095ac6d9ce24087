package dev.assay.config;

/**
 * Tells those who look after the configuration what became of it, where they look: in a cluster as Kubernetes Events on
 * the ConfigMap, elsewhere not at all (the log has it anyway). Never blocks and never throws; what cannot be told is logged.
 */
public interface ConfigEvents {
    /** Tells nobody. */
    ConfigEvents NONE = new ConfigEvents() {
        @Override
        public void normal(String reason, String message) {}

        @Override
        public void warning(String reason, String message) {}
    };

    /** @param reason one word in UpperCamelCase, for instance {@code PluginUpdated} */
    void normal(String reason, String message);

    /** @param reason one word in UpperCamelCase, for instance {@code PluginUpdateFailed} */
    void warning(String reason, String message);
}
