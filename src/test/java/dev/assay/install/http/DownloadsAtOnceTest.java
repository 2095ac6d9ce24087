package dev.assay.install.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.install.Executable;
import dev.assay.install.InstallProgress;
import dev.assay.install.PluginInstaller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Many downloads at once, some that hang, and what is told of one that takes long. */
@ResourceLock(DownloadFixture.LOG)
class DownloadsAtOnceTest {
    private static final byte[] FILE = DownloadFixture.FILE;

    @RegisterExtension
    final DownloadFixture fixture = new DownloadFixture();

    @Test
    void many_at_once_from_one_address_give_one_file() {
        try (RawServer server = new RawServer(exchange -> exchange.whole(200, FILE))) {
            PluginInstaller installer = fixture.installer();
            List<CompletableFuture<Executable>> all = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                all.add(installer
                        .install(DownloadFixture.spec(server.url("/x")), progress -> {})
                        .subscribeAsCompletionStage());
            }
            CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0]))
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
            assertThat(all)
                    .extracting(CompletableFuture::join)
                    .containsOnly(all.get(0).join());
            fixture.assertHolds(FILE);
        }
    }

    @Test
    void a_hundred_that_wait_for_their_server_hold_no_thread_of_the_pool() throws IOException {
        try (RawServer server = new RawServer(RawServer.Exchange::hold)) {
            PluginInstaller installer = fixture.installer();
            List<CompletableFuture<Executable>> waiting = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                waiting.add(installer
                        .install(DownloadFixture.spec(server.url("/" + i)), progress -> {})
                        .subscribeAsCompletionStage());
            }
            await().atMost(DownloadFixture.TIMEOUT)
                    .until(() -> server.exchanges().size() == 100);
            Path file = Files.write(fixture.folder.resolve("file"), FILE);
            // The pool has one thread.
            assertThat(installer
                            .install(DownloadFixture.spec("file://" + file), progress -> {})
                            .await()
                            .atMost(DownloadFixture.TIMEOUT)
                            .digest())
                    .contains(DownloadFixture.DIGEST);
            long own = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("assay-download-"))
                    .count();
            assertThat(own).isLessThanOrEqualTo(DownloadClient.THREADS + DownloadClient.ENDING_THREADS);
            assertThat(fixture.downloads().executor().getActiveCount()).isZero();
            waiting.forEach(one -> one.cancel(true));
        }
    }

    @Test
    void a_few_that_hang_hold_up_no_others() {
        CountDownLatch hung = new CountDownLatch(1);
        try (RawServer server = new RawServer(exchange -> exchange.whole(200, FILE))) {
            PluginInstaller installer = fixture.installer();
            hang(fixture.downloads().executor(), DownloadClient.THREADS - 2, hung);
            installer
                    .install(DownloadFixture.spec(server.url("/x")), progress -> {})
                    .await()
                    .atMost(DownloadFixture.TIMEOUT);
            fixture.assertHolds(FILE);
        } finally {
            hung.countDown();
        }
    }

    @Test
    void a_download_fails_in_time_when_the_disk_hangs() {
        CountDownLatch hung = new CountDownLatch(1);
        try (RawServer server = new RawServer(RawServer.Exchange::hold)) {
            CompletableFuture<Executable> installing = fixture.begin(DownloadFixture.spec(server.url("/x")));
            await().atMost(DownloadFixture.TIMEOUT)
                    .until(() -> server.exchanges().size() == 1);
            hang(fixture.downloads().executor(), DownloadClient.THREADS, hung);
            hang(fixture.downloads().endings(), DownloadClient.ENDING_THREADS, hung);
            fixture.time.advance(Duration.ofHours(241));
            assertThat(DownloadFixture.failure(installing))
                    .hasMessageContaining("it was not there whole within 10 days");
        } finally {
            hung.countDown();
        }
    }

    @Test
    void progress_is_told_and_logged_while_it_goes_on() {
        try (RawServer server = new RawServer(exchange -> {
            exchange.head("HTTP/1.1 200 OK", "Content-Length: " + FILE.length);
            exchange.send(Arrays.copyOf(FILE, 50_000));
            fixture.awaitReceived(50_000);
            fixture.time.advance(Duration.ofSeconds(5));
            exchange.send(Arrays.copyOfRange(FILE, 50_000, 100_000));
            fixture.awaitReceived(100_000);
            fixture.time.advance(Duration.ofSeconds(5));
            exchange.send(Arrays.copyOfRange(FILE, 100_000, FILE.length));
        })) {
            fixture.begin(DownloadFixture.spec(server.url("/x"))).join();
            assertThat(fixture.progress)
                    .first()
                    .satisfies(p -> assertThat(p.total()).hasValue(FILE.length))
                    .satisfies(p -> assertThat(p.received()).isLessThanOrEqualTo(50_000));
            assertThat(fixture.progress)
                    .last()
                    .isEqualTo(new InstallProgress(FILE.length, OptionalLong.of(FILE.length), FILE.length / 10));
            assertThat(fixture.log)
                    .filteredOn(line -> line.contains("/s"))
                    .hasSize(2)
                    .allMatch(
                            line -> line.matches(
                                    "INFO Plugin acme/latency: downloaded [0-9.]+ KiB of 195.3 KiB \\([0-9]+ %\\), [0-9.]+ KiB/s"));
        }
    }

    private static void hang(Executor pool, int threads, CountDownLatch until) {
        for (int i = 0; i < threads; i++) {
            pool.execute(() -> {
                try {
                    until.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }
}
