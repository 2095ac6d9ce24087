package dev.assay.install.peer;

import dev.assay.install.store.DownloadRecord;

/**
 * An executable that a peer gave, which is in the store and has the digest that it should have.
 *
 * @param peer its address, for instance {@code 10.1.2.3:8080}
 * @param record of the peer's own download, where it has no {@code sha256} in its entry
 */
public record PeerCopy(String peer, DownloadRecord record) {}
