package dev.assay;

import dev.assay.config.ConfigEvents;
import dev.assay.config.ConfigException;
import dev.assay.config.Configuration;
import dev.assay.config.PluginList;
import dev.assay.config.PluginSource;
import dev.assay.config.PluginSpec;
import dev.assay.config.Secrets;
import dev.assay.config.entry.ManifestFile;
import dev.assay.config.entry.ManifestText;
import dev.assay.config.source.PluginSources;
import dev.assay.host.BootException;
import dev.assay.host.PluginHost;
import dev.assay.host.facts.UnobservedHost;
import dev.assay.host.status.PluginState;
import dev.assay.install.peer.Peers;
import dev.assay.install.store.TemporaryStore;
import dev.assay.measure.Planner;
import dev.assay.measure.PluginLookup;
import dev.assay.measure.run.AnalysisRuns;
import dev.assay.run.InputRefusedException;
import dev.assay.run.place.LocalParts;
import dev.assay.run.place.LocalPlace;
import dev.assay.run.place.PluginStartException;
import dev.assay.run.place.RunPlace;
import dev.assay.secret.SecretFiles;
import dev.assay.secret.SecretRegistry;
import dev.assay.settings.AssaySettings;
import dev.assay.settings.CheckedSettings;
import dev.assay.settings.SettingsException;
import dev.assay.settings.SettingsReader;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Plugins that are started for one run, and end with it. No port is opened, and no file stays. Thread-safe. */
final class LocalPlugins implements LocalParts {
    /** The time that a stop takes beside the graces of the plugins. */
    private static final Duration OVERHEAD = Duration.ofSeconds(5);

    private final AssaySettings settings;
    private final PluginList list;
    private final Secrets ofFile;
    private final InstantSource clock = InstantSource.system();
    private final ScheduledExecutorService timer = Wiring.timer();
    private final ExecutorService worker =
            Executors.newCachedThreadPool(new DefaultThreadFactory("assay-worker", true));
    private final SecretRegistry secrets = new SecretRegistry(timer, System::nanoTime);
    private final SecretFiles secretFiles;
    private @Nullable Started started;
    private boolean closed;

    /** The parts that there are from the start of the plugins on. */
    private record Started(Optional<TemporaryStore> store, PluginSystem system, PluginHost host, AnalysisRuns runs) {}

    private LocalPlugins(AssaySettings settings, PluginList list, Secrets ofFile) {
        this.settings = settings;
        this.list = list;
        this.ofFile = ofFile;
        this.secretFiles = Wiring.hideInherited(settings, System.getenv(), secrets, worker, timer);
    }

    /** Makes the place that {@link dev.assay.run.RunCommand.LocalPlaces} asks for. */
    static RunPlace make(Optional<String> plugins, InputStream in, Consumer<String> warnings)
            throws InputRefusedException {
        CheckedSettings settings = settings();
        settings.warnings().forEach(warning -> warnings.accept("warning: " + warning));
        Optional<String> file =
                plugins.or(() -> settings.settings().config().file().map(Path::toString));
        LocalPlugins local = file.isPresent()
                ? ofFile(file.get(), in, settings.settings())
                : new LocalPlugins(
                        settings.settings(),
                        PluginSources.embedded().load().await().indefinitely(),
                        name -> Uni.createFrom().item(Map.of()));
        local.list.warnings().forEach(warning -> warnings.accept("warning: " + warning));
        CommandLog.install(warnings, local.secrets);
        return new LocalPlace(local);
    }

    private static CheckedSettings settings() throws InputRefusedException {
        try {
            return SettingsReader.ofProcess();
        } catch (SettingsException e) {
            throw new InputRefusedException(e.faults());
        }
    }

    private static LocalPlugins ofFile(String file, InputStream in, AssaySettings settings)
            throws InputRefusedException {
        ManifestText text = new ManifestText(file);
        try {
            ManifestFile manifest = ManifestFile.read(text.source(), text.read(in), Wiring.platform());
            return new LocalPlugins(settings, manifest.list(), manifest.secrets());
        } catch (ConfigException e) {
            throw new InputRefusedException(List.of(String.valueOf(e.getMessage())));
        }
    }

