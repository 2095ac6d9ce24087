package dev.assay.config;

import dev.assay.cluster.Cluster;
import dev.assay.cluster.EventWriter;
import dev.assay.cluster.KubernetesSecrets;
import dev.assay.cluster.SecretException;
import dev.assay.cluster.Secrets;
import dev.assay.settings.AssaySettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Chooses the source that {@code assay.config.source} asks for. */
public final class PluginSources {
    /** Set in every container of a pod; a kubeconfig lying about does not count as being in a cluster. */
    private static final String IN_A_POD = "KUBERNETES_SERVICE_HOST";

    private final Map<String, String> environment;
    private final Platform platform;
    private final Supplier<? extends KubernetesClient> client;
    private final Executor worker;
    private final ScheduledExecutorService timer;
    private final InstantSource clock;

    /**
     * @param environment of this process
     * @param platform of this host, for placeholders in locations
     * @param client of the cluster, always the same one; asked for only where the cluster is used
     * @param worker where files are read and the cluster is asked; may be blocked by them, so no event loop
     * @param timer runs short tasks only
     */
    public PluginSources(
            Map<String, String> environment,
            Platform platform,
            Supplier<? extends KubernetesClient> client,
            Executor worker,
            ScheduledExecutorService timer,
            InstantSource clock) {
        this.environment = environment;
        this.platform = platform;
        this.client = client;
        this.worker = worker;
        this.timer = timer;
        this.clock = clock;
    }

    /**
     * The source; its {@link PluginSource#description()} tells which was chosen and why. Nothing is read before
     * {@link PluginSource#load()}; a source that cannot be used says so there.
     */
    public Configuration choose(AssaySettings.Config settings) {
        boolean pod = environment.containsKey(IN_A_POD);
        return switch (settings.source()) {
            case KUBERNETES -> cluster(settings, "assay.config.source is kubernetes");
            case FILE -> local(settings, pod, "assay.config.source is file");
            case AUTO ->
                pod
                        ? cluster(settings, "this is a pod" + unusedFile(settings))
                        : local(settings, false, "this is no pod");
        };
    }

    /** Says once more what {@code auto} means to those who meant something else. */
    private static String unusedFile(AssaySettings.Config settings) {
        return settings.file()
                .map(file -> "; assay.config.file (" + file + ") is not used, set assay.config.source=file for it")
                .orElse("");
    }

    private Configuration cluster(AssaySettings.Config settings, String why) {
        Cluster cluster = new Cluster(client, settings.namespace());
        ConfigMapReference last = new ConfigMapReference();
        PluginSource source = new KubernetesPluginSource(
                cluster, settings.name(), settings.maxSize().asLongValue(), platform, last, worker, timer);
        EventWriter writer =
                new EventWriter(cluster, () -> last.reference(cluster.namespace(), settings.name()), instance(), clock);
        return new Configuration(
                new DescribedSource(source, why),
                new KubernetesSecrets(cluster, worker),
                new KubernetesEvents(writer, worker));
    }

    /** The name of the pod, as a container finds it. */
    private String instance() {
        String name = environment.getOrDefault("HOSTNAME", "");
        return name.isBlank() ? EventWriter.CONTROLLER : name;
    }

    private Configuration local(AssaySettings.Config settings, boolean pod, String why) {
        Optional<Path> file = settings.file();
        if (file.isEmpty()) {
            return new Configuration(
                    new DescribedSource(new EmbeddedPluginSource(), why), PluginSources::noSecrets, ConfigEvents.NONE);
        }
        FilePluginSource source =
                new FilePluginSource(file.get(), settings.maxSize().asLongValue(), platform, worker, timer);
        @Nullable
        Secrets elsewhere = pod ? new KubernetesSecrets(new Cluster(client, settings.namespace()), worker) : null;
        return new Configuration(new DescribedSource(source, why), source.secrets(elsewhere), ConfigEvents.NONE);
    }

    private static Uni<Map<String, String>> noSecrets(String name) {
        return Uni.createFrom()
                .failure(new SecretException(
                        true, "tried to read the Secret " + name + ", but the embedded default has none", null));
    }
}
