package dev.assay;

import dev.assay.analysis.AnalysisException;
import dev.assay.api.VersionAnswer;
import dev.assay.api.access.Access;
import dev.assay.api.connection.CallerConnections;
import dev.assay.check.ManifestTextCheck;
import dev.assay.cluster.Cluster;
import dev.assay.cluster.ClusterReviews;
import dev.assay.cluster.ClusterSecretException;
import dev.assay.cluster.ClusterSecrets;
import dev.assay.cluster.Reviews;
import dev.assay.config.Platform;
import dev.assay.config.source.PluginSources;
import dev.assay.host.PluginHost;
import dev.assay.host.status.PluginStatus;
import dev.assay.host.status.PluginUpdate;
import dev.assay.install.peer.ExecutableOffers;
import dev.assay.install.peer.Peers;
import dev.assay.install.store.StoreFolder;
import dev.assay.install.store.StoreSize;
import dev.assay.install.store.StoreTexts;
import dev.assay.install.store.StoreUpkeep;
import dev.assay.log.LogBorder;
import dev.assay.log.PluginLogs;
import dev.assay.measure.Callers;
import dev.assay.measure.Measurer;
import dev.assay.measure.Planner;
import dev.assay.measure.PluginLookup;
import dev.assay.measure.RunLimits;
import dev.assay.measure.SecretValues;
import dev.assay.measure.run.AnalysisRuns;
import dev.assay.measure.run.RunsLimits;
import dev.assay.sample.Samples;
import dev.assay.secret.SecretFiles;
import dev.assay.secret.SecretRegistry;
import dev.assay.secret.SecretSources;
import dev.assay.settings.AssaySettings;
import dev.assay.telemetry.ServiceMeters;
import dev.assay.telemetry.Telemetry;
import dev.assay.version.Version;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.quarkus.runtime.ImageMode;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Puts the rooms together: the one place that knows which sources, transports and launchers there are. It closes what it
 * opened when the service has stopped.
 */
@Singleton
final class Wiring {
    /** How many times as long as the largest body the metrics of a run may be once their arguments are filled in. */
    private static final int MAX_TEXT_PER_BODY = 4;

    private static final int PERCENT = 100;

    private final AssaySettings settings;
    private final Path store;

    /** Makes its client at the first request: where the plugins stand in a file, no cluster is needed. */
    private final Cluster cluster;

    /** Runs tasks that may block. */
    private final Executor worker = Infrastructure.getDefaultWorkerPool();

    /** Runs time-outs and delays; tasks are short. */
    private final ScheduledExecutorService timer = timer();

    private final InstantSource clock = InstantSource.system();

    /** All values that must not leave Assay. */
    private final SecretRegistry secrets = new SecretRegistry(timer, System::nanoTime);

    private final PluginLogs pluginLogs;
    private final Telemetry telemetry;
    private final ServiceMeters meters;
    private final SecretFiles secretFiles;
    private final Platform platform;
    private final PluginSystem plugins;

    Wiring(
            AssaySettings settings,
            Instance<KubernetesClient> client,
            MeterRegistry meters,
            @ConfigProperty(name = "quarkus.http.port") int httpPort,
            @ConfigProperty(name = "quarkus.http.ssl-port") int httpsPort) {
        this.settings = settings;
        this.pluginLogs = PluginSystem.logs(settings.log(), secrets, timer, clock);
        this.telemetry = new Telemetry(
                meters, clock, pluginLogs::leftOut, settings.metrics().values(), worker, timer);
        this.meters = new ServiceMeters(meters);
        LogBorder.install(secrets);
        this.secretFiles = hideInherited(settings, System.getenv(), secrets, worker, timer);
        this.cluster = new Cluster(client::get, settings.config().namespace());
        this.platform = platform();
        this.store = StoreFolder.choose(settings.store(), System.getenv(), temporary());
        PluginSystem.SharedParts shared =
                new PluginSystem.SharedParts(settings, store, platform, worker, timer, clock, secrets);
        this.plugins = new PluginSystem(
                shared,
                new PluginSources(System.getenv(), platform, cluster, worker, timer, clock, new StoreTexts(store))
                        .choose(settings.config()),
                telemetry,
                (downloads, executables) ->
                        Peers.of(settings.peers(), Set.of(httpPort, httpsPort), downloads, executables, platform));
        ServiceMeters unused = this.meters
                .store(() -> StoreSize.of(store))
                .traffic(plugins.netRpc().protocol(), plugins.netRpc().traffic())
                .traffic(plugins.grpc().protocol(), plugins.grpc().traffic())
                .unknownFields(plugins.netRpc()::unknownFields);
    }

    /** Hides what this process and all plugins inherit, for as long as it runs. */
    static SecretFiles hideInherited(
            AssaySettings settings,
            Map<String, String> environment,
            SecretRegistry secrets,
            Executor worker,
            ScheduledExecutorService timer) {
        SecretRegistry.Hold unused = secrets.hold(SecretSources.ofEnvironment(environment));
        List<Path> files = new ArrayList<>(SecretSources.files(environment));
        files.add(SecretFiles.SERVICE_ACCOUNT_TOKEN);
        settings.peers().tokenFile().ifPresent(files::add);
        return new SecretFiles(files, secrets, worker, timer);
    }

