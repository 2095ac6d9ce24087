package dev.assay.install.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.install.InstallException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ResourceLock(DownloadFixture.LOG)
class DownloadRedirectTest {
    private static final byte[] FILE = DownloadFixture.FILE;

    @RegisterExtension
    final DownloadFixture fixture = new DownloadFixture();

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void all_redirects_are_followed_relative_ones_too(int status) {
        try (RawServer server = new RawServer(exchange -> {
            if (exchange.path().equals("/a/x")) {
                exchange.status(status, "Location: ../b/y?z=1");
            } else {
                exchange.whole(200, FILE);
            }
        })) {
            fixture.install(DownloadFixture.spec(server.url("/a/x")));
            fixture.assertHolds(FILE);
            assertThat(server.paths()).containsExactly("/a/x", "/b/y?z=1");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/a/b, ?token=1, /a/b?token=1",
        "/a/b?x=1, ?token=%31#part, /a/b?token=%31",
        "/a/b, c, /a/c",
        "?x=1, c, /c"
    })
    void a_redirect_may_change_the_query_alone(String from, String location, String to) {
        try (RawServer server = new RawServer(exchange -> {
            if (exchange.path().equals(to)) {
                exchange.whole(200, FILE);
            } else {
                exchange.status(302, "Location: " + location);
            }
        })) {
            fixture.install(DownloadFixture.spec(server.url(from)));
            fixture.assertHolds(FILE);
            assertThat(server.paths()).hasSize(2).last().isEqualTo(to);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/b c/d, /b%20c/d",
        "/b%20c?d=e f, /b%20c?d=e%20f",
        "?file=a b.tar, /a?file=a%20b.tar",
        "/{x}|[y]^`\\<>, /%7Bx%7D%7C%5By%5D%5E%60%5C%3C%3E",
        "/caf\u00e9, /caf%E9",
        "/x#a b, /x"
    })
    void what_no_address_may_have_is_encoded_as_in_other_clients(String location, String to) {
        try (RawServer server = new RawServer(exchange -> {
            if (exchange.path().equals("/a")) {
                exchange.status(302, "Location: " + location);
            } else {
                exchange.whole(200, FILE);
            }
        })) {
            fixture.install(DownloadFixture.spec(server.url("/a")));
            fixture.assertHolds(FILE);
            assertThat(server.paths()).containsExactly("/a", to);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#part"})
    void a_redirect_to_the_address_itself_is_a_circle(String location) {
        try (RawServer server = new RawServer(exchange -> exchange.status(302, "Location: " + location))) {
            assertRefused(
                    server,
                    "/x",
                    "the redirects go round in a circle (" + server.url("/x") + " -> " + server.url("/x")
                            + "); write the address of the file itself, or correct the server");
        }
    }

    @Test
    void ten_are_followed() {
        try (RawServer server = counting(10)) {
            fixture.install(DownloadFixture.spec(server.url("/0")));
            fixture.assertHolds(FILE);
            assertThat(server.exchanges()).hasSize(11);
        }
    }

    @Test
    void eleven_are_too_many() {
        try (RawServer server = counting(11)) {
            assertRefused(
                    server,
                    "/0",
                    "there were more than 10 redirects, the last one to " + server.url("/11")
                            + "; write the address of the file itself");
            assertThat(server.exchanges()).hasSize(11);
        }
    }

    @Test
    void a_circle_is_named() {
        Map<String, String> next = Map.of("/a", "/b", "/b", "/c?token=s3cret", "/c?token=s3cret", "/b");
        try (RawServer server =
                new RawServer(exchange -> exchange.status(302, "Location: " + next.get(exchange.path())))) {
            assertRefused(
                    server,
                    "/a",
                    "the redirects go round in a circle (" + server.url("/a") + " -> " + server.url("/b") + " -> "
                            + server.url("/c") + " -> " + server.url("/b")
                            + "); write the address of the file itself, or correct the server");
        }
    }

    @Test
    void a_redirect_to_nowhere() {
        try (RawServer server = new RawServer(exchange -> exchange.status(302))) {
            assertRefused(
                    server,
                    "/x",
                    "the server answered 302 without saying where to go; write the address of the file itself, or"
                            + " correct the server");
        }
    }

    @Test
    void a_redirect_to_what_is_no_address() {
        try (RawServer server = new RawServer(exchange -> exchange.status(302, "Location: http://[oops"))) {
            assertRefused(
                    server,
                    "/x",
                    "the server redirects to an address that cannot be read; write the address of the file itself, or"
                            + " correct the server");
        }
    }

    @Test
    void a_redirect_to_a_host_that_java_does_not_ask() {
        try (RawServer server = new RawServer(exchange -> exchange.status(302, "Location: http://a_b/x"))) {
            assertRefused(
                    server,
                    "/x",
                    "the server redirects to an address whose host has a _, and Java asks no such server; write the"
                            + " address of the file itself, or correct the server");
        }
    }

    @Test
    void a_redirect_to_what_is_no_host() {
        try (RawServer server = new RawServer(exchange -> exchange.status(302, "Location: http:///x"))) {
            assertRefused(
                    server,
                    "/x",
                    "the server redirects to an address without a valid host; write the address of the file itself, or"
                            + " correct the server");
        }
    }

    @Test
    void a_redirect_to_a_file_of_this_machine() {
        try (RawServer server = new RawServer(exchange -> exchange.status(302, "Location: file:///etc/passwd"))) {
            assertRefused(
                    server,
                    "/x",
                    "the server redirects to an address that is not http or https (scheme \"file\"); write the address"
                            + " of the file itself, or correct the server");
        }
    }

    @Test
    void a_fault_after_a_redirect_names_who_made_it() {
        try (RawServer server = new RawServer(exchange -> {
            if (exchange.path().equals("/x")) {
                exchange.status(302, "Location: /y?signature=s3cret");
            } else {
                exchange.status(410);
            }
        })) {
            assertRefused(
                    server,
                    "/x",
                    server.url("/y") + ", to which the server redirects, answered 410 Gone; the file is gone for good,"
                            + " write another location");
        }
    }

    @Test
    void secrets_go_to_the_same_server_only() {
        try (RawServer other = new RawServer(exchange -> exchange.whole(200, FILE));
                RawServer first = new RawServer(exchange -> {
                    if (exchange.path().equals("/a")) {
                        exchange.status(302, "Location: /b");
                    } else {
                        exchange.status(302, "Location: " + other.url("/c"));
                    }
                })) {
            fixture.secret(Map.of("X-Token", "s3cret", "Authorization", "Bearer s3cret"))
                    .install(DownloadFixture.spec(first.url("/a"), Optional.empty(), "token"));
            fixture.assertHolds(FILE);
            assertThat(first.exchanges()).hasSize(2).allSatisfy(exchange -> assertThat(exchange.header("x-token"))
                    .contains("s3cret"));
            assertThat(first.exchanges().get(0).headers().get("authorization")).containsExactly("Bearer s3cret");
            assertThat(other.exchanges().get(0).headers()).doesNotContainKeys("x-token", "authorization");
        }
    }

    @Test
    void a_password_of_the_location_goes_to_the_same_server_only() {
        try (RawServer other = new RawServer(exchange -> exchange.whole(200, FILE));
                RawServer first = new RawServer(exchange -> {
                    if (exchange.path().equals("/a")) {
                        exchange.status(302, "Location: /b");
                    } else {
                        exchange.status(302, "Location: " + other.url("/c"));
                    }
                })) {
            fixture.install(DownloadFixture.spec("http://joe:s%20ecret@127.0.0.1:" + first.port() + "/a"));
            assertThat(first.exchanges())
                    .extracting(exchange -> exchange.header("authorization"))
                    .containsExactly(Optional.of("Basic am9lOnMgZWNyZXQ="), Optional.of("Basic am9lOnMgZWNyZXQ="));
            assertThat(other.exchanges().get(0).header("authorization")).isEmpty();
        }
    }

    @Test
    void the_other_name_of_the_same_machine_is_another_server() {
        try (RawServer server = new RawServer(exchange -> {
            if (exchange.path().equals("/a")) {
                exchange.status(
                        302, "Location: http://localhost:" + exchange.socket().getLocalPort() + "/b");
            } else {
                exchange.whole(200, FILE);
            }
        })) {
            fixture.secret(Map.of("X-Token", "s3cret"))
                    .install(DownloadFixture.spec(server.url("/a"), Optional.empty(), "token"));
            assertThat(server.exchanges())
                    .extracting(exchange -> exchange.header("x-token"))
                    .isEqualTo(List.of(Optional.of("s3cret"), Optional.empty()));
        }
    }

    private void assertRefused(RawServer server, String path, String message) {
        InstallException e = fixture.failure(DownloadFixture.spec(server.url(path)));
        assertThat(e.permanent()).isFalse();
        assertThat(e).hasMessage("tried to install plugin acme/latency from " + server.url(path) + ", but " + message);
        fixture.assertClean();
    }

    /** Redirects from {@code /0} to {@code /1} and so on, this many times. */
    private static RawServer counting(int redirects) {
        return new RawServer(exchange -> {
            int number = Integer.parseInt(exchange.path().substring(1));
            if (number < redirects) {
                exchange.status(302, "Location: /" + (number + 1));
            } else {
                exchange.whole(200, FILE);
            }
        });
    }
}
