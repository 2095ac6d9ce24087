package dev.assay.install;

import dev.assay.config.Location;
import dev.assay.config.Platform;
import dev.assay.config.PluginSpec;
import dev.assay.install.http.Address;
import dev.assay.install.http.DownloadClient;
import dev.assay.install.http.DownloadFault;
import dev.assay.install.http.DownloadFault.Kind;
import dev.assay.install.http.DownloadJob;
import dev.assay.install.store.DownloadRecord;
import dev.assay.install.store.Store;
import dev.assay.install.store.StoreException;
import dev.assay.text.HumanUnits;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Installs from {@code http} and {@code https}. An executable that the store has under the configured digest is not
 * asked for again. Without a configured digest the server is asked whether the file has changed since the last
 * download; when it gives no file, the last one is used.
 */
final class HttpFetcher {
    private static final Logger LOG = Logger.getLogger(HttpFetcher.class);

    /**
     * Faults that let an older file be used. A fault of the file itself or of the user's configuration must be seen.
     */
    private static final Set<Kind> FORGIVEN = Set.of(Kind.PASSING, Kind.REFUSED);

    private final Store store;
    private final DownloadClient downloads;
    private final Platform platform;

    HttpFetcher(Store store, DownloadClient downloads, Platform platform) {
        this.store = store;
        this.downloads = downloads;
        this.platform = platform;
    }

    /** Fails with {@link InstallException}, and with {@link StoreException} when the store cannot be written. */
    Uni<Executable> fetch(PluginSpec spec, Location.Http location, Consumer<InstallProgress> progress) {
        Optional<Path> pinned = spec.sha256().flatMap(digest -> store.find(digest, spec.name()));
        if (pinned.isPresent()) {
            return Uni.createFrom()
                    .item(Executable.stored(pinned.get(), spec.sha256().orElseThrow()));
        }
        Optional<DownloadRecord> record = spec.sha256().isPresent() ? Optional.empty() : store.lastDownload(key(spec));
        Optional<Path> lastFile = record.flatMap(known -> store.find(known.digest(), spec.name()));
        return download(spec, location, record.filter(known -> lastFile.isPresent()), progress)
                .map(download -> lastFile.filter(file ->
                                download.digest().equals(record.orElseThrow().digest()))
                        .map(file -> Executable.stored(file, download.digest()))
                        .orElseGet(() -> stored(store, spec, download.digest())));
    }

    /** The executable that was put into the store just now. Throws {@link InstallException} where it is not there any more. */
    static Executable stored(Store store, PluginSpec spec, String digest) {
        return store.find(digest, spec.name())
                .map(file -> Executable.stored(file, digest))
                .orElseThrow(() -> new InstallException(
                        false,
                        "tried to install plugin " + spec.name() + " from "
                                + spec.location().shown()
                                + ", but its file was altered or removed as soon as it was in the store; see who else"
                                + " writes there",
                        null));
    }

    private Uni<DownloadRecord> download(
            PluginSpec spec,
            Location.Http location,
            Optional<DownloadRecord> lastGood,
            Consumer<InstallProgress> progress) {
        LOG.infof("Downloading plugin %s from %s", spec.name(), spec.location().shown());
        DownloadJob download = new DownloadJob(
                downloads,
                store,
                platform,
                spec,
                location,
                lastGood,
                (received, total, rate) -> progress.accept(new InstallProgress(received, total, rate)));
        return download.run()
                .invoke(record -> remember(spec, record))
                .onFailure(StoreException.class)
                .recoverWithUni(fault -> lastGood.map(good -> fallback(good, String.valueOf(fault.getMessage())))
                        .orElseGet(() -> Uni.createFrom().failure(fault)))
                .onFailure(DownloadFault.class)
                .recoverWithUni(fault -> lastGood.filter(good -> FORGIVEN.contains(fault.kind()))
                        .map(good -> fallback(
                                good,
                                "tried to download plugin " + spec.name() + " from "
                                        + spec.location().shown() + ", but " + fault.getMessage()))
                        .orElseGet(() -> Uni.createFrom().failure(exception(spec, fault, download.attempts()))));
    }

    private void remember(PluginSpec spec, DownloadRecord download) {
        if (spec.sha256().isPresent()) {
            return;
        }
        try {
            store.remember(key(spec), download);
        } catch (IOException e) {
            LOG.warnf(
                    "tried to remember the download of plugin %s in the store, but %s; after a restart it is made again,"
                            + " and with the server down its result is not found; see that the store can be written",
                    spec.name(), e);
        }
    }

    private Uni<DownloadRecord> fallback(DownloadRecord lastGood, String problem) {
        LOG.warnf(
                "%s. The file that was there %s ago is used (sha256 %s)",
                problem,
                HumanUnits.duration(
                        Duration.between(lastGood.fetched(), downloads.clock().instant())),
                lastGood.digest());
        return Uni.createFrom().item(lastGood);
    }

    private static InstallException exception(PluginSpec spec, DownloadFault fault, int attempts) {
        return new InstallException(
                false,
                "tried " + (attempts > 1 ? attempts + " times " : "") + "to install plugin " + spec.name() + " from "
                        + spec.location().shown() + ", but " + fault.getMessage(),
                fault.getCause());
    }

    /**
     * The name of a location in the store. It stays when the password is changed, and holds neither user nor password.
     */
    private static String key(PluginSpec spec) {
        return Address.bare(spec.location().uri()).toString();
    }
}
