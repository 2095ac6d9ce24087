package dev.assay.wire;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;

/**
 * The identity of one side of a connection: a key that never leaves this process, and its self-signed certificate. Made
 * for one connection, as by go-plugin's {@code generateCert} ({@code mtls.go}).
 *
 * @param certificate names the host {@link PluginTls#HOST_NAME}
 */
public record TlsIdentity(PrivateKey key, X509Certificate certificate) {
    private static final int PEM_LINE = 64;

    /** Takes milliseconds of a processor's time. */
    public static TlsIdentity create(Instant now) {
        return SelfSigned.make(now);
    }

    /** The certificate as {@code PLUGIN_CLIENT_CERT} holds it (go-plugin {@code client.go}). */
    public String pem() {
        String body = Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'}).encodeToString(Certificates.der(certificate));
        return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
    }

    /** The certificate as a handshake line holds it: DER in base64 without padding (go-plugin {@code server.go}). */
    public String base64() {
        return Base64.getEncoder().withoutPadding().encodeToString(Certificates.der(certificate));
    }

    /** Does not hold the key. */
    @Override
    public String toString() {
        return "TlsIdentity[" + certificate.getSubjectX500Principal() + "]";
    }
}
