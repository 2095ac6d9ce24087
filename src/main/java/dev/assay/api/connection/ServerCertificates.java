package dev.assay.api.connection;

import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.tls.runtime.config.TlsConfig;
import io.smallrye.config.SmallRyeConfig;
import jakarta.inject.Singleton;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/** The certificates that Assay shows to callers, by the names of their TLS configurations. Thread-safe. */
@Singleton
public final class ServerCertificates {
    private final TlsConfigurationRegistry registry;

    ServerCertificates(TlsConfigurationRegistry registry) {
        this.registry = registry;
    }

    /** The names of the configurations that have a certificate of their own; the same ones for as long as Assay runs. */
    public Set<String> names() {
        TlsConfig config =
                ConfigProvider.getConfig().unwrap(SmallRyeConfig.class).getConfigMapping(TlsConfig.class);
        Set<String> names = new TreeSet<>();
        Stream.concat(Stream.of(TlsConfig.DEFAULT_NAME), config.namedCertificateConfig().keySet().stream())
                .filter(name -> end(name).isPresent())
                .forEach(names::add);
        return names;
    }

    /** When the first certificate of a configuration ends, as it was read last; empty where it has none. */
    public Optional<Instant> end(String name) {
        return configuration(name).map(TlsConfiguration::getKeyStore).flatMap(ServerCertificates::end);
    }

    private Optional<TlsConfiguration> configuration(String name) {
        return name.equals(TlsConfig.DEFAULT_NAME) ? registry.getDefault() : registry.get(name);
    }

    private static Optional<Instant> end(KeyStore keys) {
        try {
            return Collections.list(keys.aliases()).stream()
                    .flatMap(alias -> certificate(keys, alias).stream())
                    .map(certificate -> certificate.getNotAfter().toInstant())
                    .min(Instant::compareTo);
        } catch (KeyStoreException e) {
            return Optional.empty();
        }
    }

    private static Optional<X509Certificate> certificate(KeyStore keys, String alias) {
        try {
            return keys.getCertificate(alias) instanceof X509Certificate certificate
                    ? Optional.of(certificate)
                    : Optional.empty();
        } catch (KeyStoreException e) {
            return Optional.empty();
        }
    }
}
