package dev.assay.install.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.install.Executable;
import dev.assay.install.InstallException;
import dev.assay.testing.TestAuthority;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Through a proxy; the names of the servers are known to it alone. */
@ResourceLock(DownloadFixture.LOG)
class DownloadProxyTest {
    private static final byte[] FILE = DownloadFixture.FILE;
    private static final TestAuthority AUTHORITY = new TestAuthority();

    /** joe:s3cret. */
    private static final String CREDENTIALS = "Basic am9lOnMzY3JldA==";

    @RegisterExtension
    final DownloadFixture fixture = new DownloadFixture();

    @BeforeEach
    void trust_the_authority() throws IOException {
        fixture.set(
                "ca-file", AUTHORITY.writeTo(fixture.folder.resolve("ca.pem")).toString());
    }

    @Test
    void plain_http_goes_to_the_proxy_with_the_whole_address() {
        try (RawServer proxy = new RawServer(exchange -> exchange.whole(200, FILE))) {
            fixture.environment("http_proxy", "127.0.0.1:" + proxy.port())
                    .install(DownloadFixture.spec("http://joe:s3cret@files.test/x?y=1"));
            fixture.assertHolds(FILE);
            assertThat(proxy.exchanges().get(0).line()).isEqualTo("GET http://files.test/x?y=1 HTTP/1.1");
            assertThat(proxy.exchanges().get(0).header("authorization")).contains(CREDENTIALS);
            assertThat(proxy.exchanges().get(0).header("proxy-authorization")).isEmpty();
        }
    }

    @Test
    void the_proxy_is_given_its_name_and_password() {
        try (RawServer proxy = new RawServer(exchange -> exchange.whole(200, FILE))) {
            fixture.environment("HTTP_PROXY", "http://joe:s3cret@127.0.0.1:" + proxy.port() + "/")
                    .install(DownloadFixture.spec("http://files.test/x"));
            fixture.assertHolds(FILE);
            assertThat(proxy.exchanges().get(0).header("proxy-authorization")).contains(CREDENTIALS);
        }
    }

    @Test
    void https_goes_through_a_tunnel_with_name_and_password_of_the_proxy() {
        try (RawServer server = new RawServer(
                        Optional.of(AUTHORITY.server("files.test")), exchange -> exchange.whole(200, FILE));
                RawServer proxy = tunnelTo(server)) {
            fixture.environment("HTTPS_PROXY", "http://joe:s3cret@127.0.0.1:" + proxy.port())
                    .install(DownloadFixture.spec("https://files.test/x"));
            fixture.assertHolds(FILE);
            assertThat(proxy.exchanges().get(0).line()).isEqualTo("CONNECT files.test:443 HTTP/1.1");
            assertThat(proxy.exchanges().get(0).header("proxy-authorization")).contains(CREDENTIALS);
            assertThat(server.exchanges().get(0).line()).isEqualTo("GET /x HTTP/1.1");
            assertThat(server.exchanges().get(0).headers()).doesNotContainKey("proxy-authorization");
        }
    }

    @Test
    void a_proxy_that_wants_credentials_for_a_tunnel() {
        try (RawServer proxy =
                new RawServer(exchange -> exchange.status(407, "Proxy-Authenticate: Basic realm=\"x\""))) {
            fixture.environment("HTTPS_PROXY", "http://127.0.0.1:" + proxy.port());
            InstallException e = fixture.failure(DownloadFixture.spec("https://files.test/x"));
            assertThat(e.permanent()).isFalse();
            assertThat(e)
                    .hasMessage(
                            "tried to install plugin acme/latency from https://files.test/x, but the proxy 127.0.0.1:"
                                    + proxy.port()
                                    + " (HTTPS_PROXY) answered 407 Proxy Authentication Required; correct user and password in HTTPS_PROXY or"
                                    + " HTTP_PROXY");
            fixture.assertClean();
        }
    }

    @Test
    void a_proxy_that_wants_other_credentials() {
        try (RawServer proxy =
                new RawServer(exchange -> exchange.status(407, "Proxy-Authenticate: Basic realm=\"x\""))) {
            fixture.environment("HTTP_PROXY", "http://joe:s3cret@127.0.0.1:" + proxy.port());
            InstallException e = fixture.failure(DownloadFixture.spec("http://files.test/x"));
            assertThat(e.permanent()).isFalse();
            assertThat(e)
                    .hasMessage(
                            "tried to install plugin acme/latency from http://files.test/x, but the proxy 127.0.0.1:"
                                    + proxy.port()
                                    + " (HTTP_PROXY) answered 407 Proxy Authentication Required; correct user and password in HTTPS_PROXY or"
                                    + " HTTP_PROXY");
            fixture.assertClean();
        }
    }

