package dev.assay.install.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.install.InstallException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers whose answers to Range are wrong: parts that do not belong together are never joined. */
@ResourceLock(DownloadFixture.LOG)
class DownloadRangeFaultsTest {
    private static final byte[] FILE = DownloadFixture.FILE;
    private static final int HALF = PartialResponses.HALF;

    @RegisterExtension
    final DownloadFixture fixture = new DownloadFixture();

    private final PartialResponses parts = new PartialResponses(fixture);

    @Test
    void a_server_that_lies_about_the_part_is_asked_for_all() {
        for (String lie : List.of(
                "bytes 0-" + (FILE.length - 1) + "/" + FILE.length,
                "bytes " + (HALF + 1) + "-" + (FILE.length - 1) + "/" + FILE.length,
                "bytes " + HALF + "-" + (FILE.length - 2) + "/" + FILE.length,
                "lines 1-2/3",
                "")) {
            try (RawServer server = new RawServer(exchange -> {
                switch (exchange.number()) {
                    case 1 -> parts.cut(exchange, HALF, "ETag: \"v1\"");
                    case 2 -> exchange.whole(206, PartialResponses.rest(HALF), "Content-Range: " + lie);
                    default -> exchange.whole(200, FILE);
                }
            })) {
                fixture.install(DownloadFixture.spec(server.url("/x")));
                fixture.assertHolds(FILE);
                assertThat(server.exchanges()).hasSize(3);
                assertThat(server.exchanges().get(2).header("range")).isEmpty();
            }
        }
    }

    @Test
    void a_part_that_is_the_whole_file_is_taken() {
        String all = "Content-Range: bytes 0-" + (FILE.length - 1) + "/" + FILE.length;
        try (RawServer server = new RawServer(exchange -> exchange.whole(206, FILE, all))) {
            fixture.install(DownloadFixture.spec(server.url("/x")));
            fixture.assertHolds(FILE);
            assertThat(server.exchanges()).hasSize(1);
        }
    }

    @Test
    void a_whole_file_as_a_part_that_ends_early_is_a_fault() {
        String all = "Content-Range: bytes 0-" + FILE.length + "/" + (FILE.length + 1);
        try (RawServer server = new RawServer(exchange -> exchange.whole(206, FILE, all))) {
            assertThat(fixture.set("attempts", "1").failure(DownloadFixture.spec(server.url("/x"))))
                    .hasMessageContaining("the answer ended after");
            fixture.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-199999/200000", "0-199998/200000", "0-199999/*"})
    void a_part_that_nobody_asked_for_is_a_fault(String part) {
        try (RawServer server = new RawServer(exchange -> exchange.whole(206, FILE, "Content-Range: bytes " + part))) {
            InstallException e = fixture.set("attempts", "1").failure(DownloadFixture.spec(server.url("/x")));
            assertThat(e.permanent()).isFalse();
            assertThat(e)
                    .hasMessage("tried to install plugin acme/latency from " + server.url("/x")
                            + ", but the server answered with another part than was asked for (from byte 0,"
                            + " Content-Range: bytes " + part + "); correct the server, whose answers to Range are"
                            + " wrong");
            fixture.assertClean();
        }
    }

    @Test
    void a_server_that_has_no_rest_is_asked_for_all() {
        try (RawServer server = new RawServer(exchange -> {
            switch (exchange.number()) {
                case 1 -> parts.cut(exchange, HALF, "ETag: \"v1\"");
                case 2 -> exchange.status(416);
                default -> exchange.whole(200, FILE);
            }
        })) {
            fixture.install(DownloadFixture.spec(server.url("/x")));
            fixture.assertHolds(FILE);
            assertThat(server.exchanges().get(2).header("range")).isEmpty();
        }
    }

    @Test
    void a_rest_of_another_file_is_not_joined_to_the_first_part() {
        for (String[] other : List.of(
                new String[] {"ETag: \"v2\"", PartialResponses.range(HALF, FILE.length)},
                new String[] {"ETag: \"v1\"", PartialResponses.range(HALF, FILE.length + 1)},
                new String[] {"Content-Range: bytes " + HALF + "-" + FILE.length + "/*"})) {
            try (RawServer server = new RawServer(exchange -> {
                switch (exchange.number()) {
                    case 1 -> parts.cut(exchange, HALF, "ETag: \"v1\"");
                    case 2 -> exchange.whole(206, new byte[FILE.length - HALF], other);
                    default -> exchange.whole(200, FILE);
                }
            })) {
                fixture.install(DownloadFixture.spec(server.url("/x")));
                fixture.assertHolds(FILE);
                assertThat(server.exchanges().get(2).header("range")).isEmpty();
                assertThat(fixture.log).anyMatch(line -> line.contains("a part of another file than that of which"));
            }
        }
    }

    @Test
    void a_rest_that_was_changed_at_another_time_is_not_joined() {
        try (RawServer server = new RawServer(exchange -> {
            switch (exchange.number()) {
                case 1 ->
                    parts.cut(
                            exchange,
                            HALF,
                            "Last-Modified: Mon, 01 Jan 2029 00:00:00 GMT",
                            "Date: Tue, 01 Jan 2030 00:00:00 GMT");
                case 2 ->
                    exchange.whole(
                            206,
                            new byte[FILE.length - HALF],
                            "Last-Modified: Mon, 01 Jan 2029 00:00:01 GMT",
                            PartialResponses.range(HALF, FILE.length));
                default -> exchange.whole(200, FILE);
            }
        })) {
            fixture.install(DownloadFixture.spec(server.url("/x")));
            fixture.assertHolds(FILE);
        }
    }

    @Test
    void parts_of_different_files_are_found_by_the_digest_and_all_is_fetched_anew() {
        try (RawServer server = new RawServer(exchange -> {
            switch (exchange.number()) {
                case 1 -> parts.cut(exchange, HALF, "ETag: \"v1\"");
                case 2 -> exchange.whole(206, new byte[FILE.length - HALF], PartialResponses.range(HALF));
                default -> exchange.whole(200, FILE);
            }
        })) {
            fixture.install(DownloadFixture.spec(server.url("/x"), Optional.of(DownloadFixture.DIGEST)));
            fixture.assertHolds(FILE);
            assertThat(server.exchanges().get(2).header("range")).isEmpty();
            assertThat(fixture.log).anyMatch(line -> line.contains("as configured, and it came in parts;"));
        }
    }
}
