package dev.assay.install.peer;

import java.util.List;
import java.util.Optional;

/**
 * The replicas of the service at one moment.
 *
 * @param own this replica; absent while its address is not published
 */
record PeerGroup(Optional<Peer> own, List<Peer> others) {
    static final PeerGroup NONE = new PeerGroup(Optional.empty(), List.of());

    PeerGroup {
        others = List.copyOf(others);
    }

    /** Whether this replica is the one that downloads, so that the others may wait for its copy. */
    boolean ownIsFirst(String sha256) {
        return others.isEmpty()
                || own.filter(me -> others.stream()
                                .allMatch(other -> me.rank(sha256).compareTo(other.rank(sha256)) < 0))
                        .isPresent();
    }
}
