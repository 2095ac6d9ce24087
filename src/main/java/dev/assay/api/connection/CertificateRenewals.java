package dev.assay.api.connection;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.tls.runtime.config.TlsBucketConfig;
import io.quarkus.tls.runtime.config.TlsConfig;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/**
 * Watches over the certificates that Quarkus reads again. Quarkus says nothing where that fails, and takes a certificate whose
 * key is that of another one. Thread-safe.
 */
@Singleton
final class CertificateRenewals {
    private static final Logger LOG = Logger.getLogger(CertificateRenewals.class);

    private final TlsConfigurationRegistry registry;
    private final Vertx vertx;

    /** Names of configurations whose files were refused, so that each is told once. */
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    CertificateRenewals(TlsConfigurationRegistry registry, Vertx vertx) {
        this.registry = registry;
        this.vertx = vertx;
    }

    void watch(@Observes StartupEvent event) {
        TlsConfig config =
                ConfigProvider.getConfig().unwrap(SmallRyeConfig.class).getConfigMapping(TlsConfig.class);
        config.defaultCertificateConfig()
                .ifPresent(read -> registry.getDefault().ifPresent(tls -> watch(TlsConfig.DEFAULT_NAME, read, tls)));
        for (Map.Entry<String, TlsBucketConfig> named :
                config.namedCertificateConfig().entrySet()) {
            registry.get(named.getKey()).ifPresent(tls -> watch(named.getKey(), named.getValue(), tls));
        }
    }

    private void watch(String name, TlsBucketConfig config, TlsConfiguration tls) {
        config.reloadPeriod()
                .ifPresent(period -> vertx.setPeriodic(
                        period.toMillis(),
                        tick -> vertx.executeBlocking(
                                () -> {
                                    if (!tls.reload()) {
                                        refuse(name, "they cannot be read");
                                    }
                                    return null;
                                },
                                false)));
    }

    /** Comes before the observer that gives the certificate to the server. */
    void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) CertificateUpdatedEvent event)
            throws Exception {
        if (!KeyPairs.fit(event.tlsConfiguration(), vertx)) {
            String reason = "the key is not that of the certificate";
            refuse(event.name(), reason);
            // The observers that follow are not called then.
            throw new IllegalStateException(reason);
        }
        refused.remove(event.name());
    }

    private void refuse(String name, String reason) {
        if (refused.add(name)) {
            LOG.warnf(
                    "tried to read the files of the TLS configuration %s again, but %s; what was read before stays in use, put"
                            + " whole files there",
                    name, reason);
        }
    }
}
