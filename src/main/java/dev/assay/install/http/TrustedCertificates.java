package dev.assay.install.http;

import dev.assay.install.http.DownloadFault.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** TLS that trusts some certificates beside those that Java brings. */
final class TrustedCertificates {
    private TrustedCertificates() {}

    /**
     * Throws {@link DownloadFault}.
     *
     * @param pem the content of the file: certificates, one or many
     * @param file for messages
     * @param setting that names the file, for messages
     */
    static SSLContext context(byte[] pem, Path file, String setting) {
        Collection<? extends Certificate> extra = parse(pem, file, setting);
        try {
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    Stream.concat(javasOwn().stream(), extra.stream()).toList()) {
                all.setCertificateEntry("ca-" + number++, certificate);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(all).getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this Java has no TLS with certificates of one's own", e);
        }
    }

    static DownloadFault unreadable(Path file, String setting, String why, @Nullable Throwable cause) {
        return DownloadFault.of(
                        Kind.SETTING,
                        "the certificates to trust cannot be read from " + file + " (" + why + ")",
                        "set " + setting + " to a file with certificates as PEM, or remove the setting",
                        cause)
                .mendedBy(setting);
    }

    private static Collection<? extends Certificate> parse(byte[] pem, Path file, String setting) {
        try {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
            if (certificates.isEmpty()) {
                throw unreadable(file, setting, "it holds no certificate", null);
            }
            return certificates;
        } catch (CertificateException e) {
            throw unreadable(file, setting, "it holds something that is no certificate", e);
        }
    }

    private static List<X509Certificate> javasOwn() throws GeneralSecurityException {
        return Arrays.stream(managers(null).getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
                .toList();
    }

    private static TrustManagerFactory managers(@Nullable KeyStore trusted) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory;
    }
}
