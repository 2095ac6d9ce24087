package dev.assay.install.http;

import dev.assay.install.http.DownloadFault.Kind;
import dev.assay.text.Causes;
import dev.assay.text.ForeignText;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXReason;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** The faults before there is a response, recognised by the exceptions of Java's client. */
final class TransportFaults {
    private static final String CHECK = "check the address and the network, and that it is up";

    private static final int LONGEST_TEXT = 300;

    private static final Pattern TUNNEL = Pattern.compile("Tunnel failed, got: (\\d{3})");

    private TransportFaults() {}

    /**
     * @param peer the other end of the connection
     * @param caSetting the setting that names the certificates that are trusted
     */
    static DownloadFault of(Throwable failure, String peer, String caSetting) {
        Causes causes = Causes.of(failure);
        Optional<DownloadFault> tunnel = tunnel(causes, peer);
        if (tunnel.isPresent()) {
            return tunnel.get();
        }
        if (causes.has(UnresolvedAddressException.class)) {
            return passing("the name of " + peer + " is not known", "correct the name, or check the DNS", failure);
        }
        if (causes.has(HttpConnectTimeoutException.class)) {
            return passing(
                    "no connection to " + peer + " could be made in time",
                    CHECK + ", or raise assay.download.connect-timeout",
                    failure);
        }
        if (causes.has(ConnectException.class)) {
            return passing("the connection to " + peer + " " + refusal(causes), CHECK, failure);
        }
        if (causes.has(SSLException.class)) {
            return tls(causes, peer, caSetting, failure);
        }
        if (causes.has(IllegalArgumentException.class)) {
            return refused("the address cannot be used (" + text(causes) + ")", "correct location", failure);
        }
        if (causes.has(CancellationException.class)) {
            return passing("it was cancelled", "try again", failure);
        }
        return passing("the connection to " + peer + " broke (" + text(causes) + ")", "see what it does", failure);
    }

    /** The status of a proxy that refuses a tunnel. Java gives it in a message only. */
    private static Optional<DownloadFault> tunnel(Causes causes, String peer) {
        return causes.all().stream()
                .map(t -> TUNNEL.matcher(message(t)))
                .filter(Matcher::matches)
                .map(status -> HttpStatusFaults.tunnelFault(Integer.parseInt(status.group(1)), peer))
                .findFirst();
    }

    private static DownloadFault tls(Causes causes, String peer, String caSetting, Throwable failure) {
        boolean ended = causes.has(EOFException.class);
        boolean plain = causes.all().stream().anyMatch(t -> message(t).contains("nrecognized SSL message"));
        if (plain) {
            return refused(peer + " does not speak TLS on that port", "write http://, or correct the port", failure);
        }
        if (!causes.has(SSLHandshakeException.class) || ended) {
            return passing(
                    "the TLS connection to " + peer + " broke (" + text(causes) + ")", "see what it does", failure);
        }
        if (causes.has(CertificateExpiredException.class)) {
            return refused(
                    "the certificate of " + peer + " has expired",
                    "have it renewed, or correct the clock of this machine",
                    failure);
        }
        if (causes.has(CertificateNotYetValidException.class)) {
            return refused(
                    "the certificate of " + peer + " is not valid yet",
                    "correct the clock of this machine, or the certificate",
                    failure);
        }
        if (isOfUnknownAuthority(causes)) {
            return refused(
                            "the certificate of " + peer + " is signed by nobody whom Assay trusts",
                            "put the certificate of the authority that signed it into a file, and name that as "
                                    + caSetting,
                            failure)
                    .mendedBy(caSetting);
        }
        if (isOfOtherName(causes)) {
            return refused(
                    "the certificate of " + peer + " is for another name",
                    "write the name that is in it, or have the right one added to it",
                    failure);
        }
        return refused("TLS with " + peer + " failed (" + text(causes) + ")", "correct the server's TLS", failure);
    }

    /** An authority that has the name of a known one, and another key, is unknown too. */
    private static boolean isOfUnknownAuthority(Causes causes) {
        return causes.has(CertPathBuilderException.class)
                || causes.first(CertPathValidatorException.class)
                        .filter(e -> e.getReason() == CertPathValidatorException.BasicReason.INVALID_SIGNATURE
                                || e.getReason() == PKIXReason.NO_TRUST_ANCHOR)
                        .isPresent();
    }

    private static boolean isOfOtherName(Causes causes) {
        return !causes.has(CertPathValidatorException.class)
                && causes.first(CertificateException.class)
                        .filter(e -> message(e).startsWith("No name matching")
                                || message(e).startsWith("No subject alternative"))
                        .isPresent();
    }

    private static String refusal(Causes causes) {
        String why = causes.first(ConnectException.class)
                .map(TransportFaults::message)
                .orElse("");
        if (why.equals("Connection refused")) {
            return "was refused";
        }
        return why.isEmpty() ? "could not be made" : "could not be made (" + why + ")";
    }

    /** Java's client quotes in it what the other end sent. */
    private static String text(Causes causes) {
        return causes.all().stream()
                .filter(t -> !message(t).isEmpty())
                .reduce((a, b) -> b)
                .map(t -> ForeignText.shortened(ForeignText.visible(message(t)), LONGEST_TEXT))
                .orElseGet(() -> causes.all().get(0).getClass().getSimpleName());
    }

    private static String message(Throwable t) {
        return t.getMessage() == null ? "" : t.getMessage();
    }

    private static DownloadFault passing(String reason, String remedy, Throwable cause) {
        return DownloadFault.of(Kind.PASSING, reason, remedy, cause);
    }

    private static DownloadFault refused(String reason, String remedy, Throwable cause) {
        return DownloadFault.of(Kind.REFUSED, reason, remedy, cause);
    }
}
