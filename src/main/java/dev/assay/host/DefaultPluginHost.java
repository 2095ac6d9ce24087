package dev.assay.host;

import dev.assay.config.Configuration;
import dev.assay.config.PluginList;
import dev.assay.host.facts.HostObserver;
import dev.assay.host.instance.StartSteps;
import dev.assay.host.slot.HostClock;
import dev.assay.host.slot.PluginSlot;
import dev.assay.host.slot.ReloadEvents;
import dev.assay.host.slot.SlotFactory;
import dev.assay.host.status.PluginEvent;
import dev.assay.host.status.PluginStatistics;
import dev.assay.host.status.PluginStatus;
import dev.assay.host.status.RestartOutcome;
import dev.assay.install.Installer;
import dev.assay.log.KeptLine;
import dev.assay.log.LogQuery;
import dev.assay.log.LogSource;
import dev.assay.metric.Caller;
import dev.assay.metric.MetricProvider;
import dev.assay.pace.BackOff;
import dev.assay.process.ProcessLauncher;
import dev.assay.settings.AssaySettings;
import dev.assay.wire.AutoMtls;
import dev.assay.wire.PluginTransport;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * The host of real plugin processes. It boots all plugins at once, keeps each one alive, and follows the configuration
 * from then on. The state of a plugin is in its {@link PluginSlot}.
 */
public final class DefaultPluginHost implements PluginHost {
    private static final Logger LOG = Logger.getLogger(DefaultPluginHost.class);

    /** At boot a configuration that cannot be read now is asked for again at least this often. */
    private static final Duration MAX_READING_DELAY = Duration.ofSeconds(10);

    private final Configuration configuration;
    private final UnaryOperator<String> secrets;
    private final AssaySettings settings;
    private final ScheduledExecutorService timer;
    private final HostClock clock;
    private final RandomGenerator random;
    private final HostObserver observer;
    private final SlotTable slots;
    private final Boot boot;
    private final ConfigurationWatch watch;
    private final PluginViews views;
    private final LogSource logs;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CompletableFuture<Void> configured = new CompletableFuture<>();

    /**
     * Makes a host that has not begun; {@link #boot} begins.
     *
     * @param logs takes the output of the plugins
     * @param secrets hides what is secret in texts that people are shown
     * @param timer runs short tasks only
     * @param observer is told what happens
     */
    public DefaultPluginHost(
            Configuration configuration,
            Installer installer,
            ProcessLauncher launcher,
            List<PluginTransport> transports,
            AutoMtls autoMtls,
            LogSource logs,
            UnaryOperator<String> secrets,
            AssaySettings settings,
            ScheduledExecutorService timer,
            HostClock clock,
            RandomGenerator random,
            HostObserver observer) {
        this.configuration = configuration;
        this.secrets = secrets;
        this.settings = settings;
        this.timer = timer;
        this.clock = clock;
        this.random = random;
        this.observer = observer;
        this.logs = logs;
        StartSteps steps = new StartSteps(
                installer,
                configuration.secrets(),
                launcher,
                transports,
                autoMtls,
                logs,
                timer,
                settings.start().timeout());
        ReloadEvents reloads = new ReloadEvents(configuration.events());
        this.slots = new SlotTable(
                new SlotFactory(steps, settings, timer, clock, random, reloads, observer),
                this::onSlotChange,
                logs::forget);
        this.boot = new Boot(slots::all, timer);
        this.watch = new ConfigurationWatch(configuration.source(), this::apply, clock, reloads, observer);
        this.views = new PluginViews(() -> new PluginsView(plugins(), configurationFault()), timer);
    }

