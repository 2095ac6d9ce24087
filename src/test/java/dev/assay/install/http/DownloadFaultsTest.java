package dev.assay.install.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.install.Executable;
import dev.assay.install.InstallException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Servers that misbehave: what is said, and that nothing is left in the store. */
@ResourceLock(DownloadFixture.LOG)
class DownloadFaultsTest {
    @RegisterExtension
    final DownloadFixture fixture = new DownloadFixture();

    @Test
    void a_connection_that_is_refused() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        InstallException e = fixture.failure(DownloadFixture.spec("http://127.0.0.1:" + port + "/x"));
        fixture.assertPassing(
                e,
                "tried 5 times to install plugin acme/latency from http://127.0.0.1:" + port
                        + "/x, but the connection to 127.0.0.1:" + port
                        + " was refused; check the address and the network, and that it is up");
    }

    @Test
    void a_name_that_nobody_knows() {
        // Too long for the DNS: no server is asked.
        String host = "x".repeat(70) + ".test";
        InstallException e = fixture.set("attempts", "1").failure(DownloadFixture.spec("http://" + host + "/x"));
        fixture.assertPassing(
                e,
                "tried to install plugin acme/latency from http://" + host + "/x, but the name of " + host
                        + ":80 is not known; correct the name, or check the DNS");
    }

    @Test
    void a_port_that_there_is_not() {
        InstallException e = fixture.failure(DownloadFixture.spec("http://127.0.0.1:70000/x"));
        assertThat(e.permanent()).isFalse();
        assertThat(e)
                .hasMessage(
                        "tried to install plugin acme/latency from http://127.0.0.1:70000/x, but the address cannot be"
                                + " used (port out of range:70000); correct location");
        fixture.assertClean();
    }

    @Test
    void a_connection_that_is_not_made_in_time() throws IOException {
        try (FullServer server = new FullServer()) {
            String url = "http://127.0.0.1:" + server.port() + "/x";
            InstallException e =
                    fixture.set("attempts", "1").set("connect-timeout", "0.1s").failure(DownloadFixture.spec(url));
            fixture.assertPassing(
                    e,
                    "tried to install plugin acme/latency from " + url + ", but no connection to 127.0.0.1:"
                            + server.port()
                            + " could be made in time; check the address and the network, and that it is up, or raise"
                            + " assay.download.connect-timeout");
        }
    }

    @Test
    void a_server_that_ends_each_connection_at_once() {
        try (RawServer server = new RawServer(RawServer.Exchange::reset)) {
            InstallException e = fixture.set("attempts", "2").failure(DownloadFixture.spec(server.url("/x")));
            assertThat(e.permanent()).isFalse();
            assertThat(e)
                    .hasMessageStartingWith("tried 2 times to install plugin acme/latency from " + server.url("/x")
                            + ", but the connection to 127.0.0.1:" + server.port() + " broke (")
                    .hasMessageEndingWith("); see what it does");
            fixture.assertClean();
        }
    }

    @Test
    void a_connection_that_is_reset_in_the_middle() {
        try (RawServer server = new RawServer(exchange -> {
            exchange.head("HTTP/1.1 200 OK", "Content-Length: 2000");
            exchange.send(new byte[1000]);
            fixture.awaitReceived(1000);
            exchange.reset();
        })) {
            InstallException e = fixture.set("attempts", "1").failure(DownloadFixture.spec(server.url("/x")));
            fixture.assertPassing(
                    e,
                    "tried to install plugin acme/latency from " + server.url("/x")
                            + ", but the connection broke after 1000 bytes of 2.0 KiB; see what the server, or a proxy,"
                            + " does");
        }
    }

    @Test
    void a_body_that_is_shorter_than_its_length() {
        try (RawServer server = new RawServer(exchange -> {
            exchange.head("HTTP/1.1 200 OK", "Content-Length: 3000");
            exchange.send(new byte[1000]);
        })) {
            InstallException e = fixture.failure(DownloadFixture.spec(server.url("/x")));
            fixture.assertPassing(
                    e,
                    "tried 5 times to install plugin acme/latency from " + server.url("/x")
                            + ", but the connection broke after 1000 bytes of 2.9 KiB; see what the server, or a proxy,"
                            + " does");
            assertThat(server.exchanges()).hasSize(5);
        }
    }

    @Test
    void chunks_that_end_too_early() {
        try (RawServer server = new RawServer(exchange -> {
            exchange.head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked");
            exchange.send("5\r\nhello\r\n".getBytes(StandardCharsets.US_ASCII));
        })) {
            InstallException e = fixture.failure(DownloadFixture.spec(server.url("/x")));
            fixture.assertPassing(
                    e,
                    "tried 5 times to install plugin acme/latency from " + server.url("/x")
                            + ", but the connection broke after 5 bytes; see what the server, or a proxy, does");
        }
    }

    @Test
    void an_answer_that_is_no_http() {
        try (RawServer server = new RawServer(exchange -> exchange.head("SSH-2.0-OpenSSH_9.2"))) {
            InstallException e = fixture.failure(DownloadFixture.spec(server.url("/x")));
            assertThat(e.permanent()).isFalse();
            assertThat(e)
                    .hasMessageStartingWith("tried 5 times to install plugin acme/latency from " + server.url("/x")
                            + ", but the connection to 127.0.0.1:" + server.port() + " broke (");
            fixture.assertClean();
        }
    }

    @Test
    void an_answer_that_is_no_http_steers_no_terminal() {
        String line = "\u001b[31mX\u0007" + "y".repeat(1000);
        try (RawServer server = new RawServer(exchange -> exchange.head(line))) {
            InstallException e = fixture.set("attempts", "1").failure(DownloadFixture.spec(server.url("/x")));
            assertThat(e).hasMessageContaining("\\u001b[31mX\\u0007yyy");
            assertThat(e.getMessage()).doesNotContain("\u001b", "\u0007").hasSizeLessThan(600);
            fixture.assertClean();
        }
    }

    @Test
    void a_server_that_never_answers() {
        try (RawServer server = new RawServer(RawServer.Exchange::hold)) {
            fixture.set("attempts", "1").set("connect-timeout", "10s").set("idle-timeout", "30s");
            CompletableFuture<Executable> installing = fixture.begin(DownloadFixture.spec(server.url("/x")));
            await().atMost(DownloadFixture.TIMEOUT)
                    .until(() -> !server.exchanges().isEmpty());
            fixture.time.advance(Duration.ofMillis(39_999));
            assertThat(installing).isNotDone();
            fixture.time.advance(Duration.ofMillis(1));
            fixture.assertPassing(
                    DownloadFixture.failure(installing),
                    "tried to install plugin acme/latency from " + server.url("/x")
                            + ", but the server did not answer within 40 s; see why the server is slow, or raise"
                            + " assay.download.idle-timeout");
        }
    }

    @Test
    void a_server_that_sends_nothing_more() {
        try (RawServer server = new RawServer(exchange -> {
            exchange.head("HTTP/1.1 200 OK", "Content-Length: 2000");
            exchange.send(new byte[1000]);
            exchange.hold();
        })) {
            fixture.set("attempts", "1").set("idle-timeout", "30s");
            CompletableFuture<Executable> installing = fixture.begin(DownloadFixture.spec(server.url("/x")));
            fixture.awaitReceived(1000);
            fixture.time.advance(Duration.ofMillis(29_999));
            assertThat(installing).isNotDone();
            fixture.time.advance(Duration.ofSeconds(1));
            fixture.assertPassing(
                    DownloadFixture.failure(installing),
                    "tried to install plugin acme/latency from " + server.url("/x")
                            + ", but the server sent nothing more for 30 s, after 1000 bytes; see why the server is"
                            + " slow, or raise assay.download.idle-timeout");
        }
    }

    @Test
    void a_trickle_is_ended_by_the_whole_timeout() {
        try (RawServer server = new RawServer(exchange -> {
            exchange.head("HTTP/1.1 200 OK", "Content-Length: 2000");
            for (int sent = 1; sent <= 3; sent++) {
                exchange.send(new byte[1]);
                fixture.awaitReceived(sent);
                fixture.time.advance(Duration.ofSeconds(20));
            }
            exchange.hold();
        })) {
            fixture.set("timeout", "60s").set("idle-timeout", "30s");
            fixture.assertPassing(
                    DownloadFixture.failure(fixture.begin(DownloadFixture.spec(server.url("/x")))),
                    "tried to install plugin acme/latency from " + server.url("/x")
                            + ", but it was not there whole within 60 s, 3 bytes had come; see why the server is"
                            + " slow, or raise assay.download.timeout");
        }
    }

    @Test
    void the_whole_timeout_tells_why_the_last_attempt_failed() {
        try (RawServer server = new RawServer(exchange -> exchange.status(503, "Retry-After: 100"))) {
            InstallException e = fixture.set("timeout", "90s").failure(DownloadFixture.spec(server.url("/x")));
            fixture.assertPassing(
                    e,
                    "tried to install plugin acme/latency from " + server.url("/x")
                            + ", but it was not there whole within 90 s, the last attempt failed because the server"
                            + " answered 503 Service Unavailable; see why the server is slow, or raise"
                            + " assay.download.timeout");
            assertThat(server.exchanges()).hasSize(1);
        }
    }

    @Test
    void a_store_that_cannot_be_made_is_told_as_for_a_file() throws IOException {
        Path file = Files.writeString(fixture.folder.resolve("file"), "");
        try (RawServer server = new RawServer(exchange -> exchange.whole(200, DownloadFixture.FILE));
                DownloadFixture other = new DownloadFixture(file)) {
            InstallException e = other.failure(DownloadFixture.spec(server.url("/x")));
            assertThat(e.permanent()).isFalse();
            assertThat(e)
                    .hasMessage("tried to install plugin acme/latency into the store " + file + ", but " + file
                            + " is a file and no folder; set assay.store to a folder that can be written");
        }
    }

    @Test
    void a_password_in_the_location_is_shown_nowhere() {
        try (RawServer server = new RawServer(exchange -> exchange.status(503))) {
            String url = "http://joe:s3cret@127.0.0.1:" + server.port() + "/x";
            InstallException e = fixture.failure(DownloadFixture.spec(url));
            assertThat(e)
                    .hasMessage("tried 5 times to install plugin acme/latency from http://*****@127.0.0.1:"
                            + server.port() + "/x, but the server answered 503 Service Unavailable; see what the server"
                            + " does");
            assertThat(fixture.log).isNotEmpty().noneMatch(line -> line.contains("s3cret"));
            assertThat(server.exchanges().get(0).header("authorization")).contains("Basic am9lOnMzY3JldA==");
        }
    }

    /** So many connections wait to be accepted that the system takes no more. */
    private static final class FullServer implements AutoCloseable {
        private final List<SocketChannel> waiting = new ArrayList<>();
        private final ServerSocket server;

        FullServer() throws IOException {
            server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            for (int i = 0; i < 8; i++) {
                SocketChannel channel = SocketChannel.open();
                channel.configureBlocking(false);
                boolean unused = channel.connect(server.getLocalSocketAddress());
                waiting.add(channel);
            }
        }

        int port() {
            return server.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            for (SocketChannel channel : waiting) {
                channel.close();
            }
            server.close();
        }
    }
}