    @Override
    public Planner planner() {
        return Planner.withoutSecrets(Wiring.limits(settings), worker);
    }

    @Override
    public List<String> plugins() {
        return list.plugins().stream().map(PluginSpec::name).toList();
    }

    @Override
    public Uni<Void> start(Set<String> names) {
        return Uni.createFrom()
                .item(() -> begin(names))
                .runSubscriptionOn(worker)
                .chain(parts -> Uni.join()
                        .first(parts.host().boot(), firstFault(parts.host()))
                        .toTerminate())
                .onFailure(BootException.class)
                .transform(failure -> new PluginStartException(failure.faults()));
    }

    /** Never completes, and fails when a plugin is to be started again. */
    private static Uni<Void> firstFault(PluginHost host) {
        return host.views()
                .map(view -> view.plugins().stream()
                        .filter(plugin -> plugin.state() == PluginState.BACKING_OFF)
                        .map(plugin -> "plugin " + plugin.name() + " does not start: " + plugin.reason())
                        .toList())
                .filter(faults -> !faults.isEmpty())
                .toUni()
                .onItem()
                .transformToUni(faults -> faults == null
                        ? Uni.createFrom().nothing()
                        : Uni.createFrom().failure(new PluginStartException(faults)));
    }

    private synchronized Started begin(Set<String> names) {
        if (closed) {
            throw new IllegalStateException("the plugins were ended before they began");
        }
        Optional<TemporaryStore> store =
                settings.store().isPresent() ? Optional.empty() : Optional.of(temporaryStore());
        Path folder = settings.store().orElseGet(() -> store.orElseThrow().folder());
        PluginSystem.SharedParts shared = new PluginSystem.SharedParts(
                settings, folder.toAbsolutePath(), Wiring.platform(), worker, timer, clock, secrets);
        PluginSystem system = new PluginSystem(
                shared,
                new Configuration(new OneList(only(names)), ofFile, ConfigEvents.NONE),
                (plugin, outcome, bytes, took) -> {},
                (downloads, executables) -> Peers.none(downloads, executables, Wiring.platform()));
        PluginHost host = system.host(PluginSystem.logs(settings.log(), secrets, timer, clock), new UnobservedHost());
        AnalysisRuns runs = new AnalysisRuns(
                new PluginLookup(host, secrets), timer, worker, clock, secrets, Wiring.runsLimits(settings));
        Started parts = new Started(store, system, host, runs);
        started = parts;
        return parts;
    }

    private static TemporaryStore temporaryStore() {
        try {
            return TemporaryStore.in(Wiring.temporary(), "assay-run-");
        } catch (UncheckedIOException e) {
            throw new PluginStartException(List.of(String.valueOf(e.getMessage())));
        }
    }

    private PluginList only(Set<String> names) {
        return new PluginList(
                list.plugins().stream()
                        .filter(plugin -> names.contains(plugin.name()))
                        .toList(),
                List.of());
    }

    /** A list that was read before. */
    private record OneList(PluginList list) implements PluginSource {
        @Override
        public String description() {
            return "the plugins of this run";
        }

        @Override
        public Uni<PluginList> load() {
            return Uni.createFrom().item(list);
        }
    }

    @Override
    public synchronized AnalysisRuns runs() {
        if (started == null) {
            throw new IllegalStateException("the plugins have not begun");
        }
        return started.runs();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (started != null) {
            stop(started);
        }
        secretFiles.close();
        worker.shutdown();
        timer.shutdownNow();
    }

    /** Ends the plugins. Calls that the run leaves open are given up: it has had its time. */
    private void stop(Started parts) {
        parts.host().expectStop();
        parts.host().endCalls();
        try {
            parts.host()
                    .stop()
                    .await()
                    .atMost(settings.stop().grace().multipliedBy(3).plus(OVERHEAD));
        } catch (TimeoutException e) {
            // What is left is killed now.
        }
        parts.system().close();
        parts.store().ifPresent(TemporaryStore::close);
    }
}
