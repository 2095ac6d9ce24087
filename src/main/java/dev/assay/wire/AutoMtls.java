package dev.assay.wire;

import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.process.Handshake;
import dev.assay.text.ForeignText;
import io.smallrye.mutiny.Uni;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The host's side of go-plugin's {@code AutoMTLS} ({@code client.go}). Each process gets a certificate of the host, and
 * answers with one of its own in its handshake line. The connection is TLS that trusts those two alone.
 */
public final class AutoMtls {
    /** Empty when all connections are plain. */
    private final Optional<KeyMaker> keyMaker;

    /**
     * @param worker makes keys
     * @param clock of their certificates
     */
    private record KeyMaker(Executor worker, InstantSource clock) {}

    private AutoMtls(Optional<KeyMaker> keyMaker) {
        this.keyMaker = keyMaker;
    }

    /** @param worker makes the keys, which takes milliseconds */
    public static AutoMtls on(Executor worker, InstantSource clock) {
        return new AutoMtls(Optional.of(new KeyMaker(worker, clock)));
    }

    public static AutoMtls off() {
        return new AutoMtls(Optional.empty());
    }

    /** A new identity of the host for one process; empty when connections are plain. */
    public Uni<Optional<TlsIdentity>> identity() {
        return onWorker(
                () -> keyMaker.map(maker -> TlsIdentity.create(maker.clock().instant())));
    }

    /**
     * The protection of a connection; empty when it is plain. Fails with {@link CallException} when host and plugin do not
     * agree on it.
     *
     * @param host the result of {@link #identity} for this process
     */
    public Uni<Optional<PluginTls>> agree(Optional<TlsIdentity> host, Handshake handshake) {
        return onWorker(() -> {
            if (host.isPresent()) {
                X509Certificate peer = certificate(handshake.certificate().orElseThrow(AutoMtls::notSupported));
                return Optional.of(new PluginTls(host.get(), peer));
            }
            if (handshake.certificate().isPresent()) {
                throw notAskedFor();
            }
            return Optional.empty();
        });
    }

    private <T> Uni<T> onWorker(Supplier<T> task) {
        Uni<T> result = Uni.createFrom().item(task);
        return keyMaker.map(maker -> result.runSubscriptionOn(maker.worker())).orElse(result);
    }

    private X509Certificate certificate(String base64) {
        try {
            X509Certificate certificate = Certificates.ofBase64(base64);
            // The JDK does not check the dates of a certificate that is itself trusted.
            certificate.checkValidity(Date.from(keyMaker.orElseThrow().clock().instant()));
            return certificate;
        } catch (CertificateExpiredException | CertificateNotYetValidException e) {
            throw new CallException(
                    Remedy.RESTARTING,
                    "tried to connect to a plugin over TLS, but the certificate in its handshake is not valid now ("
                            + e.getMessage() + "); the plugin is to be restarted, and makes a new one then",
                    e);
        } catch (CertificateException e) {
            throw new CallException(
                    Remedy.CONFIGURE,
                    "tried to connect to a plugin over TLS, but the certificate in its handshake cannot be read ("
                            + ForeignText.visible(String.valueOf(e.getMessage()))
                            + "); let the plugin print its certificate in DER as base64 there, or set"
                            + " assay.plugins.auto-mtls to false",
                    e);
        }
    }

    private static CallException notSupported() {
        return new CallException(
                Remedy.CONFIGURE,
                "tried to connect to a plugin over TLS, but its handshake carries no certificate, so it knows nothing of"
                        + " go-plugin's AutoMTLS; use a build of the plugin that answers PLUGIN_CLIENT_CERT, or set"
                        + " assay.plugins.auto-mtls to false");
    }

    private static CallException notAskedFor() {
        return new CallException(
                Remedy.CONFIGURE,
                "tried to connect to a plugin, but its handshake carries a certificate, and Assay speaks TLS to plugins"
                        + " only when assay.plugins.auto-mtls is true; set it so, or start the plugin without"
                        + " PLUGIN_CLIENT_CERT");
    }
}