    @Test
    void a_proxy_that_cannot_reach_the_server_is_asked_again() {
        try (RawServer proxy = new RawServer(exchange -> exchange.status(502))) {
            fixture.environment("HTTPS_PROXY", "http://127.0.0.1:" + proxy.port());
            InstallException e = fixture.failure(DownloadFixture.spec("https://files.test/x"));
            assertThat(e.permanent()).isFalse();
            assertThat(e)
                    .hasMessage("tried 5 times to install plugin acme/latency from https://files.test/x, but the"
                            + " proxy 127.0.0.1:" + proxy.port()
                            + " (HTTPS_PROXY) answered 502 Bad Gateway; see what it does, and that it reaches the"
                            + " server");
            assertThat(proxy.exchanges()).hasSize(5);
            fixture.assertClean();
        }
    }

    @Test
    void a_proxy_that_does_not_let_through_is_not_asked_again() {
        try (RawServer proxy = new RawServer(exchange -> exchange.status(403))) {
            fixture.environment("HTTPS_PROXY", "http://127.0.0.1:" + proxy.port());
            InstallException e = fixture.failure(DownloadFixture.spec("https://files.test/x"));
            assertThat(e.permanent()).isFalse();
            assertThat(e)
                    .hasMessage(
                            "tried to install plugin acme/latency from https://files.test/x, but the proxy 127.0.0.1:"
                                    + proxy.port()
                                    + " (HTTPS_PROXY) answered 403 Forbidden; have it let Assay through, or name the server in"
                                    + " NO_PROXY");
            assertThat(proxy.exchanges()).hasSize(1);
            fixture.assertClean();
        }
    }

    @Test
    void a_proxy_that_is_down_is_named_without_its_password() throws IOException {
        int port;
        try (RawServer gone = new RawServer(exchange -> {})) {
            port = gone.port();
        }
        fixture.set("attempts", "1").environment("HTTP_PROXY", "http://joe:s3cret@127.0.0.1:" + port);
        InstallException e = fixture.failure(DownloadFixture.spec("http://files.test/x"));
        assertThat(e.permanent()).isFalse();
        assertThat(e)
                .hasMessage("tried to install plugin acme/latency from http://files.test/x, but the connection to the"
                        + " proxy 127.0.0.1:" + port
                        + " (HTTP_PROXY) was refused; check the address and the network, and that it is up");
        fixture.assertClean();
    }

    @Test
    void a_proxy_through_which_no_answer_comes_is_named() {
        try (RawServer proxy = new RawServer(RawServer.Exchange::hold)) {
            fixture.set("attempts", "1").set("connect-timeout", "10s").set("idle-timeout", "30s");
            fixture.environment("HTTPS_PROXY", "http://joe:s3cret@127.0.0.1:" + proxy.port());
            CompletableFuture<Executable> installing = fixture.begin(DownloadFixture.spec("https://files.test/x"));
            await().atMost(DownloadFixture.TIMEOUT)
                    .until(() -> !proxy.exchanges().isEmpty());
            fixture.time.advance(Duration.ofSeconds(40));
            fixture.assertPassing(
                    DownloadFixture.failure(installing),
                    "tried to install plugin acme/latency from https://files.test/x, but the server, asked through the"
                            + " proxy 127.0.0.1:" + proxy.port()
                            + " (HTTPS_PROXY), did not answer within 40 s; see why the server or the proxy is slow, or"
                            + " raise assay.download.idle-timeout");
        }
    }

    @Test
    void a_proxy_that_is_spoken_to_in_another_way_is_refused() {
        fixture.environment("HTTPS_PROXY", "socks5://joe:s3cret@127.0.0.1:1080");
        InstallException e = fixture.failure(DownloadFixture.spec("https://files.test/x"));
        assertThat(e.permanent()).isFalse();
        assertThat(e)
                .hasMessage("tried to install plugin acme/latency from https://files.test/x, but HTTPS_PROXY names a"
                        + " proxy by the scheme \"socks5\", and Assay speaks plain http to proxies; write"
                        + " HTTPS_PROXY=http://host:port, or http://user:password@host:port, or name the server in"
                        + " NO_PROXY");
        fixture.assertClean();
    }

    @Test
    void who_is_named_in_no_proxy_is_asked_directly_and_so_is_this_machine() {
        try (RawServer proxy = new RawServer(exchange -> exchange.status(404));
                RawServer server = new RawServer(exchange -> exchange.whole(200, FILE))) {
            fixture.environment("HTTP_PROXY", "http://127.0.0.1:" + proxy.port());
            fixture.install(DownloadFixture.spec(server.url("/x")));
            fixture.install(DownloadFixture.spec("http://localhost:" + server.port() + "/x"));
            assertThat(proxy.exchanges()).isEmpty();
        }
    }

    /** Checks nothing: whatever name it is asked for is this server. */
    private static RawServer tunnelTo(RawServer server) {
        return new RawServer(exchange -> {
            try (Socket target = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                exchange.head("HTTP/1.1 200 Connection established");
                Thread up = new Thread(() -> pump(exchange.socket(), target), "tunnel");
                up.setDaemon(true);
                up.start();
                pump(target, exchange.socket());
            }
        });
    }

    private static void pump(Socket from, Socket to) {
        try (InputStream in = from.getInputStream()) {
            in.transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One of them is gone, and so is the tunnel.
        }
    }
}
