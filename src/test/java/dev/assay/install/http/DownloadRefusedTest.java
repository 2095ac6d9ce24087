package dev.assay.install.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.config.PluginSpec;
import dev.assay.install.Executable;
import dev.assay.install.InstallException;
import dev.assay.install.PluginInstaller;
import dev.assay.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A file with another digest than the configured one is not fetched again while the server still has it. */
@ResourceLock(DownloadFixture.LOG)
class DownloadRefusedTest {
    private static final byte[] WRONG = "#!/bin/sh\necho wrong\n".getBytes(StandardCharsets.UTF_8);

    @RegisterExtension
    final DownloadFixture fixture = new DownloadFixture();

    private final RawServer server = new RawServer(exchange -> exchange.whole(200, WRONG, "ETag: \"wrong\""));
    private PluginInstaller installer;

    @BeforeEach
    void begin() {
        installer = fixture.installer();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void the_server_is_asked_for_another_content_only() {
        InstallException first = failure();
        assertThat(first).hasMessageContaining(Sha256.of(WRONG));
        server.answer(exchange -> exchange.status(304));
        assertThat(failure()).hasMessage(first.getMessage());
        assertThat(failure()).hasMessage(first.getMessage());
        assertThat(server.exchanges().get(1).header("If-None-Match")).contains("\"wrong\"");
        assertThat(server.exchanges().get(2).header("If-None-Match")).contains("\"wrong\"");

        server.answer(exchange -> exchange.whole(200, DownloadFixture.FILE));
        assertThat(fixture.drive(begin(pinned())).join().digest()).contains(DownloadFixture.DIGEST);
    }

    @Test
    void another_digest_in_the_entry_is_asked_for_without_a_condition() {
        failure();
        PluginSpec corrected = DownloadFixture.spec(server.url("/x"), Optional.of(Sha256.of(WRONG)));
        assertThat(fixture.drive(begin(corrected)).join().digest()).contains(Sha256.of(WRONG));
        assertThat(server.exchanges().get(1).header("If-None-Match")).isEmpty();
    }

    @Test
    void a_server_that_cannot_say_whether_it_has_another_is_asked_after_five_minutes() {
        server.answer(exchange -> exchange.whole(200, WRONG));
        InstallException first = failure();
        assertThat(failure()).hasMessage(first.getMessage());
        assertThat(server.exchanges()).hasSize(1);
        fixture.time.advance(Duration.ofMinutes(5));
        failure();
        assertThat(server.exchanges()).hasSize(2);
    }

    @Test
    void after_an_hour_the_whole_file_is_fetched_again() {
        failure();
        fixture.time.advance(Duration.ofHours(1));
        failure();
        assertThat(server.exchanges().get(1).header("If-None-Match")).isEmpty();
    }

    private InstallException failure() {
        return DownloadFixture.failure(fixture.drive(begin(pinned())));
    }

    private CompletableFuture<Executable> begin(PluginSpec spec) {
        return installer.install(spec, progress -> {}).subscribeAsCompletionStage();
    }

    private PluginSpec pinned() {
        return DownloadFixture.spec(server.url("/x"), Optional.of(DownloadFixture.DIGEST));
    }
}
