package dev.assay.api.connection;

import dev.assay.settings.AssaySettings;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/**
 * Asks callers of {@code https} for certificates, as {@code assay.http.client-auth} says. Quarkus' own setting is read by the
 * build only.
 */
@Singleton
final class ClientCertificates implements HttpServerOptionsCustomizer {
    private final AssaySettings settings;

    ClientCertificates(AssaySettings settings) {
        this.settings = settings;
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        ClientAuth wanted = ClientAuth.valueOf(settings.http().clientAuth().name());
        if (wanted == ClientAuth.NONE) {
            return;
        }
        if (options.getKeyCertOptions() == null) {
            throw new ConfigurationException(
                    "tried to ask callers for certificates (assay.http.client-auth), but there is"
                            + " no https; give Assay a certificate of its own, see docs/tls.md");
        }
        if (options.getTrustOptions() == null) {
            // Java's own authorities would be trusted then, so anybody on the internet could have a certificate.
            throw new ConfigurationException("tried to ask callers for certificates (assay.http.client-auth), but no"
                    + " authority is named that signs them; name its certificate as docs/tls.md says");
        }
        options.setClientAuth(wanted);
    }
}
