package dev.assay.config;

import dev.assay.process.ResourceLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One validated entry of {@code metricProviderPlugins}.
 *
 * @param name {@code namespace/name}
 * @param sha256 64 lower-case hex digits
 * @param args the arguments of the process
 * @param headersFrom names of Secrets whose entries are sent as HTTP headers when the executable is fetched
 * @param env variables for the process by their names, beside those that it inherits
 * @param timeout that of a call, where it differs from the setting
 * @param limits of the process with its descendants
 * @param required whether boot is over only with the plugin, where it differs from the setting
 */
public record PluginSpec(
        String name,
        Location location,
        Optional<String> sha256,
        List<String> args,
        List<String> headersFrom,
        Map<String, EnvValue> env,
        Optional<Duration> timeout,
        ResourceLimits limits,
        Optional<Boolean> required) {

    public PluginSpec {
        args = List.copyOf(args);
        headersFrom = List.copyOf(headersFrom);
        env = Map.copyOf(env);
    }

    /** The variables whose values stand in the entry itself; may hold secrets. */
    public Map<String, String> plainEnv() {
        return env.entrySet().stream()
                .filter(variable -> variable.getValue() instanceof EnvValue.Text)
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, variable -> ((EnvValue.Text) variable.getValue()).value()));
    }

    /** The names of the Secrets that {@code headersFrom} and {@code env} refer to, each once. */
    public List<String> secrets() {
        return Stream.concat(
                        headersFrom.stream(),
                        env.values().stream()
                                .flatMap(value -> value instanceof EnvValue.SecretKey key
                                        ? Stream.of(key.secret())
                                        : Stream.empty())
                                .sorted())
                .distinct()
                .toList();
    }

    /** The name and the location without secrets; neither arguments nor environment, which may hold secrets. */
    @Override
    public String toString() {
        return name + " from " + location.shown();
    }
}
