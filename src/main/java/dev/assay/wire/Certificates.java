package dev.assay.wire;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates as AutoMTLS passes them on. What cannot be read is a {@link CertificateException}. */
public final class Certificates {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]*)-----END CERTIFICATE-----");

    private Certificates() {}

    /** The first certificate in a text of PEM blocks, as in {@code PLUGIN_CLIENT_CERT}. */
    public static X509Certificate ofPem(String text) throws CertificateException {
        Matcher block = PEM.matcher(text);
        if (!block.find()) {
            throw new CertificateException("there is no PEM block of a certificate in it");
        }
        return ofBase64(block.group(1).replaceAll("\\s", ""));
    }

    /** DER in base64, as in a handshake line; with or without padding. */
    static X509Certificate ofBase64(String text) throws CertificateException {
        try {
            return ofDer(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw new CertificateException("it is no base64 (" + e.getMessage() + ")", e);
        }
    }

    static X509Certificate ofDer(byte[] der) throws CertificateException {
        var certificate = (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        if (der(certificate).length != der.length) {
            throw new CertificateException("something follows the certificate");
        }
        return certificate;
    }

    static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read cannot be written", e);
        }
    }
}
