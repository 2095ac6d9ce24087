package dev.assay.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.testing.NothingLeftBehind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is tried again, when, and what is kept of what had come. */
class DownloadRetryTest {
    private static final byte[] FILE = DownloadBench.FILE;
    private static final int HALF = 100_000;

    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path store;

    private final List<Instant> asked = new CopyOnWriteArrayList<>();
    private DownloadBench bench;

    @BeforeEach
    void open() {
        bench = new DownloadBench(store);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void a_server_that_recovers_is_enough() {
        try (RawServer server = server((exchange, number) -> {
            switch (number) {
                case 1 -> exchange.status(503);
                case 2 -> exchange.status(429);
                case 3 -> cut(exchange, HALF);
                default -> exchange.whole(200, FILE);
            }
        })) {
            bench.install(DownloadBench.spec(server.url("/x")));
            bench.assertHolds(FILE);
            assertThat(bench.log)
                    .filteredOn(line -> line.startsWith("WARN"))
                    .allSatisfy(line -> assertThat(line)
                            .matches("WARN(ING)? Attempt \\d of 5 to download plugin acme/latency from "
                                    + server.url("/x") + " failed: .*; the next one is in [0-9.]+ s"))
                    .hasSize(3);
            assertThat(bench.log).last().asString().startsWith("INFO Plugin acme/latency: downloaded 195.3 KiB in ");
        }
    }

    @Test
    void the_delays_grow() {
        try (RawServer server = server((exchange, number) -> exchange.status(500))) {
            bench.failure(DownloadBench.spec(server.url("/x")));
            assertThat(between(0)).isGreaterThanOrEqualTo(Duration.ofMillis(800));
            assertThat(between(1)).isGreaterThanOrEqualTo(Duration.ofMillis(1600));
            assertThat(between(2)).isGreaterThanOrEqualTo(Duration.ofMillis(3200));
            assertThat(between(3)).isGreaterThanOrEqualTo(Duration.ofMillis(6400));
        }
    }

    @Test
    void a_server_that_asks_for_patience_in_seconds_gets_it() {
        try (RawServer server = server((exchange, number) -> {
            if (number == 1) {
                exchange.status(429, "Retry-After: 77");
            } else {
                exchange.whole(200, FILE);
            }
        })) {
            bench.install(DownloadBench.spec(server.url("/x")));
            assertThat(between(0)).isGreaterThanOrEqualTo(Duration.ofSeconds(77));
        }
    }

    @Test
    void a_server_that_names_a_time_gets_it() {
        try (RawServer server = server((exchange, number) -> {
            if (number == 1) {
                exchange.status(503, "Retry-After: Tue, 01 Jan 2030 00:01:40 GMT");
            } else {
                exchange.whole(200, FILE);
            }
        })) {
            bench.install(DownloadBench.spec(server.url("/x")));
            assertThat(asked.get(1)).isAfterOrEqualTo(Instant.parse("2030-01-01T00:01:40Z"));
        }
    }

    @Test
    void a_cut_download_is_resumed_by_its_entity_tag() {
        try (RawServer server = server((exchange, number) -> {
            if (number == 1) {
                cut(exchange, HALF, "ETag: \"v1\"");
            } else {
                exchange.whole(
                        206,
                        rest(HALF),
                        "ETag: \"v1\"",
                        "Content-Range: bytes " + HALF + "-" + (FILE.length - 1) + "/" + FILE.length);
            }
        })) {
            bench.install(DownloadBench.spec(server.url("/x"), Optional.of(DownloadBench.DIGEST)));
            bench.assertHolds(FILE);
            assertThat(server.exchanges().get(0).header("range")).isEmpty();
            assertThat(server.exchanges().get(1).header("range")).contains("bytes=" + HALF + "-");
            assertThat(server.exchanges().get(1).header("if-range")).contains("\"v1\"");
            assertThat(bench.progress).last().satisfies(last -> assertThat(last.received())
                    .isEqualTo(FILE.length));
        }
    }

    @Test
    void a_download_that_is_cut_again_and_again_is_resumed_each_time() {
        try (RawServer server = server((exchange, number) -> {
            int from = (number - 1) * 50_000;
            if (number == 1) {
                exchange.head("HTTP/1.1 200 OK", "Content-Length: " + FILE.length, "ETag: \"v1\"");
            } else {
                exchange.head(
                        "HTTP/1.1 206 Partial Content",
                        "Content-Length: " + (FILE.length - from),
                        "Content-Range: bytes " + from + "-" + (FILE.length - 1) + "/" + FILE.length);
            }
            exchange.send(Arrays.copyOfRange(FILE, from, Math.min(from + 50_000, FILE.length)));
            if (from + 50_000 < FILE.length) {
                awaitSize(from + 50_000);
            }
        })) {
            bench.install(DownloadBench.spec(server.url("/x")));
            bench.assertHolds(FILE);
            assertThat(server.exchanges()).hasSize(5);
        }
    }

    @Test
    void a_time_of_change_serves_as_well_when_it_was_over() {
        try (RawServer server = server((exchange, number) -> {
            if (number == 1) {
                cut(
                        exchange,
                        HALF,
                        "Last-Modified: Mon, 01 Jan 2029 00:00:00 GMT",
                        "Date: Tue, 01 Jan 2030 00:00:00 GMT");
            } else {
                exchange.whole(
                        206, rest(HALF), "Content-Range: bytes " + HALF + "-" + (FILE.length - 1) + "/" + FILE.length);
            }
        })) {
            bench.install(DownloadBench.spec(server.url("/x")));
            bench.assertHolds(FILE);
            assertThat(server.exchanges().get(1).header("if-range")).contains("Mon, 01 Jan 2029 00:00:00 GMT");
        }
    }

    @Test
    void what_is_too_weak_to_join_parts_by_is_not_used() {
        try (RawServer server = server((exchange, number) -> {
            switch (number) {
                case 1 -> cut(exchange, HALF, "ETag: W/\"v1\"");
                case 2 ->
                    cut(
                            exchange,
                            HALF,
                            "Last-Modified: Tue, 01 Jan 2030 00:00:00 GMT",
                            "Date: Tue, 01 Jan 2030 00:00:00 GMT");
                case 3 -> cut(exchange, HALF, "ETag: \"v1\"", "Accept-Ranges: none");
                default -> exchange.whole(200, FILE);
            }
        })) {
            bench.install(DownloadBench.spec(server.url("/x")));
            bench.assertHolds(FILE);
            assertThat(server.exchanges())
                    .allSatisfy(exchange -> assertThat(exchange.header("range")).isEmpty());
        }
    }

    @Test
    void a_server_without_ranges_sends_it_anew() {
        try (RawServer server = server((exchange, number) -> {
            if (number == 1) {
                cut(exchange, HALF, "ETag: \"v1\"");
            } else {
                exchange.whole(200, FILE, "ETag: \"v1\"");
            }
        })) {
            bench.install(DownloadBench.spec(server.url("/x")));
            bench.assertHolds(FILE);
            assertThat(server.exchanges().get(1).header("range")).isPresent();
        }
    }

    @Test
    void a_server_that_lies_about_the_part_is_asked_for_all() {
        for (String lie : List.of(
                "bytes 0-" + (FILE.length - 1) + "/" + FILE.length,
                "bytes " + (HALF + 1) + "-" + (FILE.length - 1) + "/" + FILE.length,
                "bytes " + HALF + "-" + (FILE.length - 2) + "/" + FILE.length,
                "lines 1-2/3",
                "")) {
            asked.clear();
            try (RawServer server = server((exchange, number) -> {
                switch (number) {
                    case 1 -> cut(exchange, HALF, "ETag: \"v1\"");
                    case 2 -> exchange.whole(206, rest(HALF), "Content-Range: " + lie);
                    default -> exchange.whole(200, FILE);
                }
            })) {
                bench.install(DownloadBench.spec(server.url("/x")));
                bench.assertHolds(FILE);
                assertThat(server.exchanges()).hasSize(3);
                assertThat(server.exchanges().get(2).header("range")).isEmpty();
            }
        }
    }

    @Test
    void a_part_that_nobody_asked_for_is_a_fault() {
        try (RawServer server =
                server((exchange, number) -> exchange.whole(206, FILE, "Content-Range: bytes 0-199999/200000"))) {
            InstallException e = bench.set("attempts", "1").failure(DownloadBench.spec(server.url("/x")));
            assertThat(e.permanent()).isFalse();
            assertThat(e)
                    .hasMessage("tried to install plugin acme/latency from " + server.url("/x")
                            + ", but the server answered with another part than was asked for (from byte 0,"
                            + " Content-Range: bytes 0-199999/200000); correct the server, whose answers to Range are"
                            + " wrong");
            bench.assertClean();
        }
    }

    @Test
    void a_server_that_has_no_rest_is_asked_for_all() {
        try (RawServer server = server((exchange, number) -> {
            switch (number) {
                case 1 -> cut(exchange, HALF, "ETag: \"v1\"");
                case 2 -> exchange.status(416);
                default -> exchange.whole(200, FILE);
            }
        })) {
            bench.install(DownloadBench.spec(server.url("/x")));
            bench.assertHolds(FILE);
            assertThat(server.exchanges().get(2).header("range")).isEmpty();
        }
    }

    @Test
    void a_rest_of_another_file_is_not_joined_to_the_first_part() {
        for (String[] other : List.of(
                new String[] {"ETag: \"v2\"", "Content-Range: bytes " + range(FILE.length)},
                new String[] {"ETag: \"v1\"", "Content-Range: bytes " + range(FILE.length + 1)},
                new String[] {"Content-Range: bytes " + HALF + "-" + FILE.length + "/*"})) {
            asked.clear();
            try (RawServer server = server((exchange, number) -> {
                switch (number) {
                    case 1 -> cut(exchange, HALF, "ETag: \"v1\"");
                    case 2 -> exchange.whole(206, new byte[FILE.length - HALF], other);
                    default -> exchange.whole(200, FILE);
                }
            })) {
                bench.install(DownloadBench.spec(server.url("/x")));
                bench.assertHolds(FILE);
                assertThat(server.exchanges().get(2).header("range")).isEmpty();
                assertThat(bench.log).anyMatch(line -> line.contains("a part of another file than that of which"));
            }
        }
    }

    @Test
    void a_rest_that_was_changed_at_another_time_is_not_joined() {
        try (RawServer server = server((exchange, number) -> {
            switch (number) {
                case 1 ->
                    cut(
                            exchange,
                            HALF,
                            "Last-Modified: Mon, 01 Jan 2029 00:00:00 GMT",
                            "Date: Tue, 01 Jan 2030 00:00:00 GMT");
                case 2 ->
                    exchange.whole(
                            206,
                            new byte[FILE.length - HALF],
                            "Last-Modified: Mon, 01 Jan 2029 00:00:01 GMT",
                            "Content-Range: bytes " + range(FILE.length));
                default -> exchange.whole(200, FILE);
            }
        })) {
            bench.install(DownloadBench.spec(server.url("/x")));
            bench.assertHolds(FILE);
        }
    }

    @Test
    void a_rest_that_ends_cleanly_but_too_early_is_not_taken_for_whole() {
        for (String total : List.of("*", String.valueOf(FILE.length))) {
            asked.clear();
            try (RawServer server = server((exchange, number) -> {
                int from = number == 2 ? HALF : HALF + 1000;
                String range = "Content-Range: bytes " + from + "-" + (FILE.length - 1) + "/" + total;
                switch (number) {
                    // Without a size.
                    case 1 -> {
                        exchange.head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "ETag: \"v1\"");
                        exchange.send((Integer.toHexString(HALF) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                        exchange.send(Arrays.copyOf(FILE, HALF));
                        awaitSize(HALF);
                    }
                    case 2 -> exchange.whole(206, Arrays.copyOfRange(FILE, HALF, HALF + 1000), range);
                    default -> exchange.whole(206, rest(from), range);
                }
            })) {
                bench.install(DownloadBench.spec(server.url("/x")));
                bench.assertHolds(FILE);
                assertThat(server.exchanges().get(2).header("range")).contains("bytes=" + (HALF + 1000) + "-");
                assertThat(bench.log).anyMatch(line -> line.contains("the answer ended after 98.6 KiB of 195.3 KiB"));
            }
        }
    }

    @Test
    void parts_of_different_files_are_found_by_the_digest_and_all_is_fetched_anew() {
        try (RawServer server = server((exchange, number) -> {
            switch (number) {
                case 1 -> cut(exchange, HALF, "ETag: \"v1\"");
                case 2 ->
                    exchange.whole(
                            206,
                            new byte[FILE.length - HALF],
                            "Content-Range: bytes " + HALF + "-" + (FILE.length - 1) + "/" + FILE.length);
                default -> exchange.whole(200, FILE);
            }
        })) {
            bench.install(DownloadBench.spec(server.url("/x"), Optional.of(DownloadBench.DIGEST)));
            bench.assertHolds(FILE);
            assertThat(server.exchanges().get(2).header("range")).isEmpty();
            assertThat(bench.log).anyMatch(line -> line.contains("as configured, and it came in parts;"));
        }
    }

    @Test
    void a_file_that_grows_beyond_the_limit_while_it_is_resumed_is_refused() {
        try (RawServer server = server((exchange, number) -> {
            if (number == 1) {
                exchange.head("HTTP/1.1 200 OK", "Content-Length: 900", "ETag: \"v1\"");
                exchange.send(new byte[500]);
            } else {
                exchange.whole(206, new byte[501], "Content-Range: bytes 500-1000/1001");
            }
        })) {
            InstallException e = bench.set("max-size", "1000").failure(DownloadBench.spec(server.url("/x")));
            assertThat(e.permanent()).isTrue();
            assertThat(e).hasMessageContaining("but the file has 1001 bytes, and 1000 bytes are allowed");
            bench.assertClean();
        }
    }

    @Test
    void cancelling_ends_the_connection_and_removes_the_temporary_file() {
        try (RawServer server = server((exchange, number) -> {
            exchange.head("HTTP/1.1 200 OK", "Content-Length: 2000");
            exchange.send(new byte[1000]);
            // The end of the connection, seen from here.
            assertThat(exchange.socket().getInputStream().read()).isEqualTo(-1);
            asked.add(Instant.MAX);
        })) {
            CompletableFuture<Executable> installing = bench.begin(DownloadBench.spec(server.url("/x")));
            awaitSize(1000);
            installing.cancel(true);
            await().atMost(DownloadBench.PATIENCE).until(() -> asked.contains(Instant.MAX));
            await().atMost(DownloadBench.PATIENCE).untilAsserted(bench::assertClean);
            assertThat(bench.time.scheduled()).isZero();
        }
    }

    @Test
    void cancelling_between_attempts_ends_it() {
        try (RawServer server = server((exchange, number) -> exchange.status(503))) {
            CompletableFuture<Executable> installing = bench.begin(DownloadBench.spec(server.url("/x")));
            await().atMost(DownloadBench.PATIENCE)
                    // The whole time-out and the delay; the watch over the attempt is gone by then.
                    .until(() -> bench.log.stream().anyMatch(line -> line.contains("Attempt 1"))
                            && bench.time.scheduled() == 2);
            installing.cancel(true);
            bench.time.advance(Duration.ofHours(1));
            assertThat(server.exchanges()).hasSize(1);
            assertThat(bench.time.scheduled()).isZero();
            bench.assertClean();
        }
    }

    private interface Numbered {
        void answer(RawServer.Exchange exchange, int number) throws IOException, InterruptedException;
    }

    private RawServer server(Numbered script) {
        return new RawServer(exchange -> {
            asked.add(bench.time.instant());
            script.answer(exchange, asked.size());
        });
    }

    /** A whole answer by its head, and a body that ends too early, which is at the client by then. */
    private void cut(RawServer.Exchange exchange, int after, String... headers) throws IOException {
        exchange.head(Stream.concat(Stream.of("HTTP/1.1 200 OK", "Content-Length: " + FILE.length), Stream.of(headers))
                .toArray(String[]::new));
        exchange.send(Arrays.copyOf(FILE, after));
        awaitSize(after);
    }

    private static String range(int total) {
        return HALF + "-" + (total - 1) + "/" + total;
    }

    private static byte[] rest(int from) {
        return Arrays.copyOfRange(FILE, from, FILE.length);
    }

    private void awaitSize(long bytes) {
        await().atMost(DownloadBench.PATIENCE).until(() -> bench.files().stream()
                .anyMatch(file -> file.toFile().length() == bytes));
    }

    private Duration between(int first) {
        return Duration.between(asked.get(first), asked.get(first + 1));
    }
}
