package dev.assay.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.config.PluginSpec;
import dev.assay.testing.NothingLeftBehind;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the server is asked, and what is used when it does not help. */
class DownloadStoreTest {
    private static final byte[] FILE = DownloadBench.FILE;
    private static final byte[] NEWER = "#!/bin/sh\necho newer\n".getBytes(StandardCharsets.UTF_8);

    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path store;

    private final AtomicReference<RawServer.Script> script = new AtomicReference<>();
    private final RawServer server = new RawServer(exchange -> script.get().answer(exchange));
    private DownloadBench bench;

    @BeforeEach
    void open() {
        bench = new DownloadBench(store);
    }

    @AfterEach
    void close() {
        server.close();
        bench.close();
    }

    @Test
    void a_download_is_at_the_place_of_its_content_for_the_owner_alone() throws IOException {
        script.set(exchange -> exchange.whole(200, FILE));
        Executable executable = bench.install(pinned());
        Path place = bench.place(DownloadBench.DIGEST);
        assertThat(executable).isEqualTo(new Executable(List.of(place.toString()), Optional.of(DownloadBench.DIGEST)));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place)))
                .isEqualTo("rwx------");
        bench.assertHolds(FILE);
    }

    @Test
    void what_is_known_by_its_digest_needs_no_network() {
        script.set(exchange -> exchange.whole(200, FILE));
        Executable first = bench.install(pinned());
        server.close();
        assertThat(bench.install(pinned())).isEqualTo(first);
        assertThat(server.exchanges()).hasSize(1);
    }

    @Test
    void a_stored_copy_that_was_altered_is_fetched_anew() throws IOException {
        script.set(exchange -> exchange.whole(200, FILE));
        bench.install(pinned());
        Files.writeString(bench.place(DownloadBench.DIGEST), "evil");
        bench.install(pinned());
        bench.assertHolds(FILE);
        assertThat(server.exchanges()).hasSize(2);
    }

    @Test
    void with_a_digest_nothing_is_remembered_by_the_address() {
        script.set(exchange -> exchange.whole(200, FILE, "ETag: \"v1\""));
        bench.install(pinned());
        bench.install(unpinned());
        assertThat(server.exchanges()).hasSize(2);
        assertThat(server.exchanges().get(1).header("if-none-match")).isEmpty();
    }

    @Test
    void without_a_digest_the_server_is_asked_whether_it_has_changed() {
        script.set(exchange ->
                exchange.whole(200, FILE, "ETag: W/\"v1\"", "Last-Modified: Mon, 01 Jan 2029 00:00:00 GMT"));
        Executable first = bench.install(unpinned());
        script.set(exchange -> exchange.status(304));
        assertThat(bench.install(unpinned())).isEqualTo(first);
        assertThat(server.exchanges().get(1).header("if-none-match")).contains("W/\"v1\"");
        assertThat(server.exchanges().get(1).header("if-modified-since")).contains("Mon, 01 Jan 2029 00:00:00 GMT");
        bench.assertHolds(FILE);
    }

    @Test
    void what_identifies_the_file_outlives_an_answer_without_it() {
        script.set(exchange -> exchange.whole(200, FILE, "ETag: \"v1\""));
        bench.install(unpinned());
        script.set(exchange -> exchange.status(304));
        bench.install(unpinned());
        bench.install(unpinned());
        assertThat(server.exchanges().get(2).header("if-none-match")).contains("\"v1\"");
    }

    @Test
    void a_newer_file_is_fetched() {
        script.set(exchange -> exchange.whole(200, FILE, "ETag: \"v1\""));
        bench.install(unpinned());
        script.set(exchange -> exchange.whole(200, NEWER, "ETag: \"v2\""));
        Executable newer = bench.install(unpinned());
        assertThat(newer.digest()).contains(Sha256.of(NEWER));
        assertThat(bench.place(Sha256.of(NEWER))).hasBinaryContent(NEWER);
        script.set(exchange -> exchange.status(304));
        assertThat(bench.install(unpinned())).isEqualTo(newer);
        assertThat(server.exchanges().get(2).header("if-none-match")).contains("\"v2\"");
    }

    @Test
    void when_the_stored_file_is_damaged_all_of_it_is_asked_for() throws IOException {
        script.set(exchange -> exchange.whole(200, FILE, "ETag: \"v1\""));
        bench.install(unpinned());
        Files.writeString(bench.place(DownloadBench.DIGEST), "evil");
        bench.install(unpinned());
        bench.assertHolds(FILE);
        assertThat(server.exchanges().get(1).header("if-none-match")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429, 401, 403, 404, 410})
    void when_the_server_gives_no_file_the_last_good_one_is_used_with_a_warning(int status) {
        script.set(exchange -> exchange.whole(200, FILE, "ETag: \"v1\""));
        Executable first = bench.install(unpinned());
        bench.time.advance(Duration.ofHours(3));
        script.set(exchange -> exchange.status(status));
        assertThat(bench.set("attempts", "2").install(unpinned())).isEqualTo(first);
        assertThat(server.exchanges()).as("one attempt, for there is a file").hasSize(2);
        assertThat(bench.log)
                .last()
                .asString()
                .matches("WARN(ING)? tried to download plugin acme/latency from \\Q" + server.url("/x")
                        + "\\E, but the server answered " + status
                        + " .*; .*\\. The file that was there 3 h ago is used"
                        + " \\(sha256 " + DownloadBench.DIGEST + "\\)");
        bench.assertHolds(FILE);
    }

    @Test
    void when_the_server_is_down_the_last_good_file_is_used_with_a_warning() {
        script.set(exchange -> exchange.whole(200, FILE));
        Executable first = bench.install(unpinned());
        bench.time.advance(Duration.ofDays(5));
        server.close();
        assertThat(bench.install(unpinned())).isEqualTo(first);
        assertThat(bench.log)
                .last()
                .asString()
                .matches("WARN(ING)? tried to download plugin acme/latency from \\Q" + server.url("/x")
                        + "\\E, but the connection to 127.0.0.1:" + server.port()
                        + " was refused; check the address and the network, and that it is up. The file that was there 5"
                        + " days ago is used \\(sha256 " + DownloadBench.DIGEST + "\\)");
    }

    @Test
    void the_age_counts_from_when_the_server_last_said_that_it_is_there() {
        script.set(exchange -> exchange.whole(200, FILE, "ETag: \"v1\""));
        bench.install(unpinned());
        bench.time.advance(Duration.ofDays(5));
        script.set(exchange -> exchange.status(304));
        bench.install(unpinned());
        bench.time.advance(Duration.ofMinutes(7));
        script.set(exchange -> exchange.status(404));
        bench.install(unpinned());
        assertThat(bench.log).last().asString().contains("The file that was there 7 min ago is used");
    }

    @Test
    void when_the_store_cannot_be_written_what_is_in_it_is_used_with_a_warning() throws IOException {
        script.set(exchange -> exchange.whole(200, FILE, "ETag: \"v1\""));
        Executable first = bench.install(unpinned());
        Files.delete(store.resolve("tmp"));
        Files.createFile(store.resolve("tmp"));
        script.set(exchange -> exchange.whole(200, NEWER, "ETag: \"v2\""));
        bench.time.advance(Duration.ofHours(3));
        assertThat(bench.install(unpinned())).isEqualTo(first);
        assertThat(bench.log)
                .last()
                .asString()
                .matches("WARN(ING)? tried to install plugin acme/latency into the store \\Q" + store
                        + "\\E, but .*; .*\\. The file that was there 3 h ago is used \\(sha256 "
                        + DownloadBench.DIGEST + "\\)");
        assertThat(bench.failure(pinnedToNewer()).permanent()).isTrue();
    }

    @Test
    void a_half_file_is_removed_when_the_next_answer_is_that_nothing_has_changed() {
        script.set(exchange -> exchange.whole(200, FILE, "ETag: W/\"v1\""));
        Executable first = bench.install(unpinned());
        script.set(exchange -> {
            if (server.exchanges().size() == 2) {
                exchange.head("HTTP/1.1 200 OK", "Content-Length: 2000", "ETag: W/\"v2\"");
                exchange.send(new byte[1000]);
                awaitReceived(1000);
            } else {
                exchange.status(304);
            }
        });
        assertThat(bench.install(unpinned())).isEqualTo(first);
        bench.assertHolds(FILE);
    }

    @Test
    void a_few_that_hang_hold_up_no_others() {
        script.set(exchange -> exchange.whole(200, FILE));
        CountDownLatch hung = new CountDownLatch(1);
        try {
            PluginInstaller installer = bench.installer();
            hang(bench.downloads().executor(), Downloads.THREADS - 2, hung);
            installer.install(unpinned(), progress -> {}).await().atMost(DownloadBench.PATIENCE);
            bench.assertHolds(FILE);
        } finally {
            hung.countDown();
        }
    }

    @Test
    void a_download_fails_in_time_when_the_disk_hangs() {
        script.set(RawServer.Exchange::hold);
        CountDownLatch hung = new CountDownLatch(1);
        try {
            CompletableFuture<Executable> installing = bench.begin(unpinned());
            await().atMost(DownloadBench.PATIENCE)
                    .until(() -> server.exchanges().size() == 1);
            hang(bench.downloads().executor(), Downloads.THREADS, hung);
            hang(bench.downloads().endings(), Downloads.ENDING_THREADS, hung);
            bench.time.advance(Duration.ofHours(241));
            assertThat(DownloadBench.failure(installing)).hasMessageContaining("it was not there whole within 10 days");
        } finally {
            hung.countDown();
        }
    }

    @Test
    void a_new_file_that_is_bad_does_not_hide_behind_the_last_good_one() {
        script.set(exchange -> exchange.whole(200, FILE));
        bench.install(unpinned());
        script.set(exchange -> exchange.whole(200, new byte[0]));
        InstallException e = bench.failure(unpinned());
        assertThat(e.permanent()).isTrue();
        assertThat(e).hasMessageContaining("the file is empty");
        bench.assertHolds(FILE);
    }

    @Test
    void the_last_good_file_is_not_used_when_a_digest_is_given() {
        script.set(exchange -> exchange.whole(200, FILE));
        bench.install(unpinned());
        script.set(exchange -> exchange.status(503));
        InstallException e =
                bench.failure(DownloadBench.spec(server.url("/x"), Optional.of(DownloadBench.OTHER_DIGEST)));
        assertThat(e.permanent()).isFalse();
        assertThat(e).hasMessageContaining("503 Service Unavailable");
    }

    @Test
    void an_installed_file_is_started_again_without_asking_the_server() {
        script.set(exchange -> exchange.whole(200, FILE));
        Executable first = bench.install(unpinned());
        Executable again = bench.drive(bench.installer()
                        .recheck(unpinned(), first, progress -> {})
                        .subscribeAsCompletionStage())
                .join();
        assertThat(again).isEqualTo(first);
        assertThat(server.exchanges()).hasSize(1);
    }

    @Test
    void a_hundred_that_wait_for_their_server_hold_no_thread_of_the_pool() throws IOException {
        script.set(RawServer.Exchange::hold);
        PluginInstaller installer = bench.installer();
        List<CompletableFuture<Executable>> waiting = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            waiting.add(installer
                    .install(DownloadBench.spec(server.url("/" + i)), progress -> {})
                    .subscribeAsCompletionStage());
        }
        await().atMost(DownloadBench.PATIENCE).until(() -> server.exchanges().size() == 100);
        Path file = Files.write(store.resolve("file"), FILE);
        // The pool has one thread.
        assertThat(installer
                        .install(DownloadBench.spec("file://" + file), progress -> {})
                        .await()
                        .atMost(DownloadBench.PATIENCE)
                        .digest())
                .contains(DownloadBench.DIGEST);
        long own = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("assay-download-"))
                .count();
        assertThat(own).isLessThanOrEqualTo(Downloads.THREADS + Downloads.ENDING_THREADS);
        assertThat(bench.downloads().executor().getActiveCount()).isZero();
        waiting.forEach(one -> one.cancel(true));
    }

    @Test
    void many_at_once_from_one_address_give_one_file() {
        script.set(exchange -> exchange.whole(200, FILE));
        PluginInstaller installer = bench.installer();
        List<CompletableFuture<Executable>> all = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            all.add(installer.install(unpinned(), progress -> {}).subscribeAsCompletionStage());
        }
        CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0]))
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
        assertThat(all)
                .extracting(CompletableFuture::join)
                .containsOnly(all.get(0).join());
        bench.assertHolds(FILE);
    }

    @Test
    void progress_is_told_and_logged_while_it_goes_on() {
        script.set(exchange -> {
            exchange.head("HTTP/1.1 200 OK", "Content-Length: " + FILE.length);
            exchange.send(Arrays.copyOf(FILE, 50_000));
            awaitReceived(50_000);
            bench.time.advance(Duration.ofSeconds(5));
            exchange.send(Arrays.copyOfRange(FILE, 50_000, 100_000));
            awaitReceived(100_000);
            bench.time.advance(Duration.ofSeconds(5));
            exchange.send(Arrays.copyOfRange(FILE, 100_000, FILE.length));
        });
        bench.begin(unpinned()).join();
        assertThat(bench.progress)
                .first()
                .satisfies(p -> assertThat(p.total()).hasValue(FILE.length))
                .satisfies(p -> assertThat(p.received()).isLessThanOrEqualTo(50_000));
        assertThat(bench.progress)
                .last()
                .isEqualTo(new Progress(FILE.length, OptionalLong.of(FILE.length), FILE.length / 10));
        assertThat(bench.log)
                .filteredOn(line -> line.contains("/s"))
                .hasSize(2)
                .allMatch(line -> line.matches(
                        "INFO Plugin acme/latency: downloaded [0-9.]+ KiB of 195.3 KiB \\([0-9]+ %\\), [0-9.]+ KiB/s"));
    }

    @Test
    void the_headers_of_secrets_are_read_at_each_download() {
        AtomicReference<String> token = new AtomicReference<>("one");
        bench.secrets(name -> Uni.createFrom().item(() -> Map.of("X-" + name, token.get())));
        script.set(exchange -> exchange.whole(200, FILE));
        PluginSpec spec = DownloadBench.spec(server.url("/x"), Optional.empty(), "a", "b");
        bench.install(spec);
        token.set("two");
        bench.install(spec);
        assertThat(server.exchanges())
                .extracting(exchange -> exchange.header("x-a").orElse("")
                        + exchange.header("x-b").orElse(""))
                .containsExactly("oneone", "twotwo");
    }

    private PluginSpec pinned() {
        return DownloadBench.spec(server.url("/x"), Optional.of(DownloadBench.DIGEST));
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

    private PluginSpec pinnedToNewer() {
        return DownloadBench.spec(server.url("/x"), Optional.of(Sha256.of(NEWER)));
    }

    private PluginSpec unpinned() {
        return DownloadBench.spec(server.url("/x"));
    }

    private void awaitReceived(long bytes) {
        await().atMost(DownloadBench.PATIENCE).until(() -> bench.files().stream()
                .anyMatch(file -> file.toFile().length() == bytes));
    }
}
