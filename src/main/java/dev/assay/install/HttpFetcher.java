package dev.assay.install;

import dev.assay.config.Location;
import dev.assay.config.Platform;
import dev.assay.config.PluginSpec;
import dev.assay.install.http.DownloadClient;
import dev.assay.install.http.DownloadFault;
import dev.assay.install.http.DownloadFault.Kind;
import dev.assay.install.http.DownloadJob;
import dev.assay.install.http.Progress;
import dev.assay.install.store.DownloadRecord;
import dev.assay.install.store.InstallException;
import dev.assay.install.store.Store;
import dev.assay.install.store.StoreFolder;
import dev.assay.install.store.Stored;
import dev.assay.text.HumanUnits;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Downloads from {@code http} and {@code https}. What the store has by its digest is not asked for again; without a
 * digest the server is asked whether what was had from there is still what is there, and when it gives no file, that one
 * is used.
 */
final class HttpFetcher implements Fetcher<Location.Http> {
    private static final Logger LOG = Logger.getLogger(HttpFetcher.class);

    /** A fault of the file itself, or in the user's own configuration, must not hide behind an older file. */
    private static final Set<Kind> FORGIVEN = Set.of(Kind.PASSING, Kind.REFUSED);

    private final Store store;
    private final DownloadClient downloads;
    private final Platform platform;

    HttpFetcher(Store store, DownloadClient downloads, Platform platform) {
        this.store = store;
        this.downloads = downloads;
        this.platform = platform;
    }

    @Override
    public Uni<Executable> fetch(PluginSpec spec, Location.Http location, Consumer<Progress> progress) {
        return Uni.createFrom().deferred(() -> {
            String fileName = StoreFolder.fileName(spec.name());
            Optional<Stored> pinned = spec.sha256().flatMap(digest -> store.find(digest, fileName));
            if (pinned.isPresent()) {
                return Uni.createFrom().item(executable(pinned.get()));
            }
            return download(spec, location, lastGood(spec, fileName), progress);
        });
    }

    /** A file in the store, and what is remembered of its download. */
    private record LastGood(Stored file, DownloadRecord remembered) {}

    private Optional<LastGood> lastGood(PluginSpec spec, String fileName) {
        if (spec.sha256().isPresent()) {
            return Optional.empty();
        }
        return store.remembered(key(spec)).flatMap(remembered -> store.find(remembered.digest(), fileName)
                .map(file -> new LastGood(file, remembered)));
    }

    private Uni<Executable> download(
            PluginSpec spec, Location.Http location, Optional<LastGood> lastGood, Consumer<Progress> progress) {
        LOG.infof("Downloading plugin %s from %s", spec.name(), spec.location().shown());
        DownloadJob download = new DownloadJob(
                downloads, store, platform, spec, location, lastGood.map(LastGood::remembered), progress);
        return download.run()
                .map(outcome -> outcome.file()
                        .map(file -> remember(spec, file, outcome.etag(), outcome.lastModified()))
                        .orElseGet(() -> unchanged(spec, lastGood.orElseThrow(), outcome)))
                .onFailure(HttpFetcher::isOfStore)
                .recoverWithUni(fault -> lastGood.map(
                                good -> Uni.createFrom().item(fallback(good, String.valueOf(fault.getMessage()))))
                        .orElseGet(() -> Uni.createFrom().failure(fault)))
                .onFailure(DownloadFault.class)
                .recoverWithUni(fault -> lastGood.filter(good -> FORGIVEN.contains(fault.kind()))
                        .map(good -> Uni.createFrom().item(fallback(good, tried(spec, fault))))
                        .orElseGet(() -> Uni.createFrom().failure(exception(spec, fault, download.attempts()))));
    }

    private Executable remember(PluginSpec spec, Stored file, Optional<String> etag, Optional<String> lastModified) {
        if (spec.sha256().isEmpty()) {
            Instant now = downloads.clock().instant();
            remember(spec, new DownloadRecord(file.digest(), etag, lastModified, now));
        }
        return executable(file);
    }

    private void remember(PluginSpec spec, DownloadRecord download) {
        try {
            store.remember(key(spec), download);
        } catch (IOException e) {
            LOG.warnf(
                    "tried to remember the download of plugin %s in the store, but %s; after a restart it is made again,"
                            + " and with the server down its result is not found; see that the store can be written",
                    spec.name(), e);
        }
    }

    /** The server need not say again what it knows the file by. */
    private Executable unchanged(PluginSpec spec, LastGood good, DownloadJob.Outcome outcome) {
        LOG.infof(
                "Plugin %s: %s has not changed, the file in the store is used",
                spec.name(), spec.location().shown());
        return remember(
                spec,
                good.file(),
                outcome.etag().or(() -> good.remembered().etag()),
                outcome.lastModified().or(() -> good.remembered().lastModified()));
    }

    private static String tried(PluginSpec spec, DownloadFault fault) {
        return "tried to download plugin " + spec.name() + " from "
                + spec.location().shown() + ", but " + fault.getMessage();
    }

    private Executable fallback(LastGood good, String problem) {
        Instant fetched = good.remembered().fetched();
        LOG.warnf(
                "%s. The file that was there %s ago is used (sha256 %s)",
                problem,
                HumanUnits.duration(Duration.between(fetched, downloads.clock().instant())),
                good.file().digest());
        return executable(good.file());
    }

    /** See {@link Store#fault}. Of a store that cannot be written, what is in it is used. */
    private static boolean isOfStore(Throwable fault) {
        return fault instanceof InstallException && fault.getCause() instanceof IOException;
    }

    private static InstallException exception(PluginSpec spec, DownloadFault fault, int attempts) {
        return new InstallException(
                !fault.isPassing(),
                "tried " + (attempts > 1 ? attempts + " times " : "") + "to install plugin " + spec.name() + " from "
                        + spec.location().shown() + ", but " + fault.getMessage(),
                fault.getCause());
    }

    private static Executable executable(Stored stored) {
        return new Executable(List.of(stored.file().toString()), Optional.of(stored.digest()));
    }

    /** The store leaves user and password out, so it is the same when a password was changed. */
    private static String key(PluginSpec spec) {
        return spec.location().uri().toString();
    }
}
