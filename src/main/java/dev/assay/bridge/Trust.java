package dev.assay.bridge;

import io.grpc.netty.GrpcSslContexts;
import io.grpc.util.AdvancedTlsX509TrustManager;
import io.grpc.util.AdvancedTlsX509TrustManager.Verification;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

/** The certificates by which Assay is known. */
public final class Trust {
    private Trust() {}

    /**
     * TLS that trusts the certificates in this file, or those that come with Java.
     *
     * @param thread reads the file, now and when it changes
     */
    static SslContext tls(Optional<Path> caFile, ScheduledExecutorService thread) {
        SslContextBuilder builder = SslContextBuilder.forClient();
        if (caFile.isPresent()) {
            AdvancedTlsX509TrustManager manager = managerWithoutRoots();
            builder.trustManager(manager);
            new WatchedFile(caFile.get(), "the certificates in --ca-file", content -> update(manager, content))
                    .follow(thread);
        }
        try {
            return GrpcSslContexts.configure(builder, SslProvider.JDK).build();
        } catch (SSLException e) {
            throw new IllegalStateException("TLS of Java cannot be set up", e);
        }
    }

    /**
     * TLS for HTTP that trusts the certificates in this file alone. Blocks.
     *
     * @throws IOException where the file cannot be read, or holds no certificates
     */
    public static SSLContext context(Path caFile) throws IOException {
        AdvancedTlsX509TrustManager manager = managerWithoutRoots();
        update(manager, WatchedFile.read(caFile));
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {manager}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS of Java cannot be set up", e);
        }
    }

    private static AdvancedTlsX509TrustManager managerWithoutRoots() {
        try {
            return AdvancedTlsX509TrustManager.newBuilder()
                    .setVerification(Verification.CERTIFICATE_AND_HOST_NAME_VERIFICATION)
                    .build();
        } catch (CertificateException e) {
            throw new IllegalStateException("TLS of Java cannot be set up", e);
        }
    }

    private static void update(AdvancedTlsX509TrustManager manager, byte[] content) throws IOException {
        try {
            X509Certificate[] certificates =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(content))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toArray(X509Certificate[]::new);
            if (certificates.length == 0) {
                throw new IOException("it is empty");
            }
            manager.updateTrustCredentials(certificates);
        } catch (GeneralSecurityException e) {
            throw new IOException("it holds no certificates as PEM", e);
        }
    }
}
