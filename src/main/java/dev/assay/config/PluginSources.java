package dev.assay.config;

import dev.assay.settings.AssaySettings;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Chooses the source that {@code assay.config.source} asks for. */
public final class PluginSources {
    /** Set in every container of a pod; a kubeconfig lying about does not count as being in a cluster. */
    private static final String IN_A_POD = "KUBERNETES_SERVICE_HOST";

    private PluginSources() {}

    /**
     * The source; its {@link PluginSource#description()} tells which was chosen. Nothing is read before
     * {@link PluginSource#load()}; a source that cannot be used says so there.
     *
     * @param environment of this process
     * @param platform of this host, for placeholders in locations
     * @param reader where files are read; may be blocked by a slow file system, so no event loop
     */
    public static Configuration choose(
            AssaySettings.Config settings, Map<String, String> environment, Platform platform, Executor reader) {
        PluginSource source =
                switch (settings.source()) {
                    case KUBERNETES -> new MissingClusterSource(environment.containsKey(IN_A_POD));
                    case AUTO, FILE -> local(settings, platform, reader);
                };
        return new Configuration(source, PluginSources::noSecrets, ConfigEvents.NONE);
    }

    private static Uni<Map<String, String>> noSecrets(String name) {
        return Uni.createFrom()
                .failure(new SecretException(
                        true, "tried to read the Secret " + name + ", but there is no cluster to ask", null));
    }

    private static PluginSource local(AssaySettings.Config settings, Platform platform, Executor reader) {
        Optional<Path> file = settings.file();
        return file.isPresent()
                ? new FilePluginSource(file.get(), settings.maxSize().asLongValue(), platform, reader)
                : new EmbeddedPluginSource();
    }

    /** Stands where the cluster's ConfigMap will be read. */
    private record MissingClusterSource(boolean inPod) implements PluginSource {
        @Override
        public String description() {
            return "the ConfigMap argo-rollouts-config of the cluster";
        }

        @Override
        public Uni<PluginList> load() {
            String remedy = inPod
                    ? "mount a file with the ConfigMap's manifest and set assay.config.source=file and assay.config.file"
                    : "set assay.config.source=file and assay.config.file";
            ConfigFault fault = new ConfigFault(
                    "assay.config.source", "", "\"kubernetes\" is not supported by this version of Assay", remedy);
            return Uni.createFrom().failure(new ConfigException(description(), List.of(fault)));
        }
    }
}
