package dev.assay.install.peer;

import dev.assay.config.Platform;
import dev.assay.config.PluginSpec;
import dev.assay.install.http.Address;
import dev.assay.install.http.DownloadClient;
import dev.assay.install.http.DownloadFault;
import dev.assay.install.progress.ProgressListener;
import dev.assay.install.store.DownloadRecord;
import dev.assay.install.store.Store;
import dev.assay.pace.Pause;
import dev.assay.settings.AssaySettings;
import dev.assay.settings.PeerService;
import dev.assay.text.HumanUnits;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The other replicas of the service, which are asked for an executable that its location does not give. Whatever they send
 * is checked as a download is. Thread-safe; no thread is held while a peer is waited for.
 */
public final class Peers {
    /** The most peers that are asked at once. An executable is usually on all of them, so any few will do. */
    static final int MOST_ASKED = 16;

    private static final Logger LOG = Logger.getLogger(Peers.class);

    /** A replica answers a question from its memory and one small file. */
    private static final Duration QUESTION_TIMEOUT = Duration.ofSeconds(5);

    /** Longer than a resolver takes that asks a dead server of the DNS first, and one that answers next. */
    private static final Duration LOOK_UP_TIMEOUT = Duration.ofSeconds(15);

    /** The pause between two questions for the copy that is waited for. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final PeerAddresses addresses;
    private final PeerRequests requests;
    private final DownloadClient downloads;
    private final Duration maxWait;

    Peers(PeerAddresses addresses, PeerRequests requests, DownloadClient downloads, Duration maxWait) {
        this.addresses = addresses;
        this.requests = requests;
        this.downloads = downloads;
        this.maxWait = maxWait;
    }

    /** @param ownPorts the ports of this host's HTTP server, by which it knows its own address among those of its peers */
    public static Peers of(
            AssaySettings.Peers settings,
            Set<Integer> ownPorts,
            DownloadClient downloads,
            Store store,
            Platform platform) {
        List<PeerService> services = settings.service().orElse(List.of()).stream()
                .map(PeerService::parse)
                .toList();
        return new Peers(
                PeerAddresses.ofDns(services, ownPorts),
                new PeerRequests(
                        services,
                        settings.tokenFile(),
                        settings.caFile(),
                        QUESTION_TIMEOUT,
                        downloads,
                        store,
                        platform),
                downloads,
                settings.maxWait());
    }

    /** No other replicas. */
    public static Peers none(DownloadClient downloads, Store store, Platform platform) {
        return new Peers(
                PeerAddresses.ofDns(List.of(), Set.of()),
                new PeerRequests(
                        List.of(), Optional.empty(), Optional.empty(), QUESTION_TIMEOUT, downloads, store, platform),
                downloads,
                Duration.ZERO);
    }

    /** Whether a peer has the executable. Never fails. */
    public Uni<Boolean> have(PluginSpec spec) {
        return group().chain(group -> ask(group, spec)).map(answers -> answers.stream()
                .anyMatch(answer -> answer.record().isPresent()));
    }

    /**
     * Gets the executable from a peer: that of the configured digest, else that of the latest download from the location.
     * Empty where no peer gives it, which is logged. Fails with {@code StoreException} when the store cannot be written.
     *
     * @param isWanted whether the executable of a peer's record is of use
     */
    public Uni<Optional<PeerCopy>> fetch(
            PluginSpec spec, Predicate<DownloadRecord> isWanted, ProgressListener progress) {
        return group().chain(group -> group.others().isEmpty()
                ? nothing()
                : ask(group, spec).chain(answers -> {
                    List<PeerAnswer> offers = offers(answers, isWanted);
                    if (offers.isEmpty()) {
                        logNoOffer(spec, answers);
                    }
                    return fetch(spec, offers, progress);
                }));
    }

    /**
     * Waits for another replica's copy of an executable that has a {@code sha256}, while another one is to download it.
     * Empty where this replica is to download it, at once or after the longest wait. Fails as {@link #fetch} does.
     */
    public Uni<Optional<PeerCopy>> await(PluginSpec spec, ProgressListener progress) {
        return maxWait.isZero() || spec.sha256().isEmpty()
                ? nothing()
                : await(spec, progress, downloads.nanos().getAsLong() + maxWait.toNanos(), false);
    }