    @Override
    public Uni<Void> boot() {
        return Uni.createFrom().deferred(() -> {
            LOG.infof("Plugins are taken from %s", configuration.source().description());
            BootSummary summary = new BootSummary(clock);
            Duration timeout = settings.boot().timeout();
            long begin = clock.nanoTime();
            return loader(timeout)
                    .read()
                    .invoke(watch::accept)
                    .onTermination()
                    .invoke(this::followConfiguration)
                    .chain(() -> {
                        Duration spent = Duration.ofNanos(clock.nanoTime() - begin);
                        return boot.run(timeout.minus(spent), timeout)
                                .onTermination()
                                .invoke(() -> {
                                    observer.onBooted(Duration.ofNanos(clock.nanoTime() - begin));
                                    summary.log(slots.all());
                                });
                    })
                    .onFailure(BootException.class)
                    .transform(failure -> failure.mapTexts(secrets));
        });
    }

    @Override
    public Uni<Void> configured() {
        return Uni.createFrom().completionStage(configured);
    }

    @Override
    public boolean isConfigured() {
        return configured.isDone();
    }

    @Override
    public Uni<Void> stop() {
        return Uni.createFrom().deferred(() -> {
            beginStop();
            watch.stop();
            return slots.stop();
        });
    }

    @Override
    public void expectStop() {
        beginStop();
        slots.all().forEach(PluginSlot::expectStop);
    }

    /** Ends the streams, which would go on for as long as their readers want. */
    private void beginStop() {
        stopping.set(true);
        views.close();
        logs.endFollowing();
    }

    @Override
    public void endCalls() {
        slots.all().forEach(PluginSlot::endCalls);
    }

    @Override
    public boolean started() {
        return boot.isOver();
    }

    @Override
    public boolean ready() {
        return started() && !stopping.get();
    }

    @Override
    public List<PluginStatus> plugins() {
        return slots.all().stream().map(this::shown).toList();
    }

    @Override
    public List<PluginStatistics> statistics() {
        return slots.all().stream().map(PluginSlot::statistics).toList();
    }

    @Override
    public Optional<PluginStatus> plugin(String name) {
        return slots.find(name).map(this::shown);
    }

    @Override
    public Multi<PluginsView> views() {
        return views.all();
    }

    private PluginStatus shown(PluginSlot slot) {
        return slot.status().mapTexts(secrets);
    }

    @Override
    public Optional<List<PluginEvent>> history(String name) {
        return slots.find(name).map(slot -> slot.history().stream()
                .map(event -> event.mapTexts(secrets))
                .toList());
    }

    @Override
    public Optional<Multi<KeptLine>> logs(String name, LogQuery query) {
        return slots.whileConfigured(name, () -> logs.lines(name, query));
    }

    @Override
    public Optional<Uni<RestartOutcome>> restart(String name) {
        return slots.find(name).map(PluginSlot::restart);
    }

    @Override
    public boolean answers(String name) {
        return slots.find(name).map(PluginSlot::answers).orElse(false);
    }

    @Override
    public Optional<MetricProvider> provider(String name, Caller caller) {
        return slots.find(name).map(slot -> slot.provider(caller));
    }

    @Override
    public Optional<MetricProvider> rawProvider(String name, Caller caller) {
        return slots.find(name).map(slot -> slot.rawProvider(caller));
    }

    @Override
    public Optional<ConfigurationFault> configurationFault() {
        return watch.fault().map(fault -> fault.mapTexts(secrets));
    }

    private ConfigurationLoader loader(Duration timeout) {
        Duration min = settings.restart().minDelay();
        Duration max = min.compareTo(MAX_READING_DELAY) > 0 ? min : MAX_READING_DELAY;
        return new ConfigurationLoader(
                configuration.source(), new BackOff(min, max, random), timeout, timer, stopping::get, watch::failed);
    }

    private void apply(PluginList list) {
        if (slots.apply(list)) {
            boot.begin();
            views.changed();
        }
    }

    private void onSlotChange() {
        boot.onChange();
        views.changed();
    }

    private void followConfiguration() {
        configured.complete(null);
        if (!stopping.get()) {
            watch.begin();
        }
    }
}
