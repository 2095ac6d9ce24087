package dev.assay.install;

import dev.assay.config.Location;
import dev.assay.config.Platform;
import dev.assay.config.PluginSpec;
import dev.assay.install.http.Address;
import dev.assay.install.http.DownloadClient;
import dev.assay.install.http.DownloadFault;
import dev.assay.install.http.DownloadFault.Kind;
import dev.assay.install.http.DownloadJob;
import dev.assay.install.http.RefusedDownload;
import dev.assay.install.peer.PeerCopy;
import dev.assay.install.peer.Peers;
import dev.assay.install.progress.ProgressListener;
import dev.assay.install.store.DownloadRecord;
import dev.assay.install.store.Store;
import dev.assay.install.store.StoreException;
import dev.assay.text.HumanUnits;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Installs from {@code http} and {@code https}. An executable that the store has under the configured digest is not
 * asked for again. Without a configured digest the server is asked whether the file has changed since the last
 * download. When it gives no file, that of a peer or the last one is used.
 */
final class HttpFetcher {
    private static final Logger LOG = Logger.getLogger(HttpFetcher.class);

    /**
     * Faults that let another file be used. A fault of the file itself or of the user's configuration must be seen.
     */
    private static final Set<Kind> FORGIVEN = Set.of(Kind.PASSING, Kind.REFUSED);

    private final Store store;
    private final DownloadClient downloads;
    private final Peers peers;
    private final Platform platform;
    private final RefusedDownloads refusals;

    HttpFetcher(Store store, DownloadClient downloads, Peers peers, Platform platform) {
        this.store = store;
        this.downloads = downloads;
        this.peers = peers;
        this.platform = platform;
        this.refusals = new RefusedDownloads(downloads.clock());
    }

    /**
     * An executable that is in the store.
     *
     * @param peer which gave it; empty where it came from its location
     */
    private record Fetched(DownloadRecord record, Optional<String> peer) {}

