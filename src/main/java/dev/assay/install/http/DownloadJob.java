package dev.assay.install.http;

import dev.assay.config.Location;
import dev.assay.config.Platform;
import dev.assay.config.PluginSpec;
import dev.assay.install.format.ExecutableFormat;
import dev.assay.install.format.Refusal;
import dev.assay.install.http.DownloadFault.Kind;
import dev.assay.install.progress.DownloadOutcome;
import dev.assay.install.progress.ProgressListener;
import dev.assay.install.store.DownloadRecord;
import dev.assay.install.store.PartialFile;
import dev.assay.install.store.Store;
import dev.assay.install.store.StoreException;
import dev.assay.pace.BackOff;
import dev.assay.pace.Pause;
import dev.assay.text.HumanUnits;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One download with all its attempts, from the first request to the file in the store. For one subscription. */
public final class DownloadJob {
    private static final Logger LOG = Logger.getLogger(DownloadJob.class);

    /** The delay before the second attempt; each further one is twice as long. */
    private static final Duration SHORTEST_DELAY = Duration.ofSeconds(1);

    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    private final DownloadClient downloads;
    private final Store store;
    private final Platform platform;
    private final PluginSpec spec;
    private final URI location;
    private final Optional<DownloadRecord> known;
    private final Optional<RefusedDownload> refused;
    private final Supplier<Uni<Boolean>> otherFile;
    private final PartialFile file;
    private final ProgressMeter meter;
    private final BackOff backOff;
    private int attempts;
    private boolean resumed;
    private boolean unchanged;
    private Optional<DownloadFault> last = Optional.empty();
    private Validators received = Validators.NONE;

    /**
     * Makes a job that has not begun.
     *
     * @param known the last download from the location, whose file is in the store: only a newer file is asked for
     * @param refused the last download from the location, where its content was refused: only another content is asked for
     * @param otherFile whether a file is there that can be used in place of this one; asked when an attempt has failed, and
     *     then no further attempt keeps the plugin waiting
     */
    public DownloadJob(
            DownloadClient downloads,
            Store store,
            Platform platform,
            PluginSpec spec,
            Location.Http location,
            Optional<DownloadRecord> known,
            Optional<RefusedDownload> refused,
            Supplier<Uni<Boolean>> otherFile,
            ProgressListener progress) {
        this.downloads = downloads;
        this.store = store;
        this.platform = platform;
        this.spec = spec;
        this.location = location.uri();
        this.known = known;
        this.refused = refused;
        this.otherFile = otherFile;
        this.file = store.begin(spec.name());
        this.backOff = backOff(downloads.random());
        this.meter = new ProgressMeter(
                spec.name(), progress, downloads.nanos(), downloads.settings().progressInterval());
    }

    /**
     * The download as it is to be remembered; its file is in the store. Fails with {@link DownloadFault}, and with
     * {@link StoreException} when the store cannot be written. A moment after the end, of whatever kind, no temporary
     * file is left; nobody waits for that, since a disk may hang.
     */
    public Uni<DownloadRecord> run() {
        Duration timeout = downloads.settings().timeout();
        return SecretHeaders.read(spec, downloads.secrets())
                .chain(this::attempt)
                .ifNoItem()
                .after(timeout)
                .on(downloads.timer())
                .failWith(() -> tooSlow(timeout))
                .onItemOrFailure()
                .invoke((record, failure) -> tell(failure))
                .onTermination()
                .invoke(() -> downloads.endings().execute(file::close));
    }

    private void tell(@Nullable Throwable failure) {
        DownloadOutcome success = unchanged ? DownloadOutcome.UNCHANGED : DownloadOutcome.DOWNLOADED;
        downloads
                .observer()
                .onEnded(spec.name(), failure == null ? success : outcome(failure), file.received(), meter.elapsed());
    }

    private static DownloadOutcome outcome(Throwable failure) {
        if (!(failure instanceof DownloadFault fault)) {
            return DownloadOutcome.STORE;
        }
        return switch (fault.kind()) {
            case PASSING -> DownloadOutcome.FAILED;
            case REFUSED -> DownloadOutcome.REFUSED;
            case CONTENT -> DownloadOutcome.UNFIT;
            case SETTING -> DownloadOutcome.MISCONFIGURED;
        };
    }

    /** How often the server was asked. */
    public int attempts() {
        return attempts;
    }

    /** The refused download that this job ended with, where it failed for its content. */
    public Optional<RefusedDownload> refusal() {
        return last.filter(fault -> fault.kind() == Kind.CONTENT)
                .map(fault ->
                        new RefusedDownload(fault, received, downloads.clock().instant()));
    }

