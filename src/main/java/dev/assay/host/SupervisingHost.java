package dev.assay.host;

import dev.assay.config.Configuration;
import dev.assay.config.PluginList;
import dev.assay.config.PluginSpec;
import dev.assay.install.Installer;
import dev.assay.metric.MetricProvider;
import dev.assay.process.ProcessLauncher;
import dev.assay.settings.AssaySettings;
import dev.assay.wire.AutoMtls;
import dev.assay.wire.PluginLog;
import dev.assay.wire.PluginTransport;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/** The host of real plugin processes: boots them all at once, and keeps each one alive by a {@link Supervisor}. */
public final class SupervisingHost implements PluginHost {
    private static final Logger LOG = Logger.getLogger(SupervisingHost.class);

    private final Configuration configuration;
    private final Starter starter;
    private final AssaySettings settings;
    private final ScheduledExecutorService timer;
    private final HostClock clock;
    private final RandomGenerator random;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private volatile boolean started;
    private volatile Map<String, HostedPlugin> plugins = Map.of();

    /**
     * Makes a host that has not begun; {@link #boot} begins.
     *
     * @param logs where the output of the plugin of a given name goes
     * @param timer runs short tasks only
     */
    public SupervisingHost(
            Configuration configuration,
            Installer installer,
            ProcessLauncher launcher,
            List<PluginTransport> transports,
            AutoMtls autoMtls,
            Function<String, PluginLog> logs,
            AssaySettings settings,
            ScheduledExecutorService timer,
            HostClock clock,
            RandomGenerator random) {
        this.configuration = configuration;
        this.settings = settings;
        this.timer = timer;
        this.clock = clock;
        this.random = random;
        this.starter = new Starter(
                installer,
                launcher,
                transports,
                autoMtls,
                logs,
                timer,
                settings.start().timeout());
    }

    @Override
    public Uni<Void> boot() {
        LOG.infof("Plugins are taken from %s", configuration.source().description());
        return configuration
                .source()
                .load()
                .onFailure()
                .transform(f -> new BootException(List.of(String.valueOf(f.getMessage()))))
                .chain(this::bringUp);
    }

    @Override
    public Uni<Void> stop() {
        return Uni.createFrom().deferred(() -> {
            stopping.set(true);
            List<Uni<Void>> stops = plugins.values().stream()
                    .map(plugin -> plugin.supervisor().stop())
                    .toList();
            return stops.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : Uni.join().all(stops).andCollectFailures().replaceWithVoid();
        });
    }

    @Override
    public boolean started() {
        return started;
    }

    @Override
    public boolean ready() {
        Duration grace = settings.ready().grace();
        return started
                && !stopping.get()
                && plugins.values().stream()
                        .filter(plugin -> plugin.spec().required())
                        .allMatch(plugin -> plugin.status().ready(grace));
    }

    @Override
    public List<PluginStatus> plugins() {
        return plugins.values().stream()
                .map(plugin -> plugin.status().snapshot())
                .toList();
    }

    @Override
    public Optional<PluginStatus> plugin(String name) {
        return Optional.ofNullable(plugins.get(name))
                .map(plugin -> plugin.status().snapshot());
    }

    @Override
    public Optional<MetricProvider> provider(String name) {
        return Optional.ofNullable(plugins.get(name)).map(HostedPlugin::provider);
    }

    private Uni<Void> bringUp(PluginList list) {
        list.warnings().forEach(LOG::warn);
        Map<String, HostedPlugin> all = new LinkedHashMap<>();
        list.plugins().forEach(spec -> all.put(spec.name(), hosted(spec)));
        plugins = all;
        if (stopping.get()) {
            return Uni.createFrom().failure(new BootException(List.of("Assay was stopped before it began")));
        }
        Boot boot = new Boot(List.copyOf(all.values()), settings.boot().timeout(), timer, clock);
        return boot.run().invoke(() -> started = true);
    }

    private HostedPlugin hosted(PluginSpec spec) {
        CallGate gate = new CallGate(
                spec.name(),
                settings.call().inFlight(),
                settings.call().queue(),
                spec.timeout().orElse(settings.call().timeout()),
                timer);
        StatusBoard status = new StatusBoard(spec, clock);
        BackOff backOff =
                new BackOff(settings.restart().minDelay(), settings.restart().maxDelay(), random);
        Supervisor supervisor =
                new Supervisor(spec, starter, gate, status, SupervisorSettings.of(settings), backOff, timer);
        return new HostedPlugin(spec, status, new ArgoClient(new GatedProvider(gate), clock.wall()), gate, supervisor);
    }
}
