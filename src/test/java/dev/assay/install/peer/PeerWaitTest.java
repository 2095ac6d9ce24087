package dev.assay.install.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.config.PluginSpec;
import dev.assay.install.Executable;
import dev.assay.install.http.DownloadFixture;
import dev.assay.install.http.RawServer;
import dev.assay.settings.PeerService;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** One of several replicas downloads; the others wait for its copy, for a while. */
@ResourceLock(DownloadFixture.LOG)
class PeerWaitTest {
    private static final byte[] FILE = DownloadFixture.FILE;
    private static final String DIGEST = DownloadFixture.DIGEST;

    @RegisterExtension
    final DownloadFixture fixture = new DownloadFixture();

    private final RawServer source = new RawServer(exchange -> exchange.whole(200, FILE));
    private final FakeReplica other = new FakeReplica();

    @AfterEach
    void close() {
        source.close();
        other.close();
    }

    @Test
    void the_first_in_the_order_downloads_at_once() {
        wait("60s", ownService(true));
        assertThat(fixture.install(pinned()).peer()).isEmpty();
        assertThat(other.server().exchanges()).hasSize(1);
        assertThat(source.exchanges()).hasSize(1);
    }

    @Test
    void one_that_is_not_first_waits_for_the_copy_of_another() {
        wait("60s", ownService(false));
        CompletableFuture<Executable> installing = fixture.begin(pinned());
        await().atMost(DownloadFixture.TIMEOUT)
                .until(() -> !other.server().exchanges().isEmpty());
        other.has(FILE, DIGEST);
        assertThat(fixture.drive(installing).join().peer()).contains(other.address());
        assertThat(source.exchanges()).isEmpty();
    }

    @Test
    void the_wait_has_an_end() {
        wait("5s", ownService(false));
        assertThat(fixture.install(pinned()).peer()).isEmpty();
        assertThat(source.exchanges()).hasSize(1);
        assertThat(other.server().exchanges()).isNotEmpty();
    }

    @Test
    void without_a_digest_the_source_is_asked_at_once() {
        wait("60s", ownService(false));
        assertThat(fixture.install(DownloadFixture.spec(source.url("/x"))).peer())
                .isEmpty();
        assertThat(other.server().exchanges()).isEmpty();
    }

    /** The own address on a port that gives it this place in the order. */
    private PeerService ownService(boolean first) {
        Peer theirs = new Peer(other.service(), InetAddress.getLoopbackAddress());
        for (int port = 1; ; port++) {
            Peer own = new Peer(new PeerService("http", "127.0.0.1", port), InetAddress.getLoopbackAddress());
            if (own.rank(DIGEST).compareTo(theirs.rank(DIGEST)) < 0 == first) {
                return own.service();
            }
        }
    }

    private void wait(String longest, PeerService own) {
        List<PeerService> services = List.of(other.service(), own);
        fixture.peers((downloads, store, platform) -> new Peers(
                new PeerAddresses(services, InetAddress::getAllByName, peer -> peer.service()
                        .equals(own)),
                new PeerRequests(
                        services, Optional.empty(), Optional.empty(), Duration.ofDays(1), downloads, store, platform),
                downloads,
                Duration.parse("PT" + longest)));
    }

    private PluginSpec pinned() {
        return DownloadFixture.spec(source.url("/x"), Optional.of(DIGEST));
    }
}