    @Produces
    @Singleton
    SecretRegistry secrets() {
        return secrets;
    }

    @Produces
    @Singleton
    PluginHost host() {
        return plugins.host(pluginLogs, telemetry);
    }

    @Produces
    @Singleton
    StoreUpkeep upkeep(PluginHost host) {
        return new StoreUpkeep(store, () -> digests(host), worker, timer, clock);
    }

    private static Set<String> digests(PluginHost host) {
        return host.plugins().stream()
                .flatMap(plugin -> plugin.digest().stream())
                .collect(Collectors.toSet());
    }

    @Produces
    @Singleton
    ExecutableOffers offers(PluginHost host) {
        return new ExecutableOffers(settings.peers().serve(), plugins.executables(), () -> pluginsByDigest(host));
    }

    private static Map<String, String> pluginsByDigest(PluginHost host) {
        Map<String, String> plugins = new HashMap<>();
        for (PluginStatus plugin : host.plugins()) {
            plugin.digest().ifPresent(digest -> plugins.put(digest, plugin.name()));
            plugin.update().flatMap(PluginUpdate::digest).ifPresent(digest -> plugins.put(digest, plugin.name()));
        }
        return plugins;
    }

    @Produces
    @Singleton
    PluginLookup pluginLookup(PluginHost host) {
        return new PluginLookup(host, secrets);
    }

    @Produces
    @Singleton
    VersionAnswer version() {
        Version version = Version.ofThisProgram();
        return new VersionAnswer(
                version.version(),
                version.commit(),
                Runtime.version().toString(),
                ImageMode.current().isNativeImage(),
                platform.toString());
    }

    @Produces
    @Singleton
    Reviews reviews() {
        return new ClusterReviews(cluster);
    }

    @Produces
    @Singleton
    Access access(Reviews reviews) {
        boolean open =
                switch (settings.access().mode()) {
                    case AUTO -> !Cluster.isAround(System.getenv());
                    case KUBERNETES -> false;
                    case OPEN -> true;
                };
        return new Access(open, settings.access(), reviews, clock, System::nanoTime);
    }

    void close(@Disposes Access access) {
        access.close();
    }

    @Produces
    @Singleton
    ManifestTextCheck textCheck() {
        return new ManifestTextCheck(platform, Samples.schemas());
    }

    @Produces
    @Singleton
    Callers callers() {
        return new Callers(settings.call().failFast());
    }

    @Produces
    @Singleton
    RunLimits runLimits() {
        return limits(settings);
    }

    /** The bounds of one run that the settings give. */
    static RunLimits limits(AssaySettings settings) {
        long maxText = MAX_TEXT_PER_BODY * settings.measure().maxBody().asLongValue();
        return new RunLimits(
                settings.measure().maxMetrics(),
                (int) Math.min(Integer.MAX_VALUE, maxText),
                settings.measure().maxWait());
    }

    @Produces
    @Singleton
    Planner planner(RunLimits limits) {
        List<String> namespaces = settings.args().secrets().namespaces().orElse(List.of());
        return new Planner(limits, new HashSet<>(namespaces), secretValues(), worker);
    }

    @Produces
    @Singleton
    Measurer measurer(PluginLookup plugins) {
        return new Measurer(plugins, timer, worker, clock, System::nanoTime, secrets);
    }

    @Produces
    @Singleton
    AnalysisRuns analysisRuns(PluginLookup plugins) {
        return new AnalysisRuns(plugins, timer, worker, clock, secrets, runsLimits(settings));
    }

    /** The bounds of all AnalysisRuns of this process. */
    static RunsLimits runsLimits(AssaySettings settings) {
        long memory = Runtime.getRuntime().maxMemory()
                / PERCENT
                * settings.analysisRuns().memoryPercent();
        return new RunsLimits(
                settings.analysisRuns().maxRuns(),
                settings.analysisRuns().calls(),
                memory,
                PluginSystem.logLimit(settings.log()));
    }

    @Produces
    @Singleton
    Shutdown shutdown(PluginHost host, Measurer measurer, AnalysisRuns runs, CallerConnections connections) {
        return new Shutdown(host, measurer, runs, connections, settings.stop(), timer);
    }

    private SecretValues secretValues() {
        ClusterSecrets secrets = new ClusterSecrets(cluster, worker);
        return (namespace, reference) -> secrets.value(namespace, reference.name(), reference.key())
                .onFailure(ClusterSecretException.class)
                .transform(e -> new AnalysisException(String.valueOf(e.getMessage())));
    }

    /** A timer that forgets a task at once when it is cancelled: most time-outs are, long before they are due. */
    static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer =
                new ScheduledThreadPoolExecutor(1, new DefaultThreadFactory("assay-timer", true));
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /** The platform of this machine. Read here and not in a static field, which a native image would fix when it is built. */
    static Platform platform() {
        return Platform.of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    /** The folder for temporary files. Read here and not in a static field, as the platform is. */
    static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    @PreDestroy
    void close() {
        secretFiles.close();
        plugins.close();
        timer.shutdownNow();
    }
}
