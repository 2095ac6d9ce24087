package dev.assay.install;

import dev.assay.config.Location;
import dev.assay.config.Platform;
import dev.assay.config.PluginSpec;
import dev.assay.install.http.DownloadClient;
import dev.assay.install.http.Progress;
import dev.assay.install.store.Store;
import dev.assay.install.store.StoreFolder;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Installs from every kind of location. The store is made when it is first needed; temporary files that dead hosts left
 * there are removed once. Safe for many threads.
 */
public final class PluginInstaller implements Installer {
    private final Store store;
    private final Fetcher<Location.File> files;
    private final Fetcher<Location.Http> downloads;
    private final Fetcher<Location.Builtin> builtins;
    private final Executor worker;
    private final AtomicBoolean swept = new AtomicBoolean();

    /**
     * @param store the folder of the store, see {@link StoreFolder}
     * @param program how this program is started again for {@code builtin://}
     * @param builtins names of the plugins that come with Assay
     * @param downloads for {@code http} and {@code https}; the caller closes it when nothing is installed any more
     * @param platform of this machine, which executables must be for
     * @param worker where files are read and written; is blocked meanwhile, so no event loop
     * @param clock tells which temporary files are old
     */
    public PluginInstaller(
            Path store,
            Program program,
            SortedSet<String> builtins,
            DownloadClient downloads,
            Platform platform,
            Executor worker,
            InstantSource clock) {
        this.store = new Store(store, clock);
        this.worker = worker;
        this.files = new FileFetcher(this.store, platform);
        this.downloads = new HttpFetcher(this.store, downloads, platform);
        this.builtins = new BuiltinFetcher(program, builtins);
    }

    @Override
    public Uni<Executable> install(PluginSpec spec, Consumer<Progress> progress) {
        return Uni.createFrom().deferred(() -> fetch(spec, progress)).runSubscriptionOn(worker);
    }

    @Override
    public Uni<Executable> recheck(PluginSpec spec, Executable executable, Consumer<Progress> progress) {
        return Uni.createFrom()
                .deferred(() -> isIntact(executable) ? Uni.createFrom().item(executable) : fetch(spec, progress))
                .runSubscriptionOn(worker);
    }

    @Override
    public Uni<Optional<FileStamp>> stamp(PluginSpec spec) {
        return spec.location() instanceof Location.File file
                ? Uni.createFrom().item(() -> FileLocation.stamp(spec, file)).runSubscriptionOn(worker)
                : Uni.createFrom().item(Optional.empty());
    }

    private static boolean isIntact(Executable executable) {
        return executable.digest().isEmpty()
                || Store.isIntact(
                        Path.of(executable.command().get(0)),
                        executable.digest().get());
    }

    private Uni<Executable> fetch(PluginSpec spec, Consumer<Progress> progress) {
        if (swept.compareAndSet(false, true)) {
            store.sweep();
        }
        return spec.location()
                .match(
                        file -> files.fetch(spec, file, progress),
                        http -> downloads.fetch(spec, http, progress),
                        builtin -> builtins.fetch(spec, builtin, progress));
    }
}
