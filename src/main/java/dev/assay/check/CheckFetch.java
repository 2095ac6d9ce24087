package dev.assay.check;

import dev.assay.config.Platform;
import dev.assay.config.PluginSpec;
import dev.assay.config.entry.ManifestFile;
import dev.assay.install.Executable;
import dev.assay.install.InstallException;
import dev.assay.install.Installer;
import dev.assay.install.OwnProgram;
import dev.assay.install.PluginInstaller;
import dev.assay.install.http.DownloadClient;
import dev.assay.install.store.TemporaryStore;
import dev.assay.settings.AssaySettings;
import dev.assay.settings.CheckedSettings;
import dev.assay.settings.SettingsException;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Fetches and verifies the executables of a manifest as the service would. The store is a temporary folder that is removed
 * at the end: so what the server has now is checked, and nothing is left behind.
 */
public final class CheckFetch implements CheckCommand.Fetch {
    /** Downloads at a time. */
    private static final int WIDTH = 4;

    private final Supplier<CheckedSettings> settings;
    private final Supplier<OwnProgram> program;
    private final SortedSet<String> builtins;
    private final Map<String, String> environment;
    private final Path temporary;

    /**
     * @param settings called when something is fetched
     * @param program this program, for {@code builtin://}; called when something is fetched
     * @param builtins names of the plugins that come with Assay
     * @param environment of this process, which may name proxies
     * @param temporary the folder in which the store is made
     */
    public CheckFetch(
            Supplier<CheckedSettings> settings,
            Supplier<OwnProgram> program,
            SortedSet<String> builtins,
            Map<String, String> environment,
            Path temporary) {
        this.settings = settings;
        this.program = program;
        this.builtins = builtins;
        this.environment = environment;
        this.temporary = temporary;
    }

    @Override
    public List<String> settingsFaults() {
        try {
            var unused = settings.get();
            return List.of();
        } catch (SettingsException e) {
            return e.faults();
        }
    }

    @Override
    public List<FetchedExecutable> run(ManifestFile manifest, Platform platform, Consumer<FetchedExecutable> each) {
        AssaySettings.Download download = settings.get().settings().download();
        ScheduledExecutorService timer =
                Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("assay-timer", true));
        ExecutorService worker = Executors.newCachedThreadPool(new DefaultThreadFactory("assay-worker", true));
        InstantSource clock = InstantSource.system();
        try (TemporaryStore store = TemporaryStore.in(temporary, "assay-check-");
                DownloadClient downloads = new DownloadClient(
                        download,
                        manifest.secrets(),
                        environment,
                        timer,
                        System::nanoTime,
                        clock,
                        new Random(),
                        (plugin, outcome, bytes, took) -> {})) {
            Installer installer =
                    PluginInstaller.alone(store.folder(), program.get(), builtins, downloads, platform, worker, clock);
            return fetchAll(manifest, installer, each);
        } finally {
            worker.shutdownNow();
            timer.shutdownNow();
        }
    }

    private static List<FetchedExecutable> fetchAll(
            ManifestFile manifest, Installer installer, Consumer<FetchedExecutable> each) {
        return Multi.createFrom()
                .iterable(manifest.list().plugins())
                .onItem()
                .transformToUni(plugin -> fetch(plugin, manifest, installer))
                .merge(WIDTH)
                .invoke(each)
                .collect()
                .asList()
                .await()
                .indefinitely();
    }

    private static Uni<FetchedExecutable> fetch(PluginSpec plugin, ManifestFile manifest, Installer installer) {
        List<String> missing = plugin.headersFrom().stream()
                .filter(manifest.missingSecrets()::contains)
                .toList();
        if (!missing.isEmpty()) {
            return Uni.createFrom()
                    .item(new FetchedExecutable(
                            plugin.name(),
                            false,
                            plugin.name() + ": not fetched, because the Secret " + String.join(", ", missing)
                                    + " is not in this file",
                            Optional.empty()));
        }
        return installer
                .install(plugin, progress -> {})
                .map(executable -> new FetchedExecutable(
                        plugin.name(), false, plugin.name() + ": " + verified(plugin, executable), executable.digest()))
                .onFailure(InstallException.class)
                .recoverWithItem(e ->
                        new FetchedExecutable(plugin.name(), true, String.valueOf(e.getMessage()), Optional.empty()));
    }

    private static String verified(PluginSpec plugin, Executable executable) {
        return executable
                .digest()
                .map(digest -> plugin.sha256().isPresent()
                        ? "verified, sha256 " + digest
                        : "fetched; write sha256: " + digest + " to have it verified")
                .orElse("part of Assay");
    }
}
