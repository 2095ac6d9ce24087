package dev.assay.install.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.install.InstallException;
import dev.assay.install.PluginInstaller;
import dev.assay.testing.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock(DownloadFixture.LOG)
class DownloadTlsTest {
    private static final byte[] FILE = DownloadFixture.FILE;
    private static final TestAuthority AUTHORITY = new TestAuthority();

    @RegisterExtension
    final DownloadFixture fixture = new DownloadFixture();

    private Path caFile;

    @BeforeEach
    void write_the_certificate() throws IOException {
        caFile = AUTHORITY.writeTo(fixture.folder.resolve("ca.pem"));
    }

    @Test
    void an_authority_of_ones_own_is_trusted_when_it_is_named() {
        try (RawServer server = serving(AUTHORITY.server("127.0.0.1"))) {
            fixture.set("ca-file", caFile.toString()).install(DownloadFixture.spec(server.url("/x")));
            fixture.assertHolds(FILE);
        }
    }

    @Test
    void one_file_may_name_many_and_may_change() throws IOException {
        TestAuthority other = new TestAuthority();
        try (RawServer first = serving(AUTHORITY.server("127.0.0.1"));
                RawServer second = serving(other.server("127.0.0.1"))) {
            PluginInstaller installer = fixture.set("ca-file", caFile.toString())
                    .set("attempts", "1")
                    .installer();
            assertThat(DownloadFixture.failure(installer
                            .install(DownloadFixture.spec(second.url("/x")), progress -> {})
                            .subscribeAsCompletionStage()))
                    .hasMessageContaining("is signed by nobody whom Assay trusts");
            Files.writeString(caFile, AUTHORITY.pem() + other.pem());
            for (RawServer server : new RawServer[] {first, second}) {
                assertThat(installer
                                .install(DownloadFixture.spec(server.url("/x")), progress -> {})
                                .await()
                                .atMost(DownloadFixture.TIMEOUT)
                                .digest())
                        .contains(DownloadFixture.DIGEST);
            }
        }
    }

    @Test
    void an_unknown_authority() {
        try (RawServer server = serving(AUTHORITY.server("127.0.0.1"))) {
            assertRefused(
                    server.url("/x"),
                    "the certificate of 127.0.0.1:" + server.port()
                            + " is signed by nobody whom Assay trusts; put the certificate of the authority that"
                            + " signed it into a file, and name that as assay.download.ca-file");
        }
    }

    @Test
    void a_certificate_for_another_name() {
        try (RawServer server = serving(AUTHORITY.server("files.test"))) {
            fixture.set("ca-file", caFile.toString());
            assertRefused(
                    server.url("/x"),
                    "the certificate of 127.0.0.1:" + server.port()
                            + " is for another name; write the name that is in it, or have the right one added to it");
            assertRefused(
                    "https://localhost:" + server.port() + "/x",
                    "the certificate of localhost:" + server.port()
                            + " is for another name; write the name that is in it, or have the right one added to it");
        }
    }

    @Test
    void a_certificate_that_has_expired() {
        Instant now = Instant.now();
        try (RawServer server =
                serving(AUTHORITY.server("127.0.0.1", now.minus(Duration.ofDays(2)), now.minus(Duration.ofDays(1))))) {
            fixture.set("ca-file", caFile.toString());
            assertRefused(
                    server.url("/x"),
                    "the certificate of 127.0.0.1:" + server.port()
                            + " has expired; have it renewed, or correct the clock of this machine");
        }
    }

    @Test
    void a_certificate_that_is_not_valid_yet() {
        Instant now = Instant.now();
        try (RawServer server =
                serving(AUTHORITY.server("127.0.0.1", now.plus(Duration.ofDays(1)), now.plus(Duration.ofDays(2))))) {
            fixture.set("ca-file", caFile.toString());
            assertRefused(
                    server.url("/x"),
                    "the certificate of 127.0.0.1:" + server.port()
                            + " is not valid yet; correct the clock of this machine, or the certificate");
        }
    }

    @Test
    void a_server_that_speaks_no_tls() {
        try (RawServer server = new RawServer(exchange -> exchange.whole(200, FILE))) {
            assertRefused(
                    "https://127.0.0.1:" + server.port() + "/x",
                    "127.0.0.1:" + server.port()
                            + " does not speak TLS on that port; write http://, or correct the port");
        }
    }

    @Test
    void a_missing_file_of_certificates_is_told_at_the_first_download() {
        try (RawServer server = serving(AUTHORITY.server("127.0.0.1"))) {
            Path missing = fixture.folder.resolve("missing.pem");
            fixture.set("ca-file", missing.toString());
            assertRefused(
                    server.url("/x"),
                    "the certificates to trust cannot be read from " + missing
                            + " (there is no such file); set assay.download.ca-file to a file with certificates as"
                            + " PEM, or remove the setting");
        }
    }

    @Test
    void a_folder_of_certificates_is_told() {
        fixture.set("ca-file", fixture.folder.toString());
        assertRefused(
                "https://127.0.0.1:1/x",
                "the certificates to trust cannot be read from " + fixture.folder
                        + " (Is a directory); set assay.download.ca-file to a file with certificates as PEM, or remove"
                        + " the setting");
    }

    @Test
    void an_empty_file_of_certificates_is_told() throws IOException {
        Files.writeString(caFile, "");
        fixture.set("ca-file", caFile.toString());
        assertRefused(
                "https://127.0.0.1:1/x",
                "the certificates to trust cannot be read from " + caFile
                        + " (it holds no certificate); set assay.download.ca-file to a file with certificates as PEM,"
                        + " or remove the setting");
    }

    @Test
    void a_damaged_file_of_certificates_is_told() throws IOException {
        Files.writeString(caFile, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        fixture.set("ca-file", caFile.toString());
        assertRefused(
                "https://127.0.0.1:1/x",
                "the certificates to trust cannot be read from " + caFile
                        + " (it holds something that is no certificate); set assay.download.ca-file to a file with"
                        + " certificates as PEM, or remove the setting");
    }

    @Test
    void a_redirect_that_leaves_tls_is_followed_for_what_has_a_digest_only_and_without_secrets() {
        try (RawServer plain = new RawServer(exchange -> exchange.whole(200, FILE));
                RawServer server = new RawServer(
                        Optional.of(AUTHORITY.server("127.0.0.1")),
                        exchange -> exchange.status(302, "Location: " + plain.url("/y?signature=1")))) {
            fixture.set("ca-file", caFile.toString()).secret(Map.of("X-Token", "s3cret"));
            assertRefused(
                    server.url("/x"),
                    "the server redirects from https to " + plain.url("/y")
                            + ", where others could change the file on its way; have the server redirect to https, or"
                            + " write the sha256 of the file into the configuration");
            assertThat(plain.exchanges()).isEmpty();

            fixture.install(DownloadFixture.spec(server.url("/x"), Optional.of(DownloadFixture.DIGEST), "token"));
            fixture.assertHolds(FILE);
            assertThat(server.exchanges().get(1).header("x-token")).contains("s3cret");
            assertThat(plain.exchanges().get(0).header("x-token")).isEmpty();
        }
    }

    private void assertRefused(String url, String message) {
        InstallException e = fixture.failure(DownloadFixture.spec(url));
        assertThat(e).hasMessage("tried to install plugin acme/latency from " + url + ", but " + message);
        assertThat(e.permanent()).isFalse();
        fixture.assertClean();
    }

    private static RawServer serving(SSLContext tls) {
        return new RawServer(Optional.of(tls), exchange -> exchange.whole(200, FILE));
    }
}
