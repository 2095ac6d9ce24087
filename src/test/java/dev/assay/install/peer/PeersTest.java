package dev.assay.install.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.config.PluginSpec;
import dev.assay.install.Executable;
import dev.assay.install.InstallException;
import dev.assay.install.http.DownloadFixture;
import dev.assay.install.http.RawServer;
import dev.assay.install.store.Store;
import dev.assay.settings.PeerService;
import dev.assay.testing.TestAuthority;
import dev.assay.text.Sha256;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that other replicas give when the source of an executable gives nothing. */
@ResourceLock(DownloadFixture.LOG)
class PeersTest {
    private static final byte[] FILE = DownloadFixture.FILE;
    private static final String DIGEST = DownloadFixture.DIGEST;
    private static final byte[] OTHER = "#!/bin/sh\necho other\n".getBytes(StandardCharsets.UTF_8);
    private static final Instant LATER = Instant.parse("2200-01-01T00:00:00Z");

    /** By the clock of the fixture, which is moved on fast. */
    private static final Duration TIMEOUT = Duration.ofDays(1);

    @RegisterExtension
    final DownloadFixture fixture = new DownloadFixture();

    private final RawServer source = new RawServer(exchange -> exchange.status(503));
    private final FakeReplica first = new FakeReplica();
    private final FakeReplica second = new FakeReplica();
    private Optional<Path> tokenFile = Optional.empty();
    private Optional<Path> caFile = Optional.empty();
    private Predicate<Peer> isOwn = peer -> false;

