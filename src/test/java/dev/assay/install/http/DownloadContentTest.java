package dev.assay.install.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.install.InstallException;
import dev.assay.text.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The look at a file that has come, before it has a final name. */
@ResourceLock(DownloadFixture.LOG)
class DownloadContentTest {
    private static final byte[] FILE = DownloadFixture.FILE;

    @RegisterExtension
    final DownloadFixture fixture = new DownloadFixture();

    @Test
    void an_empty_body() {
        assertRefused(exchange -> exchange.whole(200, new byte[0]), "the file is empty; ");
    }

    @Test
    void an_empty_body_without_length() {
        assertRefused(exchange -> exchange.head("HTTP/1.1 200 OK"), "the file is empty; ");
    }

    @Test
    void a_page() {
        byte[] page = "<!DOCTYPE html>\n<html><head><title>Sign in</title>".getBytes(StandardCharsets.UTF_8);
        InstallException e = assertRefused(exchange -> exchange.whole(200, page), "");
        assertThat(e).hasMessageContaining("HTML").hasMessageContaining("page");
    }

    @Test
    void a_page_with_a_wrong_digest_is_told_as_both() {
        byte[] page = "<!DOCTYPE html>\n<html><head><title>Sign in</title>".getBytes(StandardCharsets.UTF_8);
        try (RawServer server = new RawServer(exchange -> exchange.whole(200, page))) {
            InstallException e =
                    fixture.failure(DownloadFixture.spec(server.url("/x"), Optional.of(DownloadFixture.DIGEST)));
            assertThat(e.permanent()).isFalse();
            assertThat(e)
                    .hasMessageStartingWith("tried to install plugin acme/latency from " + server.url("/x")
                            + ", but its sha256 is " + Sha256.of(page) + " and not " + DownloadFixture.DIGEST
                            + " as configured, and ")
                    .hasMessageContaining("HTML");
            fixture.assertClean();
        }
    }

    @Test
    void chunks_of_any_size() {
        try (RawServer server = new RawServer(exchange -> {
            exchange.head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked");
            int from = 0;
            for (int size = 1; from < FILE.length; size = size * 3 + 1) {
                byte[] chunk = Arrays.copyOfRange(FILE, from, Math.min(from + size, FILE.length));
                exchange.send((Integer.toHexString(chunk.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                exchange.send(chunk);
                exchange.send("\r\n".getBytes(StandardCharsets.US_ASCII));
                from += chunk.length;
            }
            exchange.send("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        })) {
            fixture.install(DownloadFixture.spec(server.url("/x"), Optional.of(DownloadFixture.DIGEST)));
            fixture.assertHolds(FILE);
        }
    }

    @Test
    void a_body_that_ends_with_the_connection() {
        try (RawServer server = new RawServer(exchange -> {
            exchange.head("HTTP/1.1 200 OK");
            exchange.send(FILE);
        })) {
            fixture.install(DownloadFixture.spec(server.url("/x"), Optional.of(DownloadFixture.DIGEST)));
            fixture.assertHolds(FILE);
        }
    }

    @Test
    void nothing_is_to_be_packed_and_what_is_nevertheless_is_unpacked() {
        try (RawServer server =
                new RawServer(exchange -> exchange.whole(200, packed(FILE), "Content-Encoding: gzip"))) {
            fixture.install(DownloadFixture.spec(server.url("/x"), Optional.of(DownloadFixture.DIGEST)));
            fixture.assertHolds(FILE);
            assertThat(server.exchanges().get(0).header("accept-encoding")).contains("identity");
        }
    }

    @Test
    void a_file_that_is_said_to_be_packed_and_is_not_is_refused() {
        assertRefused(
                exchange -> exchange.whole(200, FILE, "Content-Encoding: gzip"),
                "the server says that it is packed with gzip, and it is not (Not in GZIP format); have the server send"
                        + " the file as it is");
    }

    @Test
    void a_packed_file_that_was_cut_before_it_was_sent_is_refused() {
        byte[] half = Arrays.copyOf(packed(FILE), packed(FILE).length / 2);
        assertRefused(
                exchange -> exchange.whole(200, half, "Content-Encoding: x-gzip"),
                "the server says that it is packed with gzip, and it is not (Unexpected end of ZLIB input stream); have"
                        + " the server send the file as it is");
    }

    @Test
    void a_file_that_is_packed_in_another_way_is_refused() {
        assertRefused(
                exchange -> exchange.whole(200, FILE, "Content-Encoding: br"),
                "the server sent it with the encoding \"br\", which was not asked for; have the server send the file as"
                        + " it is");
    }

    @Test
    void a_file_that_is_packed_twice_is_refused() {
        assertRefused(
                exchange -> exchange.whole(200, packed(packed(FILE)), "Content-Encoding: gzip, gzip"),
                "the server sent it with the encoding \"gzip, gzip\", which was not asked for; have the server send the"
                        + " file as it is");
    }

    @Test
    void a_word_that_is_no_encoding_changes_nothing() {
        try (RawServer server = new RawServer(exchange -> exchange.whole(200, FILE, "Content-Encoding: aws-chunked"))) {
            fixture.install(DownloadFixture.spec(server.url("/x"), Optional.of(DownloadFixture.DIGEST)));
            fixture.assertHolds(FILE);
        }
    }

    @Test
    void a_small_file_that_unpacks_without_end_is_refused() {
        fixture.set("max-size", "100000");
        assertRefused(
                exchange -> exchange.whole(200, packed(FILE), "Content-Encoding: gzip"),
                "the file does not end when it is unpacked, and 97.7 KiB are allowed; correct location, or raise"
                        + " assay.download.max-size");
    }

    private InstallException assertRefused(RawServer.Script script, String message) {
        try (RawServer server = new RawServer(script)) {
            InstallException e = fixture.failure(DownloadFixture.spec(server.url("/x")));
            assertThat(e)
                    .hasMessageStartingWith(
                            "tried to install plugin acme/latency from " + server.url("/x") + ", but " + message);
            assertThat(e.permanent()).isFalse();
            assertThat(server.exchanges()).hasSize(1);
            fixture.assertClean();
            return e;
        }
    }

    private static byte[] packed(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(out)) {
            packing.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
