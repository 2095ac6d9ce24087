package dev.assay.install.peer;

import com.google.common.net.InetAddresses;
import dev.assay.settings.PeerService;
import dev.assay.text.Sha256;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A replica, by one of the addresses of its service. */
record Peer(PeerService service, InetAddress address) {
    /** The endpoint under which replicas have their executables. */
    private static final String EXECUTABLES = "/api/v1/executables";

    URI content(String sha256) {
        return uri("/" + sha256);
    }

    /** @param query for instance {@code sha256=...} */
    URI question(String query) {
        return uri("?" + query);
    }

    /** The place of this replica in the order of all for one digest. Every replica finds the same order. */
    String rank(String sha256) {
        return Sha256.of((sha256 + " " + this).getBytes(StandardCharsets.UTF_8));
    }

    private URI uri(String rest) {
        return URI.create(service.scheme() + "://" + this + EXECUTABLES + rest);
    }

    /** For instance {@code 10.1.2.3:8080}. */
    @Override
    public String toString() {
        return InetAddresses.toUriString(address) + ":" + service.port();
    }
}
