package dev.assay.install.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.config.PluginSpec;
import dev.assay.install.Executable;
import dev.assay.text.Sha256;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** When the server is asked, and what of the store is used. */
@ResourceLock(DownloadFixture.LOG)
class DownloadStoreTest {
    private static final byte[] FILE = DownloadFixture.FILE;
    private static final byte[] NEWER = "#!/bin/sh\necho newer\n".getBytes(StandardCharsets.UTF_8);

    @RegisterExtension
    final DownloadFixture fixture = new DownloadFixture();

    private final RawServer server = new RawServer(exchange -> exchange.whole(200, FILE));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_download_is_at_the_place_of_its_content_for_the_owner_alone() throws IOException {
        server.answer(exchange -> exchange.whole(200, FILE));
        Executable executable = fixture.install(pinned());
        Path place = fixture.place(DownloadFixture.DIGEST);
        assertThat(executable)
                .isEqualTo(new Executable(List.of(place.toString()), Optional.of(DownloadFixture.DIGEST)));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place)))
                .isEqualTo("rwx------");
        fixture.assertHolds(FILE);
    }

    @Test
    void a_file_that_is_known_by_its_digest_needs_no_network() {
        server.answer(exchange -> exchange.whole(200, FILE));
        Executable first = fixture.install(pinned());
        server.close();
        assertThat(fixture.install(pinned())).isEqualTo(first);
        assertThat(server.exchanges()).hasSize(1);
    }

    @Test
    void a_stored_copy_that_was_altered_is_fetched_anew() throws IOException {
        server.answer(exchange -> exchange.whole(200, FILE));
        fixture.install(pinned());
        Files.writeString(fixture.place(DownloadFixture.DIGEST), "evil");
        fixture.install(pinned());
        fixture.assertHolds(FILE);
        assertThat(server.exchanges()).hasSize(2);
    }

    @Test
    void with_a_digest_nothing_is_remembered_by_the_address() {
        server.answer(exchange -> exchange.whole(200, FILE, "ETag: \"v1\""));
        fixture.install(pinned());
        fixture.install(unpinned());
        assertThat(server.exchanges()).hasSize(2);
        assertThat(server.exchanges().get(1).header("if-none-match")).isEmpty();
    }

    @Test
    void without_a_digest_the_server_is_asked_whether_it_has_changed() {
        server.answer(exchange ->
                exchange.whole(200, FILE, "ETag: W/\"v1\"", "Last-Modified: Mon, 01 Jan 2029 00:00:00 GMT"));
        Executable first = fixture.install(unpinned());
        server.answer(exchange -> exchange.status(304));
        assertThat(fixture.install(unpinned())).isEqualTo(first);
        assertThat(server.exchanges().get(1).header("if-none-match")).contains("W/\"v1\"");
        assertThat(server.exchanges().get(1).header("if-modified-since")).contains("Mon, 01 Jan 2029 00:00:00 GMT");
        fixture.assertHolds(FILE);
    }

    @Test
    void each_download_is_told_with_its_outcome_and_its_bytes() {
        server.answer(exchange -> exchange.whole(200, FILE, "ETag: \"v1\""));
        fixture.install(unpinned());
        server.answer(exchange -> exchange.status(304));
        fixture.install(unpinned());
        server.answer(exchange -> exchange.whole(200, "<html>".getBytes(StandardCharsets.UTF_8)));
        assertThat(fixture.failure(unpinned())).isNotNull();
        assertThat(fixture.ended)
                .containsExactly(
                        "acme/latency downloaded " + FILE.length, "acme/latency unchanged 0", "acme/latency unfit 6");
    }

    @Test
    void a_validator_outlives_an_answer_without_it() {
        server.answer(exchange -> exchange.whole(200, FILE, "ETag: \"v1\""));
        fixture.install(unpinned());
        server.answer(exchange -> exchange.status(304));
        fixture.install(unpinned());
        fixture.install(unpinned());
        assertThat(server.exchanges().get(2).header("if-none-match")).contains("\"v1\"");
    }

    @Test
    void a_download_is_known_when_the_password_was_changed_and_its_location_is_not_written() throws IOException {
        String address = "127.0.0.1:" + server.port() + "/x?token=abc";
        server.answer(exchange -> exchange.whole(200, FILE, "ETag: \"v1\""));
        fixture.install(DownloadFixture.spec("http://joe:one@" + address));
        server.answer(exchange -> exchange.status(304));
        fixture.install(DownloadFixture.spec("http://joe:two@" + address));
        assertThat(server.exchanges().get(1).header("if-none-match")).contains("\"v1\"");
        try (Stream<Path> records = Files.list(fixture.store.resolve("locations"))) {
            assertThat(records.toList()).singleElement().satisfies(record -> assertThat(Files.readString(record))
                    .doesNotContain("joe", "one", "two", "127.0.0.1", "abc"));
        }
    }

    @Test
    void a_newer_file_is_fetched() {
        server.answer(exchange -> exchange.whole(200, FILE, "ETag: \"v1\""));
        fixture.install(unpinned());
        server.answer(exchange -> exchange.whole(200, NEWER, "ETag: \"v2\""));
        Executable newer = fixture.install(unpinned());
        assertThat(newer.digest()).contains(Sha256.of(NEWER));
        assertThat(fixture.place(Sha256.of(NEWER))).hasBinaryContent(NEWER);
        server.answer(exchange -> exchange.status(304));
        assertThat(fixture.install(unpinned())).isEqualTo(newer);
        assertThat(server.exchanges().get(2).header("if-none-match")).contains("\"v2\"");
    }

    @Test
    void when_the_stored_file_is_damaged_all_of_it_is_asked_for() throws IOException {
        server.answer(exchange -> exchange.whole(200, FILE, "ETag: \"v1\""));
        fixture.install(unpinned());
        Files.writeString(fixture.place(DownloadFixture.DIGEST), "evil");
        fixture.install(unpinned());
        fixture.assertHolds(FILE);
        assertThat(server.exchanges().get(1).header("if-none-match")).isEmpty();
    }

    @Test
    void a_half_file_is_removed_when_the_next_answer_is_that_nothing_has_changed() {
        server.answer(exchange -> exchange.whole(200, FILE, "ETag: W/\"v1\""));
        Executable first = fixture.install(unpinned());
        server.answer(exchange -> {
            if (server.exchanges().size() == 2) {
                exchange.head("HTTP/1.1 200 OK", "Content-Length: 2000", "ETag: W/\"v2\"");
                exchange.send(new byte[1000]);
                fixture.awaitReceived(1000);
            } else {
                exchange.status(304);
            }
        });
        assertThat(fixture.install(unpinned())).isEqualTo(first);
        fixture.assertHolds(FILE);
    }

    @Test
    void an_installed_file_is_started_again_without_asking_the_server() {
        server.answer(exchange -> exchange.whole(200, FILE));
        Executable first = fixture.install(unpinned());
        Executable again = fixture.drive(fixture.installer()
                        .recheck(unpinned(), first, progress -> {})
                        .subscribeAsCompletionStage())
                .join();
        assertThat(again).isEqualTo(first);
        assertThat(server.exchanges()).hasSize(1);
    }

    @Test
    void the_headers_of_secrets_are_read_at_each_download() {
        AtomicReference<String> token = new AtomicReference<>("one");
        fixture.secrets(name -> Uni.createFrom().item(() -> Map.of("X-" + name, token.get())));
        server.answer(exchange -> exchange.whole(200, FILE));
        PluginSpec spec = DownloadFixture.spec(server.url("/x"), Optional.empty(), "a", "b");
        fixture.install(spec);
        token.set("two");
        fixture.install(spec);
        assertThat(server.exchanges())
                .extracting(exchange -> exchange.header("x-a").orElse("")
                        + exchange.header("x-b").orElse(""))
                .containsExactly("oneone", "twotwo");
    }

    private PluginSpec pinned() {
        return DownloadFixture.spec(server.url("/x"), Optional.of(DownloadFixture.DIGEST));
    }

    private PluginSpec unpinned() {
        return DownloadFixture.spec(server.url("/x"));
    }
}
