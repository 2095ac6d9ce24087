package dev.assay.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;

/**
 * Makes a certificate with what go-plugin puts into its own ({@code mtls.go}, {@code generateCert}), on the curve P-256,
 * which every TLS stack has. Bouncy Castle only writes it down; the keys and the signature are the JDK's.
 */
final class SelfSigned {
    private static final String SUBJECT = "O=Assay,CN=" + PluginTls.HOST_NAME;

    /** By how much the clocks of the two sides may differ. */
    private static final Duration EARLIER = Duration.ofSeconds(30);

    /** Thirty years: no process outlives its certificate. */
    private static final Duration VALID = Duration.ofHours(262_980);

    private static final int SERIAL_BITS = 128;

    private SelfSigned() {}

    static TlsIdentity make(Instant now) {
        try {
            KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
            keys.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = keys.generateKeyPair();
            X500Name name = new X500Name(SUBJECT);
            byte[] der = new X509v3CertificateBuilder(
                            name,
                            new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(0),
                            Date.from(now.minus(EARLIER)),
                            Date.from(now.plus(VALID)),
                            name,
                            SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()))
                    .addExtension(
                            Extension.keyUsage,
                            true,
                            new KeyUsage(KeyUsage.digitalSignature
                                    | KeyUsage.keyEncipherment
                                    | KeyUsage.keyAgreement
                                    | KeyUsage.keyCertSign))
                    .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
                        KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth
                    }))
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
                    .addExtension(
                            Extension.subjectAlternativeName,
                            false,
                            new GeneralNames(new GeneralName(GeneralName.dNSName, PluginTls.HOST_NAME)))
                    .build(new Signer(pair.getPrivate()))
                    .getEncoded();
            return new TlsIdentity(pair.getPrivate(), Certificates.ofDer(der));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this Java makes no certificate for a key on the curve P-256", e);
        }
    }

    /** Signs the bytes that are written to it, with the JDK's own providers. */
    private record Signer(PrivateKey key, ByteArrayOutputStream content) implements ContentSigner {
        Signer(PrivateKey key) {
            this(key, new ByteArrayOutputStream());
        }

        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
        }

        @Override
        public OutputStream getOutputStream() {
            return content;
        }

        @Override
        public byte[] getSignature() {
            try {
                Signature signature = Signature.getInstance("SHA256withECDSA");
                signature.initSign(key);
                signature.update(content.toByteArray());
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this Java signs nothing with ECDSA", e);
            }
        }
    }
}