    /** Fails with {@link InstallException}, and with {@link StoreException} when the store cannot be written. */
    Uni<Executable> fetch(PluginSpec spec, Location.Http location, Consumer<InstallProgress> progress) {
        Optional<Path> pinned = spec.sha256().flatMap(digest -> store.find(digest, spec.name()));
        if (pinned.isPresent()) {
            return Uni.createFrom()
                    .item(Executable.stored(pinned.get(), spec.sha256().orElseThrow()));
        }
        Optional<DownloadRecord> record =
                spec.sha256().isPresent() ? Optional.empty() : store.lastDownload(Address.key(location));
        Optional<Path> lastFile = record.flatMap(known -> store.find(known.digest(), spec.name()));
        Optional<DownloadRecord> lastGood = record.filter(known -> lastFile.isPresent());
        ProgressListener listener =
                (received, total, rate) -> progress.accept(new InstallProgress(received, total, rate));
        return peers.await(spec, listener)
                .chain(copy -> copy.map(found -> Uni.createFrom().item(fetched(found)))
                        .orElseGet(() -> download(spec, location, lastGood, listener)))
                .map(fetched -> lastFile.filter(file -> fetched.record()
                                .digest()
                                .equals(record.orElseThrow().digest()))
                        .map(file -> Executable.stored(file, fetched.record().digest()))
                        .orElseGet(() ->
                                stored(store, spec, fetched.record().digest()).from(fetched.peer())));
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

    private Uni<Fetched> download(
            PluginSpec spec, Location.Http location, Optional<DownloadRecord> lastGood, ProgressListener progress) {
        Optional<RefusedDownload> refused = refusals.of(spec);
        if (refused.isPresent() && refused.get().isPausing(downloads.clock().instant())) {
            return Uni.createFrom().failure(exception(spec, refused.get().fault(), 1));
        }
        LOG.infof("Downloading plugin %s from %s", spec.name(), spec.location().shown());
        DownloadJob job = new DownloadJob(
                downloads,
                store,
                platform,
                spec,
                location,
                lastGood,
                refused,
                () -> lastGood.isPresent() ? Uni.createFrom().item(true) : peers.have(spec),
                progress);
        return job.run()
                .invoke(record -> {
                    refusals.forget(spec);
                    remember(spec, record);
                })
                .map(record -> new Fetched(record, Optional.empty()))
                .onFailure(StoreException.class)
                .recoverWithUni(fault -> lastGood.map(good -> fallback(good, String.valueOf(fault.getMessage())))
                        .orElseGet(() -> Uni.createFrom().failure(fault)))
                .onFailure(DownloadFault.class)
                .recoverWithUni(fault -> {
                    job.refusal().ifPresent(refusal -> refusals.put(spec, refusal));
                    return FORGIVEN.contains(fault.kind())
                            ? otherFile(spec, fault, lastGood, job.attempts(), progress)
                            : Uni.createFrom().failure(exception(spec, fault, job.attempts()));
                });
    }

    /** The file of a peer where that is newer than the last one from the location; else the last one; else the failure. */
    private Uni<Fetched> otherFile(
            PluginSpec spec,
            DownloadFault fault,
            Optional<DownloadRecord> lastGood,
            int attempts,
            ProgressListener progress) {
        String problem = "tried to download plugin " + spec.name() + " from "
                + spec.location().shown() + ", but " + fault.getMessage();
        return peers.fetch(spec, theirs -> isNews(theirs, lastGood), progress)
                .chain(copy -> copy.map(found -> useOfPeer(spec, found, problem))
                        .or(() -> lastGood.map(good -> fallback(good, problem)))
                        .orElseGet(() -> Uni.createFrom().failure(exception(spec, fault, attempts))));
    }

    private static boolean isNews(DownloadRecord theirs, Optional<DownloadRecord> own) {
        return own.filter(good ->
                        good.digest().equals(theirs.digest()) || !good.fetched().isBefore(theirs.fetched()))
                .isEmpty();
    }

    private Uni<Fetched> useOfPeer(PluginSpec spec, PeerCopy copy, String problem) {
        LOG.warnf(
                "%s. The file of peer %s is used (sha256 %s)",
                problem, copy.peer(), copy.record().digest());
        remember(spec, notLaterThanNow(copy.record()));
        return Uni.createFrom().item(fetched(copy));
    }

    /** The record with a time that is not in the future. A peer whose clock is ahead would else count as the newest until then. */
    private DownloadRecord notLaterThanNow(DownloadRecord theirs) {
        Instant now = downloads.clock().instant();
        return theirs.fetched().isAfter(now)
                ? new DownloadRecord(theirs.digest(), theirs.etag(), theirs.lastModified(), now)
                : theirs;
    }

    private static Fetched fetched(PeerCopy copy) {
        return new Fetched(copy.record(), Optional.of(copy.peer()));
    }

    private void remember(PluginSpec spec, DownloadRecord download) {
        if (spec.sha256().isPresent()) {
            return;
        }
        try {
            store.remember(Address.key(spec.location()), download);
        } catch (IOException e) {
            LOG.warnf(
                    "tried to remember the download of plugin %s in the store, but %s; after a restart it is made again,"
                            + " and with the server down its result is not found; see that the store can be written",
                    spec.name(), e);
        }
    }

    private Uni<Fetched> fallback(DownloadRecord lastGood, String problem) {
        LOG.warnf(
                "%s. The file that was there %s ago is used (sha256 %s)",
                problem,
                HumanUnits.duration(
                        Duration.between(lastGood.fetched(), downloads.clock().instant())),
                lastGood.digest());
        return Uni.createFrom().item(new Fetched(lastGood, Optional.empty()));
    }

    private static InstallException exception(PluginSpec spec, DownloadFault fault, int attempts) {
        return new InstallException(
                false,
                "tried " + (attempts > 1 ? attempts + " times " : "") + "to install plugin " + spec.name() + " from "
                        + spec.location().shown() + ", but " + fault.getMessage(),
                fault.getCause());
    }
}
