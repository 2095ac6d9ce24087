package dev.assay.install.peer;

import com.google.common.net.InetAddresses;
import dev.assay.config.Location;
import dev.assay.config.Platform;
import dev.assay.config.PluginSpec;
import dev.assay.install.http.DownloadClient;
import dev.assay.install.http.DownloadFault;
import dev.assay.install.http.DownloadJob;
import dev.assay.install.http.SmallAnswer;
import dev.assay.install.progress.ProgressListener;
import dev.assay.install.store.DownloadRecord;
import dev.assay.install.store.Store;
import dev.assay.settings.PeerService;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The requests to peers, which carry the token of this replica. No redirect is followed, and no proxy is used. */
final class PeerRequests {
    private static final String CA_FILE = "assay.peers.ca-file";

    private final PeerToken token;
    private final Map<PeerService, DownloadClient> clients;
    private final Duration timeout;
    private final Store store;
    private final Platform platform;

    /** @param timeout for the answer to a question */
    PeerRequests(
            Collection<PeerService> services,
            Optional<Path> tokenFile,
            Optional<Path> caFile,
            Duration timeout,
            DownloadClient downloads,
            Store store,
            Platform platform) {
        this.token = new PeerToken(tokenFile, downloads.executor());
        this.clients = services.stream()
                .distinct()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), service -> downloads.direct(token, caFile, CA_FILE, serverName(service))));
        this.timeout = timeout;
        this.store = store;
        this.platform = platform;
    }

    /** Asks a peer. Never fails. */
    Uni<PeerAnswer> ask(Peer peer, PluginSpec spec, String query) {
        return SmallAnswer.get(client(peer), at(spec, peer.question(query), Optional.empty()), timeout)
                .map(body -> PeerAnswer.read(peer, spec.sha256(), body))
                .onFailure(DownloadFault.class)
                .recoverWithItem(fault -> PeerAnswer.failed(peer, problem(fault)));
    }

    /** Other remedies are for the server of a location. */
    private static String problem(DownloadFault fault) {
        return fault.isMendedBy(CA_FILE) ? String.valueOf(fault.getMessage()) : fault.reason();
    }

    /**
     * Gets an executable by its digest, by the rules of every download. Fails with {@link DownloadFault}, and with {@code
     * StoreException} when the store cannot be written.
     */
    Uni<DownloadRecord> fetch(Peer peer, PluginSpec spec, String digest, ProgressListener progress) {
        return Uni.createFrom().deferred(() -> {
            Location.Http content = new Location.Http(peer.content(digest));
            return new DownloadJob(
                            client(peer),
                            store,
                            platform,
                            at(spec, content.uri(), Optional.of(digest)),
                            content,
                            Optional.empty(),
                            Optional.empty(),
                            () -> Uni.createFrom().item(false),
                            progress)
                    .run();
        });
    }

    private DownloadClient client(Peer peer) {
        return Objects.requireNonNull(clients.get(peer.service()));
    }

    /** The entry of a plugin as it would be if the peer were its location. */
    private PluginSpec at(PluginSpec spec, URI uri, Optional<String> digest) {
        return new PluginSpec(
                spec.name(),
                new Location.Http(uri),
                digest,
                spec.args(),
                token.names(),
                spec.env(),
                spec.timeout(),
                spec.limits(),
                spec.required());
    }

    /** Without the dot of the DNS' root, which TLS does not permit (RFC 6066, 3). */
    private static Optional<String> serverName(PeerService service) {
        return Optional.of(service.host())
                .filter(host -> !InetAddresses.isInetAddress(host))
                .map(host -> host.endsWith(".") ? host.substring(0, host.length() - 1) : host);
    }
}
