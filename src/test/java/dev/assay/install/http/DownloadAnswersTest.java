package dev.assay.install.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.install.InstallException;
import dev.assay.text.Sha256;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers, and files, that are refused: what is said, and that nothing is left in the store. */
@ResourceLock(DownloadFixture.LOG)
class DownloadAnswersTest {
    @RegisterExtension
    final DownloadFixture fixture = new DownloadFixture();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            401 | 401 Unauthorized; check the credentials: the headers in the Secrets that headersFrom names, or user and password in location
            403 | 403 Forbidden; check the credentials: the headers in the Secrets that headersFrom names, or user and password in location
            404 | 404 Not Found; correct location; for a file that is not public, check the credentials: the headers in the Secrets that headersFrom names, or user and password in location
            405 | 405 Method Not Allowed; correct location, or the headers in the Secrets that headersFrom names
            410 | 410 Gone; the file is gone for good, write another location
            204 | 204 No Content; write the address of the file itself
            300 | 300 Multiple Choices; write the address of the file itself
            304 | 304 Not Modified; write the address of the file itself
            418 | 418; correct location, or the headers in the Secrets that headersFrom names
            """)
    void an_answer_that_no_retry_changes(int status, String expected) {
        try (RawServer server = new RawServer(exchange -> exchange.status(status))) {
            InstallException e = fixture.failure(DownloadFixture.spec(server.url("/x")));
            assertThat(e.permanent()).isFalse();
            assertThat(e)
                    .hasMessage("tried to install plugin acme/latency from " + server.url("/x")
                            + ", but the server answered " + expected);
            assertThat(server.exchanges()).hasSize(1);
            fixture.assertClean();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "408,408 Request Timeout",
        "425,425 Too Early",
        "429,429 Too Many Requests",
        "500,500 Internal Server Error",
        "502,502 Bad Gateway",
        "503,503 Service Unavailable",
        "599,599"
    })
    void an_answer_that_may_pass(int status, String expected) {
        try (RawServer server = new RawServer(exchange -> exchange.status(status))) {
            InstallException e = fixture.failure(DownloadFixture.spec(server.url("/x")));
            fixture.assertPassing(
                    e,
                    "tried 5 times to install plugin acme/latency from " + server.url("/x")
                            + ", but the server answered " + expected + "; see what the server does");
            assertThat(server.exchanges()).hasSize(5);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "-5", "99999999999999999999"})
    void a_length_that_is_no_number_of_bytes(String length) {
        try (RawServer server =
                new RawServer(exchange -> exchange.head("HTTP/1.1 200 OK", "Content-Length: " + length))) {
            InstallException e = fixture.set("attempts", "1").failure(DownloadFixture.spec(server.url("/x")));
            fixture.assertPassing(
                    e,
                    "tried to install plugin acme/latency from " + server.url("/x")
                            + ", but the server answered with a Content-Length that is no number of bytes (" + length
                            + "); correct the server");
        }
    }

    @Test
    void a_file_that_is_too_large_by_its_length_is_not_read() {
        try (RawServer server = new RawServer(exchange -> {
            exchange.head("HTTP/1.1 200 OK", "Content-Length: 1001");
            exchange.hold();
        })) {
            InstallException e = fixture.set("max-size", "1000").failure(DownloadFixture.spec(server.url("/x")));
            assertThat(e.permanent()).isFalse();
            assertThat(e)
                    .hasMessage("tried to install plugin acme/latency from " + server.url("/x")
                            + ", but the file has 1001 bytes, and 1000 bytes are allowed; correct location, or raise"
                            + " assay.download.max-size");
            fixture.assertClean();
        }
    }

    @Test
    void a_file_without_length_is_read_up_to_the_limit() {
        try (RawServer server = new RawServer(exchange -> {
            exchange.head("HTTP/1.1 200 OK");
            exchange.send(new byte[1001]);
            exchange.hold();
        })) {
            InstallException e = fixture.set("max-size", "1000").failure(DownloadFixture.spec(server.url("/x")));
            assertThat(e.permanent()).isFalse();
            assertThat(e)
                    .hasMessage("tried to install plugin acme/latency from " + server.url("/x")
                            + ", but the file does not end, and 1000 bytes are allowed; correct location, or raise"
                            + " assay.download.max-size");
            fixture.assertClean();
        }
    }

    @Test
    void a_wrong_digest_is_told_with_both_and_not_tried_again() {
        try (RawServer server = new RawServer(exchange -> exchange.whole(200, DownloadFixture.FILE))) {
            InstallException e =
                    fixture.failure(DownloadFixture.spec(server.url("/x"), Optional.of(DownloadFixture.OTHER_DIGEST)));
            assertThat(e.permanent()).isFalse();
            assertThat(e)
                    .hasMessage("tried to install plugin acme/latency from " + server.url("/x")
                            + ", but its sha256 is " + DownloadFixture.DIGEST + " and not "
                            + DownloadFixture.OTHER_DIGEST
                            + " as configured; nothing of it was kept in the store; correct sha256 in the"
                            + " configuration, or the file");
            assertThat(server.exchanges()).hasSize(1);
            fixture.assertClean();
        }
    }

    @Test
    void a_longer_body_than_its_length_is_cut_and_so_has_another_digest() {
        byte[] first = Arrays.copyOf(DownloadFixture.FILE, 1000);
        try (RawServer server = new RawServer(exchange -> {
            exchange.head("HTTP/1.1 200 OK", "Content-Length: 1000");
            exchange.send(DownloadFixture.FILE);
        })) {
            InstallException e =
                    fixture.failure(DownloadFixture.spec(server.url("/x"), Optional.of(DownloadFixture.DIGEST)));
            assertThat(e.permanent()).isFalse();
            assertThat(e).hasMessageContaining("but its sha256 is " + Sha256.of(first) + " and not ");
            fixture.assertClean();
        }
    }
}
