package dev.assay.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority that nobody trusts unless told to, and the servers that it vouches for. */
public final class TestAuthority {
    private static final X500Name NAME = new X500Name("CN=Test Authority");
    private static final char[] PASSWORD = "none".toCharArray();

    private final KeyPair keys = newKeys();
    private final X509Certificate certificate = sign(builder(
            NAME, keys, Instant.now().minus(Duration.ofDays(1)), Instant.now().plus(Duration.ofDays(1)), true));

    /** Its certificate as PEM. */
    public Path writeTo(Path file) throws IOException {
        return Files.writeString(file, pem());
    }

    public String pem() {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A server of this name, which is an IPv4 address or a name of the DNS, whose certificate is valid today. */
    public SSLContext server(String name) {
        return server(
                name, Instant.now().minus(Duration.ofDays(1)), Instant.now().plus(Duration.ofDays(1)));
    }

    public SSLContext server(String name, Instant from, Instant to) {
        KeyPair own = newKeys();
        try {
            X509v3CertificateBuilder builder = builder(new X500Name("CN=server"), own, from, to, false);
            int kind = name.matches("[0-9.]+") ? GeneralName.iPAddress : GeneralName.dNSName;
            builder.addExtension(
                    Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName(kind, name)));
            return context(own.getPrivate(), sign(builder), certificate);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private X509v3CertificateBuilder builder(X500Name subject, KeyPair own, Instant from, Instant to, boolean ca) {
        try {
            return new JcaX509v3CertificateBuilder(
                            NAME,
                            BigInteger.valueOf(System.nanoTime()),
                            Date.from(from),
                            Date.from(to),
                            subject,
                            own.getPublic())
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private X509Certificate sign(X509v3CertificateBuilder builder) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new AssertionError(e);
        }
    }

    private static SSLContext context(PrivateKey key, Certificate... chain) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, PASSWORD, chain);
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
            keys.initialize(new ECGenParameterSpec("secp256r1"));
            return keys.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