    private Uni<Optional<PeerCopy>> await(PluginSpec spec, ProgressListener progress, long deadline, boolean wasTold) {
        return group().chain(group -> ask(group, spec)
                .chain(answers -> fetch(spec, offers(answers, record -> true), progress))
                .chain(copy -> {
                    long left = deadline - downloads.nanos().getAsLong();
                    if (copy.isPresent()
                            || left <= 0
                            || group.ownIsFirst(spec.sha256().orElseThrow())) {
                        return Uni.createFrom().item(copy);
                    }
                    if (!wasTold) {
                        LOG.infof(
                                "Plugin %s: another replica is to download its executable, which is waited for up to %s",
                                spec.name(), HumanUnits.duration(maxWait));
                    }
                    return Pause.of(Duration.ofNanos(Math.min(left, PAUSE.toNanos())), downloads.timer())
                            .chain(() -> await(spec, progress, deadline, true));
                }));
    }

    private Uni<PeerGroup> group() {
        if (addresses.isEmpty()) {
            return Uni.createFrom().item(PeerGroup.NONE);
        }
        return Uni.createFrom()
                .item(addresses::find)
                .runSubscriptionOn(downloads.executor())
                .ifNoItem()
                .after(LOOK_UP_TIMEOUT)
                .on(downloads.timer())
                .recoverWithItem(() -> {
                    LOG.warnf(
                            "tried to find the peers of this replica, but their names were not looked up within %s; see"
                                    + " whether the DNS and the disk answer",
                            HumanUnits.duration(LOOK_UP_TIMEOUT));
                    return PeerGroup.NONE;
                });
    }

    private Uni<List<PeerAnswer>> ask(PeerGroup group, PluginSpec spec) {
        List<Peer> peers = new ArrayList<>(group.others());
        Collections.shuffle(peers);
        String query = spec.sha256()
                .map(digest -> "sha256=" + digest)
                .orElseGet(() -> "location=" + Store.key(Address.key(spec.location())));
        List<Uni<PeerAnswer>> questions = peers.stream()
                .limit(MOST_ASKED)
                .map(peer -> requests.ask(peer, spec, query))
                .toList();
        return questions.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Uni.join().all(questions).andFailFast();
    }

    /** The answers with an executable of use, the latest download first. */
    private static List<PeerAnswer> offers(List<PeerAnswer> answers, Predicate<DownloadRecord> isWanted) {
        return answers.stream()
                .filter(answer -> answer.record().filter(isWanted).isPresent())
                .sorted(Comparator.comparing(
                        answer -> answer.record().orElseThrow().fetched(), Comparator.reverseOrder()))
                .toList();
    }

    private Uni<Optional<PeerCopy>> fetch(PluginSpec spec, List<PeerAnswer> offers, ProgressListener progress) {
        if (offers.isEmpty()) {
            return nothing();
        }
        Peer peer = offers.get(0).peer();
        DownloadRecord record = offers.get(0).record().orElseThrow();
        LOG.infof("Downloading plugin %s from peer %s", spec.name(), peer);
        return requests.fetch(peer, spec, record.digest(), progress)
                .map(done -> Optional.of(new PeerCopy(peer.toString(), record)))
                .onFailure(DownloadFault.class)
                .recoverWithUni(fault -> {
                    LOG.warnf(
                            "tried to download plugin %s from peer %s, but %s; look at the log of that replica",
                            spec.name(), peer, fault.reason());
                    return fetch(spec, offers.subList(1, offers.size()), progress);
                });
    }

    private static void logNoOffer(PluginSpec spec, List<PeerAnswer> answers) {
        LOG.infof(
                "Plugin %s: no peer has an executable of use: %s",
                spec.name(),
                answers.stream()
                        .map(answer -> answer.peer() + " ("
                                + (answer.problem().isEmpty() ? "it has the same or an older one" : answer.problem())
                                + ")")
                        .collect(Collectors.joining(", ")));
    }

    private static Uni<Optional<PeerCopy>> nothing() {
        return Uni.createFrom().item(Optional.empty());
    }
}