    @AfterEach
    void close() {
        source.close();
        first.close();
        second.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 401, 403, 404, 410})
    void a_file_that_the_source_does_not_give_comes_from_a_peer(int status) {
        source.answer(exchange -> exchange.status(status));
        first.has(FILE, DIGEST);
        Executable executable = with(first).install(pinned());
        assertThat(executable.digest()).contains(DIGEST);
        assertThat(executable.peer()).contains(first.address());
        fixture.assertHolds(FILE);
        assertThat(source.exchanges()).as("one attempt, for a peer has it").hasSize(1);
        assertThat(first.server().paths())
                .contains("/api/v1/executables?sha256=" + DIGEST, "/api/v1/executables/" + DIGEST);
        assertThat(fixture.log).anySatisfy(line -> assertThat(line)
                .contains(
                        "tried to download plugin acme/latency from " + source.url("/x"),
                        "The file of peer " + first.address() + " is used (sha256 " + DIGEST + ")"));
    }

    @Test
    void a_source_that_is_down_is_replaced_by_a_peer() {
        source.close();
        assertThat(with(second, first.has(FILE, DIGEST)).install(pinned()).peer())
                .contains(first.address());
    }

    @Test
    void a_file_in_the_store_is_asked_of_nobody() {
        source.answer(exchange -> exchange.whole(200, FILE));
        with(first.has(FILE, DIGEST)).install(pinned());
        source.close();
        assertThat(with(first).install(pinned()).peer()).isEmpty();
        assertThat(first.server().exchanges()).isEmpty();
    }

    @Test
    void without_a_digest_the_record_of_the_peer_is_taken_over() {
        first.offers(record(DIGEST, LATER)).sends(exchange -> exchange.whole(200, FILE));
        assertThat(with(first).install(unpinned()).peer()).contains(first.address());
        assertThat(first.server().paths()).contains("/api/v1/executables?location=" + Store.key(source.url("/x")));

        source.answer(exchange -> exchange.status(304));
        assertThat(with(first).install(unpinned()).digest()).contains(DIGEST);
        assertThat(source.exchanges().get(1).header("If-None-Match")).contains("\"v1\"");
    }

    @Test
    void the_newer_of_a_peers_and_the_own_last_file_is_used() {
        source.answer(exchange -> exchange.whole(200, OTHER));
        with(first).install(unpinned());
        source.answer(exchange -> exchange.status(503));

        first.offers(record(DIGEST, Instant.EPOCH)).sends(exchange -> exchange.whole(200, FILE));
        Executable own = with(first).install(unpinned());
        assertThat(own.digest()).contains(Sha256.of(OTHER));
        assertThat(own.peer()).isEmpty();

        first.offers(record(Sha256.of(OTHER), LATER));
        assertThat(with(first).install(unpinned()).peer())
                .as("the same content")
                .isEmpty();

        first.offers(record(DIGEST, LATER));
        assertThat(with(first).install(unpinned()).digest()).contains(DIGEST);
    }

    static Stream<RawServer.Script> bad_contents() {
        return Stream.of(
                exchange -> exchange.whole(200, OTHER),
                exchange -> exchange.whole(200, "<html>sorry</html>".getBytes(StandardCharsets.UTF_8)),
                exchange -> exchange.status(404),
                exchange -> exchange.status(503),
                exchange -> exchange.status(302, "Location: http://127.0.0.1:1/x"),
                exchange -> exchange.whole(200, new byte[2 << 20]),
                RawServer.Exchange::reset,
                exchange -> {
                    exchange.head("HTTP/1.1 200 OK", "Content-Length: 10000");
                    exchange.send(new byte[100]);
                },
                exchange -> {
                    exchange.head("HTTP/1.1 200 OK", "Content-Length: 10000");
                    exchange.hold();
                },
                exchange -> {
                    exchange.head("HTTP/1.1 200 OK", "Connection: close");
                    for (int i = 0; i < 10_000; i++) {
                        exchange.send(new byte[10_000]);
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("bad_contents")
    void a_bad_peer_is_passed_over(RawServer.Script bad) {
        fixture.set("max-size", "1M").set("idle-timeout", "60s");
        first.has(FILE, DIGEST).sends(bad);
        with(first);
        InstallException alone = fixture.failure(pinned());
        assertThat(alone).hasMessageContaining("from " + source.url("/x") + ", but the server answered 503");
        fixture.assertClean();
        assertThat(fixture.log).anySatisfy(line -> assertThat(line).contains("from peer " + first.address() + ", but"));

        assertThat(with(first, second.has(FILE, DIGEST)).install(pinned()).peer())
                .contains(second.address());
        fixture.assertHolds(FILE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"executables\":[{\"sha256\":\"../x\"}]}", "{\"executables\":{}}"})
    void an_answer_that_makes_no_sense_is_no_offer(String answer) {
        first.offers(answer);
        with(first);
        assertThat(fixture.failure(pinned())).hasMessageContaining("503");
        assertThat(fixture.log).anySatisfy(line -> assertThat(line).contains("no peer has an executable of use"));
    }

    @Test
    void a_peer_cannot_give_another_content_than_that_of_the_sha256() {
        first.has(OTHER, Sha256.of(OTHER));
        with(first);
        assertThat(fixture.failure(pinned())).hasMessageContaining("503");
        assertThat(first.server().paths()).isNotEmpty().allMatch(path -> path.contains("?"));
        assertThat(with(first, second.has(FILE, DIGEST)).install(pinned()).peer())
                .contains(second.address());
        fixture.assertHolds(FILE);
    }

    @Test
    void a_bad_file_at_the_source_is_not_hidden_by_a_peer() {
        source.answer(exchange -> exchange.whole(200, OTHER));
        with(first.has(FILE, DIGEST));
        assertThat(fixture.failure(pinned())).hasMessageContaining(Sha256.of(OTHER));
        assertThat(first.server().exchanges()).isEmpty();
    }

    @Test
    void while_no_peer_has_it_the_source_is_asked_again() {
        with(first);
        source.answer(exchange -> {
            if (exchange.number() < 3) {
                exchange.status(503);
            } else {
                exchange.whole(200, FILE);
            }
        });
        assertThat(fixture.install(pinned()).peer()).isEmpty();
        assertThat(source.exchanges()).hasSize(3);
    }

    @Test
    void the_token_goes_to_peers_alone_and_is_read_anew() throws IOException {
        Path file = Files.writeString(fixture.folder.resolve("token"), "one\n");
        tokenFile = Optional.of(file);
        RawServer elsewhere = new RawServer(exchange -> exchange.whole(200, FILE));
        try (elsewhere) {
            first.has(FILE, DIGEST).sends(exchange -> exchange.status(307, "Location: " + elsewhere.url("/x")));
            with(first);
            fixture.failure(pinned());
            Files.writeString(file, "two\n");
            fixture.failure(pinned());
        }
        assertThat(tokens(first.server())).contains("Bearer one", "Bearer two").doesNotContain("none");
        assertThat(tokens(source)).containsOnly("none");
        assertThat(elsewhere.exchanges()).isEmpty();
    }

    @Test
    void a_name_without_addresses_leaves_the_fault_of_the_source() {
        fixture.peers((downloads, store, platform) -> {
            List<PeerService> services = List.of(PeerService.parse("peers.test:8080"));
            PeerAddresses.Resolver none = host -> {
                throw new UnknownHostException(host);
            };
            return new Peers(
                    new PeerAddresses(services, none, isOwn),
                    new PeerRequests(services, tokenFile, caFile, TIMEOUT, downloads, store, platform),
                    downloads,
                    Duration.ZERO);
        });
        assertThat(fixture.failure(pinned())).hasMessageContaining("the server answered 503");
        assertThat(fixture.log)
                .anySatisfy(line -> assertThat(line).contains("the name peers.test is not known; see the Service"));
    }

    @Test
    void its_own_address_is_not_asked() {
        isOwn = peer -> peer.toString().equals(first.address());
        with(first.has(FILE, DIGEST), second.has(FILE, DIGEST));
        assertThat(fixture.install(pinned()).peer()).contains(second.address());
        assertThat(first.server().exchanges()).isEmpty();
    }

    @Test
    void over_tls_the_certificate_is_for_the_name_of_the_service() throws IOException {
        TestAuthority authority = new TestAuthority();
        caFile = Optional.of(authority.writeTo(fixture.folder.resolve("ca.pem")));
        try (FakeReplica right = new FakeReplica(Optional.of(authority.server("localhost")));
                FakeReplica wrong = new FakeReplica(Optional.of(authority.server("other.test")))) {
            with(wrong.has(FILE, DIGEST));
            fixture.failure(pinned());
            assertThat(fixture.log).anySatisfy(line -> assertThat(line).contains("is for another name"));
            assertThat(with(right.has(FILE, DIGEST)).install(pinned()).peer()).contains(right.address());
        }
    }

    @Test
    void certificates_that_are_not_trusted_are_told_with_the_setting_for_peers() throws IOException {
        TestAuthority authority = new TestAuthority();
        try (FakeReplica replica = new FakeReplica(Optional.of(authority.server("localhost")))) {
            with(replica.has(FILE, DIGEST));
            fixture.failure(pinned());
            assertThat(fixture.log).anySatisfy(line -> assertThat(line)
                    .contains("is signed by nobody whom Assay trusts; ", "name that as assay.peers.ca-file")
                    .doesNotContain("assay.download.ca-file"));

            caFile = Optional.of(Files.writeString(fixture.folder.resolve("ca.pem"), "none"));
            with(replica);
            fixture.failure(pinned());
            assertThat(fixture.log).anySatisfy(line -> assertThat(line)
                    .contains("the certificates to trust cannot be read from", "set assay.peers.ca-file to"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void the_name_may_end_with_the_dot_of_the_root(boolean tls) throws IOException {
        TestAuthority authority = new TestAuthority();
        caFile = Optional.of(authority.writeTo(fixture.folder.resolve("ca.pem")));
        try (FakeReplica replica =
                new FakeReplica(tls ? Optional.of(authority.server("localhost")) : Optional.empty())) {
            PeerService service = replica.has(FILE, DIGEST).service();
            PeerService rooted = new PeerService(service.scheme(), "localhost.", service.port());
            assertThat(with(List.of(rooted)).install(pinned()).peer()).contains(replica.address());
        }
    }

    @Test
    void a_peer_whose_clock_is_ahead_is_not_the_latest_for_ever() {
        first.offers(record(DIGEST, LATER)).sends(exchange -> exchange.whole(200, FILE));
        with(first).install(unpinned());
        second.offers(record(Sha256.of(OTHER), fixture.time.instant().plusSeconds(3600)))
                .sends(exchange -> exchange.whole(200, OTHER));
        assertThat(with(second).install(unpinned()).digest()).contains(Sha256.of(OTHER));
    }

    /** Peers of the installers that are made from now on. */
    private DownloadFixture with(FakeReplica... replicas) {
        return with(Stream.of(replicas).map(FakeReplica::service).toList());
    }

    private DownloadFixture with(List<PeerService> services) {
        return fixture.peers((downloads, store, platform) -> new Peers(
                new PeerAddresses(services, host -> new InetAddress[] {InetAddress.getLoopbackAddress()}, isOwn),
                new PeerRequests(services, tokenFile, caFile, TIMEOUT, downloads, store, platform),
                downloads,
                Duration.ZERO));
    }

    private static List<String> tokens(RawServer server) {
        return server.exchanges().stream()
                .map(exchange -> exchange.header("Authorization").orElse("none"))
                .toList();
    }

    private static String record(String digest, Instant fetched) {
        return "{\"executables\":[{\"sha256\":\"" + digest + "\",\"etag\":\"\\\"v1\\\"\",\"fetched\":\"" + fetched
                + "\"}]}";
    }

    private PluginSpec pinned() {
        return DownloadFixture.spec(source.url("/x"), Optional.of(DIGEST));
    }

    private PluginSpec unpinned() {
        return DownloadFixture.spec(source.url("/x"));
    }
}
