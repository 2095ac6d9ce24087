package dev.assay.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.process.Handshake;
import java.net.UnixDomainSocketAddress;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AutoMtlsTest {
    /** From the handshake line of a plugin that go-plugin 1.7.0 served, with {@code PLUGIN_CLIENT_CERT} set. */
    private static final String OF_GO =
            "MIICTzCCAbCgAwIBAgIQezQFujM4UgdRyFPRioNEhTAKBggqhkjOPQQDBDAoMRIwEAYDVQQKEwlIYXNoaUNvcnAxEj"
                    + "AQBgNVBAMTCWxvY2FsaG9zdDAgFw0yNjExMjQxNjM3MjRaGA8yMDU2MTEyNDA0Mzc1NFowKDESMBAGA1UEChMJSGFz"
                    + "aGlDb3JwMRIwEAYDVQQDEwlsb2NhbGhvc3QwgZswEAYHKoZIzj0CAQYFK4EEACMDgYYABAHkoTUR4QDhXhhavlb/5E"
                    + "xGZOAEm4jpw8bGYw7+ygapFDsnK+K3P50k/qsi7V6K0c024kkIRzoxikyGepRdxcMAHQAPykaTymqgF1CRQ1omingg"
                    + "TZBkaH1L997bAEx00BohMQKSZG6MLrulMJCptIrh0to7ekZekt0J+ft6Kzc8RKQVlqN3MHUwDgYDVR0PAQH/BAQDAg"
                    + "KsMB0GA1UdJQQWMBQGCCsGAQUFBwMCBggrBgEFBQcDATAPBgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBBRJ37dZT/VS"
                    + "Nw4ZkxdiF+JtOZfTjTAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwQDgYwAMIGIAkIBUSOjNgn3dVHD5R"
                    + "7gDhotcWYX44TnwLwyXxc3auVr4b8t4D+3dYgpZHnZ4Cf/Fo5BljbiDcLGTPyqV7EPLb6ijjACQgHT/x+rX2kmxaRK"
                    + "8+KB66Be3xXaQ7njuYuYBDoNI0DqvQb1NHgOCoPDbkCjM816rY5WtbD3+9ibWjaT2eNYxfQnlw";

    private static final Instant MADE = Instant.parse("2026-11-24T17:00:00Z");

    private final AutoMtls on = AutoMtls.on(Runnable::run, InstantSource.fixed(MADE));

    @Test
    void a_certificate_of_go_plugin_is_read() throws Exception {
        X509Certificate certificate = Certificates.ofBase64(OF_GO);
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=localhost,O=HashiCorp");
        assertThat(agree(OF_GO).orElseThrow().peer()).isEqualTo(certificate);
    }

    @Test
    void an_identity_has_what_go_plugins_own_certificate_has() throws Exception {
        TlsIdentity identity = TlsIdentity.create(MADE);
        X509Certificate own = identity.certificate();
        X509Certificate go = Certificates.ofBase64(OF_GO);

        own.verify(own.getPublicKey());
        assertThat(own.getKeyUsage()).isEqualTo(go.getKeyUsage());
        assertThat(own.getExtendedKeyUsage()).containsExactlyInAnyOrderElementsOf(go.getExtendedKeyUsage());
        assertThat(List.copyOf(own.getSubjectAlternativeNames()))
                .isEqualTo(List.copyOf(go.getSubjectAlternativeNames()));
        assertThat(own.getBasicConstraints()).isEqualTo(go.getBasicConstraints());
        assertThat(own.getCriticalExtensionOIDs()).isEqualTo(go.getCriticalExtensionOIDs());
        assertThat(Duration.between(
                        own.getNotBefore().toInstant(), own.getNotAfter().toInstant()))
                .isEqualTo(Duration.between(
                        go.getNotBefore().toInstant(), go.getNotAfter().toInstant()));
        assertThat(own.getNotBefore()).isEqualTo(MADE.minusSeconds(30));
        assertThat(own.getSerialNumber()).isPositive();
    }

    @Test
    void no_two_identities_are_the_same() {
        TlsIdentity one = TlsIdentity.create(MADE);
        TlsIdentity other = TlsIdentity.create(MADE);
        assertThat(one.certificate().getSerialNumber())
                .isNotEqualTo(other.certificate().getSerialNumber());
        assertThat(one.certificate().getPublicKey())
                .isNotEqualTo(other.certificate().getPublicKey());
        assertThat(one.toString()).isEqualTo("TlsIdentity[CN=localhost, O=Assay]");
    }

    @Test
    void a_certificate_survives_its_two_texts() throws Exception {
        TlsIdentity identity = TlsIdentity.create(MADE);
        assertThat(Certificates.ofPem(identity.pem())).isEqualTo(identity.certificate());
        assertThat(identity.pem().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(64));
        assertThat(Certificates.ofBase64(identity.base64())).isEqualTo(identity.certificate());
        assertThat(identity.base64()).doesNotContain("=").hasSizeGreaterThan(50);
        assertThatThrownBy(() -> Certificates.ofPem("no certificate")).isInstanceOf(CertificateException.class);
    }

    @Test
    void without_it_connections_are_plain() {
        assertThat(AutoMtls.off().identity().await().indefinitely()).isEmpty();
        assertThat(AutoMtls.off()
                        .agree(Optional.empty(), handshake(Optional.empty()))
                        .await()
                        .indefinitely())
                .isEmpty();
    }

    @Test
    void without_it_a_certificate_is_refused_for_good() {
        assertThatThrownBy(() -> AutoMtls.off()
                        .agree(Optional.empty(), handshake(Optional.of(OF_GO)))
                        .await()
                        .indefinitely())
                .satisfies(e -> hasRemedy(e, Remedy.CONFIGURE))
                .hasMessageContaining(
                        "only when assay.plugins.auto-mtls is true; set it so, or start the plugin without"
                                + " PLUGIN_CLIENT_CERT");
    }

    @Test
    void a_plugin_without_a_certificate_is_refused_for_good() {
        assertThatThrownBy(() -> on.agree(on.identity().await().indefinitely(), handshake(Optional.empty()))
                        .await()
                        .indefinitely())
                .satisfies(e -> hasRemedy(e, Remedy.CONFIGURE))
                .hasMessage(
                        "tried to connect to a plugin over TLS, but its handshake carries no certificate, so it knows"
                                + " nothing of go-plugin's AutoMTLS; use a build of the plugin that answers"
                                + " PLUGIN_CLIENT_CERT, or set assay.plugins.auto-mtls to false");
    }

    @Test
    void a_text_that_is_no_certificate_is_refused_for_good() {
        for (String text : List.of("!".repeat(60), "A".repeat(60), OF_GO.substring(0, 400), OF_GO + OF_GO)) {
            assertThatThrownBy(() -> agree(text))
                    .as(text)
                    .satisfies(e -> hasRemedy(e, Remedy.CONFIGURE))
                    .hasMessageStartingWith(
                            "tried to connect to a plugin over TLS, but the certificate in its handshake cannot be read (")
                    .hasMessageEndingWith("or set assay.plugins.auto-mtls to false");
        }
    }

    @Test
    void a_certificate_out_of_its_time_is_refused_until_the_plugin_makes_another() {
        String old = TlsIdentity.create(MADE.minus(Duration.ofDays(40 * 365))).base64();
        String early = TlsIdentity.create(MADE.plus(Duration.ofDays(1))).base64();
        for (String text : List.of(old, early)) {
            assertThatThrownBy(() -> agree(text))
                    .satisfies(e -> hasRemedy(e, Remedy.RESTARTING))
                    .hasMessageContaining("the certificate in its handshake is not valid now (")
                    .hasMessageEndingWith("; the plugin is to be restarted, and makes a new one then");
        }
    }

    private Optional<PluginTls> agree(String certificate) {
        return on.agree(on.identity().await().indefinitely(), handshake(Optional.of(certificate)))
                .await()
                .indefinitely();
    }

    private static Handshake handshake(Optional<String> certificate) {
        return new Handshake(1, UnixDomainSocketAddress.of("/tmp/plugin1"), "grpc", certificate);
    }

    private static void hasRemedy(Throwable failure, Remedy remedy) {
        assertThat(failure).isInstanceOfSatisfying(CallException.class, e -> assertThat(e.remedy())
                .isEqualTo(remedy));
    }
}
