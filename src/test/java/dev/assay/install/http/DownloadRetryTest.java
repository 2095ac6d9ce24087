package dev.assay.install.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.install.Executable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The faults after which a download is tried again, and when. */
@ResourceLock(DownloadFixture.LOG)
class DownloadRetryTest {
    private static final byte[] FILE = DownloadFixture.FILE;

    @RegisterExtension
    final DownloadFixture fixture = new DownloadFixture();

    private final PartialResponses parts = new PartialResponses(fixture);
    private final List<Instant> asked = new CopyOnWriteArrayList<>();

    @Test
    void a_server_that_recovers_is_enough() {
        try (RawServer server = new RawServer(exchange -> {
            switch (exchange.number()) {
                case 1 -> exchange.status(503);
                case 2 -> exchange.status(429);
                case 3 -> parts.cut(exchange, PartialResponses.HALF);
                default -> exchange.whole(200, FILE);
            }
        })) {
            fixture.install(DownloadFixture.spec(server.url("/x")));
            fixture.assertHolds(FILE);
            assertThat(fixture.log)
                    .filteredOn(line -> line.startsWith("WARN"))
                    .allSatisfy(line -> assertThat(line)
                            .matches("WARN(ING)? Attempt \\d of 5 to download plugin acme/latency from "
                                    + server.url("/x") + " failed: .*; the next one is in [0-9.]+ s"))
                    .hasSize(3);
            assertThat(fixture.log).last().asString().startsWith("INFO Plugin acme/latency: downloaded 195.3 KiB in ");
        }
    }

    @Test
    void an_attempt_that_fails_as_the_one_before_is_no_second_warning() {
        try (RawServer server = new RawServer(exchange -> exchange.status(exchange.number() < 4 ? 503 : 404))) {
            fixture.failure(DownloadFixture.spec(server.url("/x")));
            assertThat(fixture.log)
                    .filteredOn(line -> line.startsWith("WARN"))
                    .singleElement()
                    .asString()
                    .contains("Attempt 1 of 5");
        }
    }

    @Test
    void the_delays_grow() {
        try (RawServer server = timed(exchange -> exchange.status(500))) {
            fixture.failure(DownloadFixture.spec(server.url("/x")));
            assertThat(between(0)).isGreaterThanOrEqualTo(Duration.ofMillis(800));
            assertThat(between(1)).isGreaterThanOrEqualTo(Duration.ofMillis(1600));
            assertThat(between(2)).isGreaterThanOrEqualTo(Duration.ofMillis(3200));
            assertThat(between(3)).isGreaterThanOrEqualTo(Duration.ofMillis(6400));
        }
    }

    @Test
    void a_server_that_asks_for_a_delay_in_seconds_gets_it() {
        try (RawServer server = timed(exchange -> {
            if (exchange.number() == 1) {
                exchange.status(429, "Retry-After: 77");
            } else {
                exchange.whole(200, FILE);
            }
        })) {
            fixture.install(DownloadFixture.spec(server.url("/x")));
            assertThat(between(0)).isGreaterThanOrEqualTo(Duration.ofSeconds(77));
        }
    }

    @Test
    void a_server_that_names_a_time_gets_it() {
        try (RawServer server = timed(exchange -> {
            if (exchange.number() == 1) {
                exchange.status(503, "Retry-After: Tue, 01 Jan 2030 00:01:40 GMT");
            } else {
                exchange.whole(200, FILE);
            }
        })) {
            fixture.install(DownloadFixture.spec(server.url("/x")));
            assertThat(asked.get(1)).isAfterOrEqualTo(Instant.parse("2030-01-01T00:01:40Z"));
        }
    }

    @Test
    void cancelling_ends_the_connection_and_removes_the_temporary_file() {
        CountDownLatch ended = new CountDownLatch(1);
        try (RawServer server = new RawServer(exchange -> {
            exchange.head("HTTP/1.1 200 OK", "Content-Length: 2000");
            exchange.send(new byte[1000]);
            // The end of the connection, seen from here.
            assertThat(exchange.socket().getInputStream().read()).isEqualTo(-1);
            ended.countDown();
        })) {
            CompletableFuture<Executable> installing = fixture.begin(DownloadFixture.spec(server.url("/x")));
            fixture.awaitReceived(1000);
            installing.cancel(true);
            await().atMost(DownloadFixture.TIMEOUT).until(() -> ended.getCount() == 0);
            await().atMost(DownloadFixture.TIMEOUT).untilAsserted(fixture::assertClean);
            assertThat(fixture.time.scheduled()).isZero();
        }
    }

    @Test
    void cancelling_between_attempts_ends_it() {
        try (RawServer server = new RawServer(exchange -> exchange.status(503))) {
            CompletableFuture<Executable> installing = fixture.begin(DownloadFixture.spec(server.url("/x")));
            await().atMost(DownloadFixture.TIMEOUT)
                    // The whole time-out and the delay; the watch over the attempt is gone by then.
                    .until(() -> fixture.log.stream().anyMatch(line -> line.contains("Attempt 1"))
                            && fixture.time.scheduled() == 2);
            installing.cancel(true);
            fixture.time.advance(Duration.ofHours(1));
            assertThat(server.exchanges()).hasSize(1);
            assertThat(fixture.time.scheduled()).isZero();
            fixture.assertClean();
        }
    }

    /** One that notes when it is asked. */
    private RawServer timed(RawServer.Script script) {
        return new RawServer(exchange -> {
            asked.add(fixture.time.instant());
            script.answer(exchange);
        });
    }

    private Duration between(int first) {
        return Duration.between(asked.get(first), asked.get(first + 1));
    }
}
