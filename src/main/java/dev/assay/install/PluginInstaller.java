package dev.assay.install;

import dev.assay.config.Location;
import dev.assay.config.Platform;
import dev.assay.config.PluginSpec;
import dev.assay.install.http.DownloadClient;
import dev.assay.install.peer.Peers;
import dev.assay.install.store.Store;
import dev.assay.install.store.StoreException;
import dev.assay.install.store.StoreFolder;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Installs from every kind of location. The store is made when it is first needed; temporary files that dead hosts left
 * there are removed once. Safe for many threads.
 */
public final class PluginInstaller implements Installer, AutoCloseable {
    private final Store store;
    private final OwnProgram program;
    private final SortedSet<String> builtins;
    private final HttpFetcher http;
    private final Platform platform;
    private final long maxSize;
    private final Executor worker;
    private final AtomicBoolean swept = new AtomicBoolean();

    /**
     * @param store see {@link StoreFolder}
     * @param program how this program is started again for {@code builtin://}
     * @param builtins names of the plugins that come with Assay
     * @param downloads for {@code http} and {@code https}; the caller closes it when nothing is installed any more
     * @param peers give an executable where its location does not
     * @param platform of this machine, which executables must be for
     * @param worker where files are read and written; is blocked meanwhile, so no event loop
     */
    public PluginInstaller(
            Store store,
            OwnProgram program,
            SortedSet<String> builtins,
            DownloadClient downloads,
            Peers peers,
            Platform platform,
            Executor worker) {
        this.store = store;
        this.program = program;
        this.builtins = new TreeSet<>(builtins);
        this.http = new HttpFetcher(store, downloads, peers, platform);
        this.platform = platform;
        this.maxSize = downloads.maxSize();
        this.worker = worker;
    }

    /**
     * Makes one that has a store of its own, and no other replicas to ask.
     *
     * @param folder of the store
     * @param clock tells which temporary files are old
     */
    public static PluginInstaller alone(
            Path folder,
            OwnProgram program,
            SortedSet<String> builtins,
            DownloadClient downloads,
            Platform platform,
            Executor worker,
            InstantSource clock) {
        Store store = new Store(folder, clock);
        Peers peers = Peers.none(downloads, store, platform);
        return new PluginInstaller(store, program, builtins, downloads, peers, platform, worker);
    }

    @Override
    public Uni<Executable> install(PluginSpec spec, Consumer<InstallProgress> progress) {
        return Uni.createFrom().deferred(() -> fetch(spec, progress)).runSubscriptionOn(worker);
    }

    @Override
    public Uni<Executable> recheck(PluginSpec spec, Executable executable, Consumer<InstallProgress> progress) {
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

    /** To be called when the processes that were started from here have ended. */
    @Override
    public void close() {
        store.close();
    }

    private static boolean isIntact(Executable executable) {
        return executable.digest().isEmpty()
                || Store.isIntact(executable.file(), executable.digest().get());
    }

    private Uni<Executable> fetch(PluginSpec spec, Consumer<InstallProgress> progress) {
        if (swept.compareAndSet(false, true)) {
            store.sweep();
        }
        Uni<Executable> fetched = spec.location()
                .match(
                        file -> copy(spec, file),
                        download -> http.fetch(spec, download, progress),
                        builtin -> Uni.createFrom().item(() -> builtin(spec, builtin.name())));
        return fetched.onFailure(StoreException.class)
                .transform(e -> new InstallException(false, String.valueOf(e.getMessage()), e.getCause()));
    }

    /** By an emitter: a failure that comes after the cancellation is not reported as a lost exception. */
    private Uni<Executable> copy(PluginSpec spec, Location.File file) {
        return Uni.createFrom().emitter(emitter -> {
            try {
                emitter.complete(new FileCopy(store, platform, spec, FileLocation.of(spec, file), maxSize).run());
            } catch (RuntimeException e) {
                emitter.fail(e);
            }
        });
    }

    /** This very program with other arguments; nothing is copied. */
    private Executable builtin(PluginSpec spec, String name) {
        if (!builtins.contains(name)) {
            throw new InstallException(
                    true,
                    "tried to install plugin " + spec.name() + " from "
                            + spec.location().shown()
                            + ", but no plugin of that name comes with Assay; write one of builtin://"
                            + String.join(", builtin://", builtins),
                    null);
        }
        return new Executable(program.command("plugin", name), Optional.empty());
    }
}
