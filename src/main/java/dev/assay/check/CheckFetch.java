package dev.assay.check;

import dev.assay.Main;
import dev.assay.config.Platform;
import dev.assay.config.PluginSpec;
import dev.assay.config.entry.ManifestFile;
import dev.assay.install.Executable;
import dev.assay.install.InstallException;
import dev.assay.install.PluginInstaller;
import dev.assay.install.Program;
import dev.assay.install.http.DownloadClient;
import dev.assay.sample.Samples;
import dev.assay.settings.AssaySettings;
import dev.assay.settings.SettingsCheck;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Fetches and verifies the executables of a manifest as the service would, into a store of its own that is removed at the
 * end: what is checked is what the server has now, and nothing is left behind.
 */
public final class CheckFetch implements CheckCommand.Fetch {
    /** Downloads at a time. */
    private static final int WIDTH = 4;

    private static final String FAULT = "fault: ";

    private final Supplier<AssaySettings> settings;
    private final Map<String, String> environment;
    private final Path temporary;

    /**
     * @param settings asked for when something is fetched
     * @param environment of this process, which may name proxies
     * @param temporary where the store is made
     */
    public CheckFetch(Supplier<AssaySettings> settings, Map<String, String> environment, Path temporary) {
        this.settings = settings;
        this.environment = environment;
        this.temporary = temporary;
    }

    @Override
    public int run(ManifestFile manifest, Platform platform, PrintStream out) {
        AssaySettings assay = settings.get();
        List<String> faults = SettingsCheck.faults(assay);
        if (faults.isEmpty()) {
            return fetch(manifest, platform, assay.download(), out);
        }
        out.println("Settings:");
        faults.forEach(fault -> out.println("  " + FAULT + fault));
        return faults.size();
    }

    private int fetch(ManifestFile manifest, Platform platform, AssaySettings.Download download, PrintStream out) {
        Path store = newStore();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(store)));
        ScheduledExecutorService timer =
                Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("assay-timer", true));
        ExecutorService worker = Executors.newCachedThreadPool(new DefaultThreadFactory("assay-worker", true));
        InstantSource clock = InstantSource.system();
        try (DownloadClient downloads = new DownloadClient(
                download, manifest.secrets(), environment, timer, System::nanoTime, clock, new Random())) {
            PluginInstaller installer = new PluginInstaller(
                    store,
                    Program.running(Main.class.getName()),
                    new TreeSet<>(Samples.names()),
                    downloads,
                    platform,
                    worker,
                    clock);
            return fetchAll(manifest, installer, out);
        } finally {
            worker.shutdownNow();
            timer.shutdownNow();
            remove(store);
        }
    }

    private static int fetchAll(ManifestFile manifest, PluginInstaller installer, PrintStream out) {
        out.println("Executables:");
        List<String> lines = Multi.createFrom()
                .iterable(manifest.list().plugins())
                .onItem()
                .transformToUni(plugin -> line(plugin, manifest, installer))
                .merge(WIDTH)
                .invoke(line -> out.println("  " + line))
                .collect()
                .asList()
                .await()
                .indefinitely();
        return (int) lines.stream().filter(line -> line.startsWith(FAULT)).count();
    }

    private static Uni<String> line(PluginSpec plugin, ManifestFile manifest, PluginInstaller installer) {
        List<String> missing = plugin.headersFrom().stream()
                .filter(manifest.missingSecrets()::contains)
                .toList();
        if (!missing.isEmpty()) {
            return Uni.createFrom()
                    .item(plugin.name() + ": not fetched, because the Secret " + String.join(", ", missing)
                            + " is not in this file");
        }
        return installer
                .install(plugin, progress -> {})
                .map(executable -> plugin.name() + ": " + verified(plugin, executable))
                .onFailure(InstallException.class)
                .recoverWithItem(e -> FAULT + e.getMessage());
    }

    private static String verified(PluginSpec plugin, Executable executable) {
        return executable
                .digest()
                .map(digest -> plugin.sha256().isPresent()
                        ? "verified, sha256 " + digest
                        : "fetched; write sha256: " + digest + " to have it verified")
                .orElse("part of Assay");
    }

    private Path newStore() {
        try {
            return Files.createTempDirectory(temporary, "assay-check-");
        } catch (IOException e) {
            throw new UncheckedIOException("tried to make a folder in " + temporary + ", but " + e.getMessage(), e);
        }
    }

    /** Twice is not too often. */
    private static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("tried to remove " + folder + ", but " + e.getMessage() + "; remove it by hand");
        }
    }
}
