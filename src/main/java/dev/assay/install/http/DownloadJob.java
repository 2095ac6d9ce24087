package dev.assay.install.http;

import dev.assay.config.Location;
import dev.assay.config.Platform;
import dev.assay.config.PluginSpec;
import dev.assay.install.format.ExecutableFormat;
import dev.assay.install.format.Refusal;
import dev.assay.install.http.DownloadFault.Kind;
import dev.assay.install.store.DownloadRecord;
import dev.assay.install.store.InstallException;
import dev.assay.install.store.PartialFile;
import dev.assay.install.store.Store;
import dev.assay.install.store.StoreFolder;
import dev.assay.install.store.Stored;
import dev.assay.text.HumanUnits;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** One download with all its attempts, from the first request to the file in the store. For one subscription. */
public final class DownloadJob {
    private static final Logger LOG = Logger.getLogger(DownloadJob.class);

    private final DownloadClient downloads;
    private final Store store;
    private final Platform platform;
    private final PluginSpec spec;
    private final URI location;
    private final Optional<DownloadRecord> known;
    private final PartialFile file;
    private final ProgressMeter meter;
    private int attempts;
    private boolean resumed;
    private Optional<DownloadFault> last = Optional.empty();

    public DownloadJob(
            DownloadClient downloads,
            Store store,
            Platform platform,
            PluginSpec spec,
            Location.Http location,
            Optional<DownloadRecord> known,
            Consumer<Progress> progress) {
        this.downloads = downloads;
        this.store = store;
        this.platform = platform;
        this.spec = spec;
        this.location = location.uri();
        this.known = known;
        this.file = newFile();
        this.meter = new ProgressMeter(
                spec.name(), progress, downloads.nanos(), downloads.settings().progressInterval());
    }

    /**
     * What came of it.
     *
     * @param file absent when what is known is what is there
     */
    public record Outcome(Optional<Stored> file, Optional<String> etag, Optional<String> lastModified) {}

    /**
     * Fails with {@link DownloadFault}, and with {@link InstallException} when the store cannot be written. A moment after
     * it ends, in whatever way, no temporary file is left; nobody waits for that, since a disk may hang.
     */
    public Uni<Outcome> run() {
        Duration timeout = downloads.settings().timeout();
        return SecretHeaders.read(spec, downloads.secrets())
                .chain(this::attempt)
                .ifNoItem()
                .after(timeout)
                .on(downloads.timer())
                .failWith(() -> tooSlow(timeout))
                .onTermination()
                .invoke(() -> downloads.endings().execute(file::close));
    }

    /** How often the server was asked. */
    public int attempts() {
        return attempts;
    }

    private Uni<Outcome> attempt(List<Header> headers) {
        RequestMaker requests = new RequestMaker(location, headers, known, downloads.proxies());
        return Uni.createFrom()
                .deferred(() -> {
                    attempts++;
                    resumed |= requests.isForRest(file);
                    return DownloadAttempt.attempt(
                            downloads.means(),
                            downloads.client(),
                            requests,
                            location,
                            new Redirects(Address.bare(location), spec.sha256().isPresent()),
                            file,
                            meter);
                })
                .runSubscriptionOn(downloads.executor())
                .emitOn(downloads.executor())
                .map(this::finish)
                .onFailure(DownloadFault.class)
                .recoverWithUni(fault -> again(fault, headers));
    }

    private Uni<Outcome> again(DownloadFault fault, List<Header> headers) {
        last = Optional.of(fault);
        if (!fault.isPassing() || attempts >= mostAttempts()) {
            return Uni.createFrom().failure(fault);
        }
        Duration delay = downloads.delays().after(attempts, fault.retryAfter());
        LOG.warnf(
                "Attempt %d of %d to download plugin %s from %s failed: %s; the next one is in %s",
                attempts,
                mostAttempts(),
                spec.name(),
                spec.location().shown(),
                fault.reason(),
                HumanUnits.duration(delay));
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .onExecutor(downloads.timer())
                .by(delay)
                .chain(() -> attempt(headers));
    }

    /** A server that is down must not keep a plugin waiting that has an executable. */
    private int mostAttempts() {
        return known.isPresent() ? 1 : downloads.settings().attempts();
    }

    private Outcome finish(DownloadResponse answer) {
        Optional<Stored> stored = answer.modified() ? Optional.of(keep(answer)) : Optional.empty();
        return new Outcome(stored, answer.etag(), answer.lastModified());
    }

    private Stored keep(DownloadResponse answer) {
        if (answer.encoding().isEmpty()) {
            return keep(file);
        }
        try (PartialFile plain = newFile()) {
            Gunzip.unpack(
                    answer.encoding().get(),
                    file,
                    plain,
                    downloads.settings().maxSize().asLongValue());
            Stored stored = keep(plain);
            file.close();
            return stored;
        }
    }

    private Stored keep(PartialFile whole) {
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
            throw DownloadFault.of(Kind.CONTENT, refusal.problem(), refusal.remedy());
        });
        Stored stored = whole.commit(digest);
        LOG.infof(
                "Plugin %s: downloaded %s in %s",
                spec.name(), HumanUnits.bytes(whole.received()), HumanUnits.duration(meter.elapsed()));
        return stored;
    }

    private Optional<Refusal> refusal(PartialFile whole) {
        try {
            return ExecutableFormat.refusal(whole.file(), platform, spec.env());
        } catch (IOException e) {
            throw store.fault(spec.name(), e);
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

    private PartialFile newFile() {
        return new PartialFile(
                () -> store.stage(StoreFolder.fileName(spec.name())), failure -> store.fault(spec.name(), failure));
    }
}
