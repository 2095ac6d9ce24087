package dev.assay.measure;

import dev.assay.host.ConfigurationFault;
import dev.assay.host.PluginHost;
import dev.assay.host.PluginsView;
import dev.assay.host.status.CallCounts;
import dev.assay.host.status.PluginEvent;
import dev.assay.host.status.PluginState;
import dev.assay.host.status.PluginStatistics;
import dev.assay.host.status.PluginStatus;
import dev.assay.host.status.PluginUpdate;
import dev.assay.host.status.RestartOutcome;
import dev.assay.install.InstallProgress;
import dev.assay.log.KeptLine;
import dev.assay.log.LogQuery;
import dev.assay.metric.Caller;
import dev.assay.metric.MetricProvider;
import dev.assay.process.LastExit;
import dev.assay.process.ProcessExit;
import io.quarkus.test.Mock;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.core.Context;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A host whose plugins are fakes: {@code assay/sample-prometheus}, {@code assay/sample-scrape}; reset before each test. */
@Mock
@Singleton
public final class FakePluginHost implements PluginHost {
    public static final String PROMETHEUS = "assay/sample-prometheus";
    public static final String SCRAPE = "assay/sample-scrape";

    /** The digest of the executables of plugins that are Ready. */
    public static final String DIGEST = "ab12".repeat(16);

    /** The digest of the executable of an update. */
    public static final String UPDATE_DIGEST = "cd34".repeat(16);

    private static final Instant SINCE = Instant.parse("2026-01-02T03:04:05.678Z");

    private final Map<String, FakeProvider> providers = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<String, PluginStatus> statuses = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Set<MultiEmitter<? super PluginsView>> watchers = ConcurrentHashMap.newKeySet();

    /** Plugins that lost their connection, while their state is still Ready. */
    final Set<String> lost = ConcurrentHashMap.newKeySet();

    /** The outcome of a restart, where it is not BEGUN. */
    public final Map<String, RestartOutcome> restarts = new ConcurrentHashMap<>();

    /** Who asked for a plugin last. */
    public volatile Optional<Caller> lastCaller = Optional.empty();

    /** The log of each plugin. */
    public volatile Multi<KeptLine> logs = Multi.createFrom().empty();

    /** The last query of a log. */
    public volatile Optional<LogQuery> lastQuery = Optional.empty();

    /** The history of each plugin. */
    public final List<PluginEvent> history = new CopyOnWriteArrayList<>();

    /** Whether an event loop has asked for the plugins. */
    public volatile boolean askedByEventLoop;

    public volatile boolean configured;
    public volatile boolean started;
    public volatile boolean ready;
    public volatile Optional<ConfigurationFault> fault = Optional.empty();

    FakePluginHost() {
        reset();
    }

    /** A host for a test that runs without the container. */
    public static FakePluginHost create() {
        return new FakePluginHost();
    }

    @Override
    public Uni<Void> boot() {
        return Uni.createFrom().voidItem();
    }

    @Override
    public void expectStop() {}

    @Override
    public void endCalls() {}

    @Override
    public Uni<Void> configured() {
        return Uni.createFrom().voidItem();
    }

    @Override
    public boolean isConfigured() {
        return configured;
    }

    @Override
    public Uni<Void> stop() {
        return Uni.createFrom().voidItem();
    }

    public void reset() {
        providers.clear();
        statuses.clear();
        lost.clear();
        restarts.clear();
        history.clear();
        lastCaller = Optional.empty();
        lastQuery = Optional.empty();
        logs = Multi.createFrom().empty();
        configured = true;
        started = true;
        ready = true;
        fault = Optional.empty();
        askedByEventLoop = false;
        add(status(PROMETHEUS, PluginState.READY, ""));
        add(status(SCRAPE, PluginState.READY, ""));
    }

    FakeProvider fake(String name) {
        return providers.get(name);
    }

    public FakeProvider prometheus() {
        return fake(PROMETHEUS);
    }

    public FakeProvider scrape() {
        return fake(SCRAPE);
    }

    public void add(PluginStatus status) {
        statuses.put(status.name(), status);
        providers.computeIfAbsent(status.name(), name -> new FakeProvider());
    }

    public void remove(String name) {
        statuses.remove(name);
        providers.remove(name);
    }

    public void clear() {
        providers.clear();
        statuses.clear();
    }

    public static PluginStatus status(String name, PluginState state, String reason) {
        boolean up = state == PluginState.READY;
        return status(
                name,
                state,
                reason,
                Optional.empty(),
                new CallCounts(2, 1, 0),
                up ? Optional.empty() : Optional.of(Instant.parse("2026-01-02T03:04:09.678Z")),
                up ? Optional.empty() : Optional.of(killed(Instant.parse("2026-01-02T03:04:05.123Z"))),
                Optional.empty(),
                Optional.empty());
    }