    private Uni<DownloadRecord> attempt(List<Header> headers) {
        Validators unwanted = refused.map(RefusedDownload::validators)
                .or(() -> known.map(Validators::of))
                .orElse(Validators.NONE);
        RequestFactory requests = new RequestFactory(location, headers, unwanted, downloads.proxies());
        return Uni.createFrom()
                .deferred(() -> {
                    attempts++;
                    resumed |= requests.isForRest(file);
                    return DownloadAttempt.attempt(
                            downloads,
                            requests,
                            location,
                            new Redirects(
                                    Address.bare(location),
                                    spec.sha256().isPresent(),
                                    uri -> downloads.proxies().proxyFor(uri).isPresent()),
                            file,
                            meter);
                })
                .runSubscriptionOn(downloads.executor())
                .emitOn(downloads.executor())
                .map(this::finish)
                .onFailure(DownloadFault.class)
                .recoverWithUni(fault -> again(fault, headers));
    }

    private Uni<DownloadRecord> again(DownloadFault fault, List<Header> headers) {
        boolean isNews =
                last.filter(before -> before.reason().equals(fault.reason())).isEmpty();
        last = Optional.of(fault);
        if (!fault.isPassing() || attempts >= downloads.attempts()) {
            return Uni.createFrom().failure(fault);
        }
        return otherFile
                .get()
                .chain(isThere -> isThere ? Uni.createFrom().failure(fault) : later(fault, isNews, headers));
    }

    private Uni<DownloadRecord> later(DownloadFault fault, boolean isNews, List<Header> headers) {
        Duration delay = delay(backOff, fault.retryAfter());
        LOG.logf(
                isNews ? Logger.Level.WARN : Logger.Level.DEBUG,
                "Attempt %d of %d to download plugin %s from %s failed: %s; the next one is in %s",
                attempts,
                downloads.attempts(),
                spec.name(),
                spec.location().shown(),
                fault.reason(),
                HumanUnits.duration(delay));
        return Pause.of(delay, downloads.timer()).chain(() -> attempt(headers));
    }

    static BackOff backOff(RandomGenerator random) {
        return new BackOff(SHORTEST_DELAY, LONGEST_DELAY, random);
    }

    /** @param asked by the server; the delay is never shorter */
    static Duration delay(BackOff backOff, Optional<Duration> asked) {
        Duration own = backOff.nextDelay();
        return asked.filter(a -> a.compareTo(own) > 0).orElse(own);
    }

    private DownloadRecord finish(DownloadResponse response) {
        received = response.validators();
        if (response.modified()) {
            return record(keep(response), received);
        }
        if (refused.isPresent()) {
            received = received.or(refused.get().validators());
            throw refused.get().fault();
        }
        LOG.infof(
                "Plugin %s: %s has not changed, the file in the store is used",
                spec.name(), spec.location().shown());
        unchanged = true;
        DownloadRecord before = known.orElseThrow();
        return record(before.digest(), received.or(Validators.of(before)));
    }

    private DownloadRecord record(String digest, Validators validators) {
        return new DownloadRecord(
                digest,
                validators.etag(),
                validators.lastModified(),
                downloads.clock().instant());
    }

    private String keep(DownloadResponse response) {
        if (response.encoding().isEmpty()) {
            return keep(file);
        }
        try (PartialFile unpacked = store.begin(spec.name())) {
            Gunzip.unpack(
                    response.encoding().get(),
                    file,
                    unpacked,
                    downloads.settings().maxSize().asLongValue());
            String digest = keep(unpacked);
            file.close();
            return digest;
        }
    }

    private String keep(PartialFile whole) {
        String digest = whole.digest();
        Optional<Refusal> unfit = refusal(whole);
        Optional<Refusal> wrong = Refusal.ofDigest(spec.sha256(), digest, unfit);
        if (wrong.isPresent() && resumed) {
            // The parts may be of different files.
            resumed = false;
            file.restart();
            throw DownloadFault.of(
                    Kind.PASSING, wrong.get().problem() + ", and it came in parts", "correct the server");
        }
        wrong.or(() -> unfit).ifPresent(refusal -> {
            refusal.excerpt()
                    .ifPresent(words -> LOG.warnf(
                            "Plugin %s: what came from %s begins with: %s",
                            spec.name(), spec.location().shown(), words));
            throw DownloadFault.of(Kind.CONTENT, refusal.problem(), refusal.remedy());
        });
        Path unused = whole.commit(digest);
        LOG.infof(
                "Plugin %s: downloaded %s in %s",
                spec.name(), HumanUnits.bytes(whole.received()), HumanUnits.duration(meter.elapsed()));
        return digest;
    }

    private Optional<Refusal> refusal(PartialFile whole) {
        try {
            return ExecutableFormat.refusal(whole.file(), platform, spec.plainEnv());
        } catch (IOException e) {
            throw whole.fault(e);
        }
    }

    private DownloadFault tooSlow(Duration timeout) {
        String cause = last.map(fault -> ", the last attempt failed because " + fault.reason())
                .orElse(", " + HumanUnits.bytes(file.received()) + " had come");
        return DownloadFault.of(
                Kind.PASSING,
                "it was not there whole within " + HumanUnits.duration(timeout) + cause,
                "see why the server is slow, or raise assay.download.timeout");
    }
}
