package dev.assay.install.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.install.InstallException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The part of a cut download that is kept, and when it is. */
@ResourceLock(DownloadFixture.LOG)
class DownloadResumeTest {
    private static final byte[] FILE = DownloadFixture.FILE;
    private static final int HALF = PartialResponses.HALF;

    @RegisterExtension
    final DownloadFixture fixture = new DownloadFixture();

    private final PartialResponses parts = new PartialResponses(fixture);

    @Test
    void a_cut_download_is_resumed_by_its_entity_tag() {
        try (RawServer server = new RawServer(exchange -> {
            if (exchange.number() == 1) {
                parts.cut(exchange, HALF, "ETag: \"v1\"");
            } else {
                exchange.whole(206, PartialResponses.rest(HALF), "ETag: \"v1\"", PartialResponses.range(HALF));
            }
        })) {
            fixture.install(DownloadFixture.spec(server.url("/x"), Optional.of(DownloadFixture.DIGEST)));
            fixture.assertHolds(FILE);
            assertThat(server.exchanges().get(0).header("range")).isEmpty();
            assertThat(server.exchanges().get(1).header("range")).contains("bytes=" + HALF + "-");
            assertThat(server.exchanges().get(1).header("if-range")).contains("\"v1\"");
            assertThat(fixture.progress).last().satisfies(last -> assertThat(last.received())
                    .isEqualTo(FILE.length));
        }
    }

    @Test
    void a_download_that_is_cut_again_and_again_is_resumed_each_time() {
        try (RawServer server = new RawServer(exchange -> {
            int from = (exchange.number() - 1) * 50_000;
            if (exchange.number() == 1) {
                exchange.head("HTTP/1.1 200 OK", "Content-Length: " + FILE.length, "ETag: \"v1\"");
            } else {
                exchange.head(
                        "HTTP/1.1 206 Partial Content",
                        "Content-Length: " + (FILE.length - from),
                        PartialResponses.range(from));
            }
            exchange.send(Arrays.copyOfRange(FILE, from, Math.min(from + 50_000, FILE.length)));
            if (from + 50_000 < FILE.length) {
                fixture.awaitReceived(from + 50_000);
            }
        })) {
            fixture.install(DownloadFixture.spec(server.url("/x")));
            fixture.assertHolds(FILE);
            assertThat(server.exchanges()).hasSize(5);
        }
    }

    @Test
    void a_time_of_change_serves_as_well_when_it_was_over() {
        try (RawServer server = new RawServer(exchange -> {
            if (exchange.number() == 1) {
                parts.cut(
                        exchange,
                        HALF,
                        "Last-Modified: Mon, 01 Jan 2029 00:00:00 GMT",
                        "Date: Tue, 01 Jan 2030 00:00:00 GMT");
            } else {
                exchange.whole(206, PartialResponses.rest(HALF), PartialResponses.range(HALF));
            }
        })) {
            fixture.install(DownloadFixture.spec(server.url("/x")));
            fixture.assertHolds(FILE);
            assertThat(server.exchanges().get(1).header("if-range")).contains("Mon, 01 Jan 2029 00:00:00 GMT");
        }
    }

    @Test
    void a_validator_too_weak_to_join_parts_by_is_not_used() {
        try (RawServer server = new RawServer(exchange -> {
            switch (exchange.number()) {
                case 1 -> parts.cut(exchange, HALF, "ETag: W/\"v1\"");
                case 2 ->
                    parts.cut(
                            exchange,
                            HALF,
                            "Last-Modified: Tue, 01 Jan 2030 00:00:00 GMT",
                            "Date: Tue, 01 Jan 2030 00:00:00 GMT");
                case 3 -> parts.cut(exchange, HALF, "ETag: \"v1\"", "Accept-Ranges: none");
                default -> exchange.whole(200, FILE);
            }
        })) {
            fixture.install(DownloadFixture.spec(server.url("/x")));
            fixture.assertHolds(FILE);
            assertThat(server.exchanges())
                    .allSatisfy(exchange -> assertThat(exchange.header("range")).isEmpty());
        }
    }

    @Test
    void a_server_without_ranges_sends_it_anew() {
        try (RawServer server = new RawServer(exchange -> {
            if (exchange.number() == 1) {
                parts.cut(exchange, HALF, "ETag: \"v1\"");
            } else {
                exchange.whole(200, FILE, "ETag: \"v1\"");
            }
        })) {
            fixture.install(DownloadFixture.spec(server.url("/x")));
            fixture.assertHolds(FILE);
            assertThat(server.exchanges().get(1).header("range")).isPresent();
        }
    }

    @Test
    void a_rest_that_ends_cleanly_but_too_early_is_not_taken_for_whole() {
        for (String total : List.of("*", String.valueOf(FILE.length))) {
            try (RawServer server = new RawServer(exchange -> {
                int from = exchange.number() == 2 ? HALF : HALF + 1000;
                String range = "Content-Range: bytes " + from + "-" + (FILE.length - 1) + "/" + total;
                switch (exchange.number()) {
                    // Without a size.
                    case 1 -> {
                        exchange.head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "ETag: \"v1\"");
                        exchange.send((Integer.toHexString(HALF) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                        exchange.send(Arrays.copyOf(FILE, HALF));
                        fixture.awaitReceived(HALF);
                    }
                    case 2 -> exchange.whole(206, Arrays.copyOfRange(FILE, HALF, HALF + 1000), range);
                    default -> exchange.whole(206, PartialResponses.rest(from), range);
                }
            })) {
                fixture.install(DownloadFixture.spec(server.url("/x")));
                fixture.assertHolds(FILE);
                assertThat(server.exchanges().get(2).header("range")).contains("bytes=" + (HALF + 1000) + "-");
                assertThat(fixture.log).anyMatch(line -> line.contains("the answer ended after 98.6 KiB of 195.3 KiB"));
            }
        }
    }

    @Test
    void a_file_that_grows_beyond_the_limit_while_it_is_resumed_is_refused() {
        try (RawServer server = new RawServer(exchange -> {
            if (exchange.number() == 1) {
                exchange.head("HTTP/1.1 200 OK", "Content-Length: 900", "ETag: \"v1\"");
                exchange.send(new byte[500]);
            } else {
                exchange.whole(206, new byte[501], "Content-Range: bytes 500-1000/1001");
            }
        })) {
            InstallException e = fixture.set("max-size", "1000").failure(DownloadFixture.spec(server.url("/x")));
            assertThat(e.permanent()).isFalse();
            assertThat(e).hasMessageContaining("but the file has 1001 bytes, and 1000 bytes are allowed");
            fixture.assertClean();
        }
    }
}
