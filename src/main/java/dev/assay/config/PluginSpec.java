package dev.assay.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One validated entry of {@code metricProviderPlugins}.
 *
 * @param name {@code namespace/name}
 * @param sha256 64 lower-case hex digits
 * @param args the arguments of the process
 * @param headersFrom names of Secrets whose entries are sent as HTTP headers when the executable is fetched
 * @param env variables for the process, beside those that it inherits; may hold secrets
 * @param timeout that of a call, where it differs from the setting
 * @param required whether the service is not ready without the plugin
 */
public record PluginSpec(
        String name,
        Location location,
        Optional<String> sha256,
        List<String> args,
        List<String> headersFrom,
        Map<String, String> env,
        Optional<Duration> timeout,
        boolean required) {

    public PluginSpec {
        args = List.copyOf(args);
        headersFrom = List.copyOf(headersFrom);
        env = Map.copyOf(env);
    }

    /** The name and the location without secrets; neither arguments nor environment, which may hold secrets. */
    @Override
    public String toString() {
        return name + " from " + location.shown();
    }
}
