package dev.assay.config.source;

import dev.assay.cluster.Cluster;
import dev.assay.cluster.ClusterConfigMap;
import dev.assay.cluster.ClusterEvents;
import dev.assay.cluster.ClusterSecrets;
import dev.assay.config.ConfigEvents;
import dev.assay.config.Configuration;
import dev.assay.config.KeptTexts;
import dev.assay.config.Platform;
import dev.assay.config.PluginSource;
import dev.assay.config.SecretException;
import dev.assay.config.Secrets;
import dev.assay.settings.AssaySettings;
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
    /** A container finds the name of its pod there. */
    private static final String POD_NAME = "HOSTNAME";

    private final Map<String, String> environment;
    private final Platform platform;
    private final Cluster cluster;
    private final Executor worker;
    private final ScheduledExecutorService timer;
    private final InstantSource clock;
    private final KeptTexts texts;

    /**
     * @param environment that of this process
     * @param platform that of this host, for placeholders in locations
     * @param cluster asked only where the chosen source needs it
     * @param worker where files are read and the cluster is asked; may be blocked by them, so no event loop
     * @param timer runs short tasks only
     * @param texts where the last good list is kept for the next start
     */
    public PluginSources(
            Map<String, String> environment,
            Platform platform,
            Cluster cluster,
            Executor worker,
            ScheduledExecutorService timer,
            InstantSource clock,
            KeptTexts texts) {
        this.environment = environment;
        this.platform = platform;
        this.cluster = cluster;
        this.worker = worker;
        this.timer = timer;
        this.clock = clock;
        this.texts = texts;
    }

    /**
     * The source that the settings ask for. Its {@link PluginSource#description()} says which was chosen and why. Nothing is
     * read before {@link PluginSource#load()}, which fails where the source cannot be used.
     */
    public Configuration choose(AssaySettings.Config settings) {
        boolean pod = Cluster.isAround(environment);
        return switch (settings.source()) {
            case KUBERNETES -> inCluster(settings, "assay.config.source is kubernetes");
            case FILE -> local(settings, pod, "assay.config.source is file");
            case AUTO ->
                pod
                        ? inCluster(settings, "this is a pod" + unusedFile(settings))
                        : local(settings, false, "this is no pod");
        };
    }

    /** A hint for users who set a file and expected {@code auto} to take it. */
    private static String unusedFile(AssaySettings.Config settings) {
        return settings.file()
                .map(file -> "; assay.config.file (" + file + ") is not used, set assay.config.source=file for it")
                .orElse("");
    }

    /** The samples that come with Assay, for a host that has no configuration. */
    public static PluginSource embedded() {
        return new EmbeddedPluginSource();
    }

    private Configuration inCluster(AssaySettings.Config settings, String why) {
        ClusterConfigMap map = new ClusterConfigMap(cluster, settings.name());
        PluginSource source = new ConfigMapPluginSource(map, settings.maxSize().asLongValue(), platform, worker, timer);
        String pod = environment.getOrDefault(POD_NAME, "");
        ConfigEvents events = new ConfigMapEvents(new ClusterEvents(cluster, map, pod, worker, clock));
        PluginSource keeping = keeping(
                source,
                settings,
                () -> "ConfigMap " + cluster.server() + " " + cluster.namespace() + "/" + settings.name());
        return new Configuration(new DescribedSource(keeping, why), clusterSecrets(), events);
    }

    private Configuration local(AssaySettings.Config settings, boolean pod, String why) {
        Optional<Path> file = settings.file();
        if (file.isEmpty()) {
            return new Configuration(new DescribedSource(embedded(), why), PluginSources::noSecrets, ConfigEvents.NONE);
        }
        FilePluginSource source =
                new FilePluginSource(file.get(), settings.maxSize().asLongValue(), platform, worker, timer);
        @Nullable Secrets elsewhere = pod ? clusterSecrets() : null;
        PluginSource keeping = keeping(
                source, settings, () -> "file " + file.get().toAbsolutePath().normalize());
        return new Configuration(new DescribedSource(keeping, why), source.secrets(elsewhere), ConfigEvents.NONE);
    }

    /** @param name of the place of the list, which hosts that share a store have in common only where they share the list */
    private PluginSource keeping(PluginSource source, AssaySettings.Config settings, Supplier<String> name) {
        KeptList kept = new KeptList(texts, name, settings.maxSize().asLongValue(), platform, clock);
        return new KeepingSource(source, kept, worker, timer, System::nanoTime);
    }

    private Secrets clusterSecrets() {
        return new ConfigurationSecrets(new ClusterSecrets(cluster, worker));
    }

    private static Uni<Map<String, String>> noSecrets(String name) {
        return Uni.createFrom()
                .failure(new SecretException(
                        true, "tried to read the Secret " + name + ", but the embedded default has none", null));
    }
}
