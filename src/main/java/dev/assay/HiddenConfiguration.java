package dev.assay;

import dev.assay.config.ConfigEvents;
import dev.assay.config.ConfigReading;
import dev.assay.config.Configuration;
import dev.assay.config.PluginList;
import dev.assay.config.PluginSource;
import dev.assay.config.PluginSpec;
import dev.assay.config.Secrets;
import dev.assay.secret.SecretRegistry;
import dev.assay.secret.SecretSources;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets the registry know each secret of the configuration before anybody can use it. The secrets of a list are hidden for
 * as long as it is in force, and those of a Secret until it is read again.
 */
final class HiddenConfiguration {
    private static final String LIST = "the list of plugins";

    private final Configuration configuration;
    private final SecretRegistry registry;

    private HiddenConfiguration(Configuration configuration, SecretRegistry registry) {
        this.configuration = configuration;
        this.registry = registry;
    }

    static Configuration of(Configuration configuration, SecretRegistry registry) {
        HiddenConfiguration hidden = new HiddenConfiguration(configuration, registry);
        return new Configuration(hidden.new Source(), hidden.new RegisteredSecrets(), hidden.new MaskedEvents());
    }

    private void hide(PluginList list) {
        Set<String> values = new LinkedHashSet<>();
        String open = list.plugins().stream().map(PluginSpec::toString).collect(Collectors.joining("\n"));
        for (PluginSpec spec : list.plugins()) {
            values.addAll(SecretSources.ofEntry(spec.plainEnv(), open));
            values.addAll(SecretSources.ofArguments(spec.args()));
            values.addAll(SecretSources.ofAddress(spec.location().uri().toString()));
        }
        registry.keep(LIST, values);
    }

    private final class Source implements PluginSource {
        @Override
        public String description() {
            return configuration.source().description();
        }

        @Override
        public Uni<PluginList> load() {
            return configuration.source().load().invoke(HiddenConfiguration.this::hide);
        }

        @Override
        public Multi<ConfigReading> changes() {
            return configuration.source().changes().invoke(reading -> {
                if (reading instanceof ConfigReading.Read read) {
                    hide(read.list());
                }
            });
        }
    }

    private final class RegisteredSecrets implements Secrets {
        @Override
        public Uni<Map<String, String>> read(String name) {
            return configuration
                    .secrets()
                    .read(name)
                    .invoke(entries -> registry.keep("Secret " + name, SecretSources.ofSecrets(entries.values())));
        }

        @Override
        public Uni<Optional<String>> value(String name, String key) {
            return configuration
                    .secrets()
                    .value(name, key)
                    .invoke(value -> registry.keep(
                            "Secret " + name + " " + key,
                            SecretSources.ofSecrets(value.map(List::of).orElse(List.of()))));
        }
    }

    private final class MaskedEvents implements ConfigEvents {
        @Override
        public void normal(String reason, String message) {
            configuration.events().normal(reason, registry.mask(message));
        }

        @Override
        public void warning(String reason, String message) {
            configuration.events().warning(reason, registry.mask(message));
        }
    }
}
