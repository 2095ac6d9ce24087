package dev.assay.install.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.config.PluginSpec;
import dev.assay.install.Executable;
import dev.assay.install.InstallException;
import dev.assay.text.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that are used when the server does not help, and those that never are. */
@ResourceLock(DownloadFixture.LOG)
class DownloadFallbackTest {
    private static final byte[] FILE = DownloadFixture.FILE;
    private static final byte[] NEWER = "#!/bin/sh\necho newer\n".getBytes(StandardCharsets.UTF_8);

    @RegisterExtension
    final DownloadFixture fixture = new DownloadFixture();

    private final RawServer server = new RawServer(exchange -> exchange.whole(200, FILE));

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429, 401, 403, 404, 410})
    void when_the_server_gives_no_file_the_last_good_one_is_used_with_a_warning(int status) {
        server.answer(exchange -> exchange.whole(200, FILE, "ETag: \"v1\""));
        Executable first = fixture.install(unpinned());
        fixture.time.advance(Duration.ofHours(3));
        server.answer(exchange -> exchange.status(status));
        assertThat(fixture.set("attempts", "2").install(unpinned())).isEqualTo(first);
        assertThat(server.exchanges()).as("one attempt, for there is a file").hasSize(2);
        assertThat(fixture.log)
                .last()
                .asString()
                .matches("WARN(ING)? tried to download plugin acme/latency from \\Q" + server.url("/x")
                        + "\\E, but the server answered " + status
                        + " .*; .*\\. The file that was there 3 h ago is used"
                        + " \\(sha256 " + DownloadFixture.DIGEST + "\\)");
        fixture.assertHolds(FILE);
    }

    @Test
    void when_the_server_is_down_the_last_good_file_is_used_with_a_warning() {
        server.answer(exchange -> exchange.whole(200, FILE));
        Executable first = fixture.install(unpinned());
        fixture.time.advance(Duration.ofDays(5));
        server.close();
        assertThat(fixture.install(unpinned())).isEqualTo(first);
        assertThat(fixture.log)
                .last()
                .asString()
                .matches("WARN(ING)? tried to download plugin acme/latency from \\Q" + server.url("/x")
                        + "\\E, but the connection to 127.0.0.1:" + server.port()
                        + " was refused; check the address and the network, and that it is up. The file that was there 5"
                        + " days ago is used \\(sha256 " + DownloadFixture.DIGEST + "\\)");
    }

    @Test
    void the_age_counts_from_when_the_server_last_said_that_it_is_there() {
        server.answer(exchange -> exchange.whole(200, FILE, "ETag: \"v1\""));
        fixture.install(unpinned());
        fixture.time.advance(Duration.ofDays(5));
        server.answer(exchange -> exchange.status(304));
        fixture.install(unpinned());
        fixture.time.advance(Duration.ofMinutes(7));
        server.answer(exchange -> exchange.status(404));
        fixture.install(unpinned());
        assertThat(fixture.log).last().asString().contains("The file that was there 7 min ago is used");
    }

    @Test
    void when_the_store_cannot_be_written_what_is_in_it_is_used_with_a_warning() throws IOException {
        server.answer(exchange -> exchange.whole(200, FILE, "ETag: \"v1\""));
        Executable first = fixture.install(unpinned());
        Files.delete(fixture.store.resolve("tmp"));
        Files.createFile(fixture.store.resolve("tmp"));
        server.answer(exchange -> exchange.whole(200, NEWER, "ETag: \"v2\""));
        fixture.time.advance(Duration.ofHours(3));
        assertThat(fixture.install(unpinned())).isEqualTo(first);
        assertThat(fixture.log)
                .last()
                .asString()
                .matches("WARN(ING)? tried to install plugin acme/latency into the store \\Q" + fixture.store
                        + "\\E, but .*; .*\\. The file that was there 3 h ago is used \\(sha256 "
                        + DownloadFixture.DIGEST + "\\)");
        assertThat(fixture.failure(pinnedToNewer()).permanent()).isFalse();
    }

    @Test
    void a_new_file_that_is_bad_does_not_hide_behind_the_last_good_one() {
        server.answer(exchange -> exchange.whole(200, FILE));
        fixture.install(unpinned());
        server.answer(exchange -> exchange.whole(200, new byte[0]));
        InstallException e = fixture.failure(unpinned());
        assertThat(e.permanent()).isFalse();
        assertThat(e).hasMessageContaining("the file is empty");
        fixture.assertHolds(FILE);
    }

    @Test
    void the_last_good_file_is_not_used_when_a_digest_is_given() {
        server.answer(exchange -> exchange.whole(200, FILE));
        fixture.install(unpinned());
        server.answer(exchange -> exchange.status(503));
        InstallException e =
                fixture.failure(DownloadFixture.spec(server.url("/x"), Optional.of(DownloadFixture.OTHER_DIGEST)));
        assertThat(e.permanent()).isFalse();
        assertThat(e).hasMessageContaining("503 Service Unavailable");
    }

    private PluginSpec pinnedToNewer() {
        return DownloadFixture.spec(server.url("/x"), Optional.of(Sha256.of(NEWER)));
    }

    private PluginSpec unpinned() {
        return DownloadFixture.spec(server.url("/x"));
    }
}