    /** The status with other numbers of calls. */
    public static PluginStatus busy(PluginStatus status) {
        return status(
                status.name(),
                status.state(),
                status.reason(),
                status.peer(),
                new CallCounts(7, 7, 7),
                status.nextStart(),
                status.lastExit(),
                status.progress(),
                status.update());
    }

    /** The scrape plugin with an update on its way. */
    public static PluginStatus updating(PluginState state, String reason) {
        return status(
                SCRAPE,
                PluginState.READY,
                "",
                Optional.of("10.1.2.3:8080"),
                new CallCounts(2, 1, 0),
                Optional.of(SINCE),
                Optional.of(killed(SINCE)),
                Optional.of(new InstallProgress(1, OptionalLong.empty(), 2)),
                Optional.of(new PluginUpdate(
                        state,
                        reason,
                        SINCE,
                        "http://plugins.example/scrape",
                        Optional.of(UPDATE_DIGEST),
                        Optional.of(SINCE),
                        Optional.of(new InstallProgress(3, OptionalLong.of(4), 5)))));
    }

    private static LastExit killed(Instant time) {
        return LastExit.of(new ProcessExit(137, List.of()), time);
    }

    /** The fields that are left follow from the name and the state. */
    private static PluginStatus status(
            String name,
            PluginState state,
            String reason,
            Optional<String> peer,
            CallCounts calls,
            Optional<Instant> nextStart,
            Optional<LastExit> lastExit,
            Optional<InstallProgress> progress,
            Optional<PluginUpdate> update) {
        boolean up = state == PluginState.READY;
        return new PluginStatus(
                name,
                state,
                reason,
                SINCE,
                up ? 0 : 3,
                up ? Optional.of(4711L) : Optional.empty(),
                up ? Optional.of("grpc") : Optional.empty(),
                up ? Optional.of(DIGEST) : Optional.empty(),
                peer,
                "builtin://" + name.substring(name.indexOf('/') + 1),
                1,
                true,
                Duration.ofSeconds(60),
                List.of("-v"),
                calls,
                0,
                nextStart,
                lastExit,
                progress,
                update);
    }

    @Override
    public boolean started() {
        return started;
    }

    @Override
    public boolean ready() {
        return ready;
    }

    /** Has those who watch see the present plugins. */
    public void changed() {
        watchers.forEach(watcher -> watcher.emit(view()));
    }

    /** Ends the streams of those who watch. */
    public void endViews() {
        watchers.forEach(MultiEmitter::complete);
    }

    /** How many watch at this moment. */
    public int watchers() {
        return watchers.size();
    }

    private PluginsView view() {
        return new PluginsView(plugins(), fault);
    }

    @Override
    public Multi<PluginsView> views() {
        return Multi.createFrom()
                .emitter(
                        watcher -> {
                            watchers.add(watcher);
                            watcher.onTermination(() -> watchers.remove(watcher));
                            watcher.emit(view());
                        },
                        BackPressureStrategy.LATEST);
    }

    @Override
    public List<PluginStatus> plugins() {
        askedByEventLoop |= Context.isOnEventLoopThread();
        return List.copyOf(statuses.values());
    }

    @Override
    public List<PluginStatistics> statistics() {
        return plugins().stream().map(FakePluginHost::statistics).toList();
    }

    private static PluginStatistics statistics(PluginStatus plugin) {
        return new PluginStatistics(
                plugin.name(),
                0,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                plugin.calls().inFlight(),
                plugin.calls().waiting(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                0,
                0);
    }

    @Override
    public Optional<ConfigurationFault> configurationFault() {
        return fault;
    }

    @Override
    public Optional<PluginStatus> plugin(String name) {
        return Optional.ofNullable(statuses.get(name));
    }

    @Override
    public Optional<Multi<KeptLine>> logs(String name, LogQuery query) {
        lastQuery = Optional.of(query);
        return plugin(name).map(known -> logs);
    }

    @Override
    public Optional<List<PluginEvent>> history(String name) {
        return plugin(name).map(known -> List.copyOf(history));
    }

    @Override
    public Optional<Uni<RestartOutcome>> restart(String name) {
        return plugin(name).map(known -> Uni.createFrom().item(restarts.getOrDefault(name, RestartOutcome.BEGUN)));
    }

    @Override
    public boolean answers(String name) {
        return !lost.contains(name)
                && plugin(name)
                        .map(status -> status.state() == PluginState.READY)
                        .orElse(false);
    }

    @Override
    public Optional<MetricProvider> provider(String name, Caller caller) {
        lastCaller = Optional.of(caller);
        return Optional.ofNullable(providers.get(name));
    }

    @Override
    public Optional<MetricProvider> rawProvider(String name, Caller caller) {
        return provider(name, caller);
    }
}
