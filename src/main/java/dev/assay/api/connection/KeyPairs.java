package dev.assay.api.connection;

import io.quarkus.tls.TlsConfiguration;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Collections;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;

/** Private keys beside the certificates that they are for. */
final class KeyPairs {
    private static final byte[] SIGNED = "assay".getBytes(StandardCharsets.US_ASCII);

    private KeyPairs() {}

    /** Whether each certificate that a configuration shows has its own key. Blocks for some milliseconds. */
    static boolean fit(TlsConfiguration tls, Vertx vertx) throws Exception {
        KeyCertOptions shown = tls.getKeyStoreOptions();
        if (shown == null) {
            return true;
        }
        for (KeyManager manager : shown.getKeyManagerFactory(vertx).getKeyManagers()) {
            if (manager instanceof X509KeyManager keys) {
                for (String alias : Collections.list(tls.getKeyStore().aliases())) {
                    PrivateKey key = keys.getPrivateKey(alias);
                    X509Certificate[] chain = keys.getCertificateChain(alias);
                    if (key != null && chain != null && !fit(key, chain[0].getPublicKey())) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** Whether the one verifies what the other signs. Kinds that are rare in TLS are not looked at, and fit. */
    static boolean fit(PrivateKey key, PublicKey verifier) {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    case "EdDSA" -> "EdDSA";
                    default -> "";
                };
        if (algorithm.isEmpty()) {
            return true;
        }
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(SIGNED);
            byte[] signed = signature.sign();
            signature.initVerify(verifier);
            signature.update(SIGNED);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
