package dev.assay.install.http;

import dev.assay.install.http.DownloadFault.Kind;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** The faults before there is a response, recognised by the exceptions of Java's client. */
final class TransportFaults {
    private static final String CHECK = "check the address and the network, and that it is up";

    private static final Pattern TUNNEL = Pattern.compile("Tunnel failed, got: (\\d{3})");

    private TransportFaults() {}

    /**
     * @param peer the other end of the connection
     * @param caSetting the setting that names the certificates that are trusted
     */
    static DownloadFault of(Throwable failure, String peer, String caSetting) {
        List<Throwable> chain = chain(failure);
        Optional<DownloadFault> tunnel = tunnel(chain, peer);
        if (tunnel.isPresent()) {
            return tunnel.get();
        }
        if (first(chain, UnresolvedAddressException.class).isPresent()) {
            return passing("the name of " + peer + " is not known", "correct the name, or check the DNS", failure);
        }
        if (first(chain, HttpConnectTimeoutException.class).isPresent()) {
            return passing(
                    "no connection to " + peer + " could be made in time",
                    CHECK + ", or raise assay.download.connect-timeout",
                    failure);
        }
        if (first(chain, ConnectException.class).isPresent()) {
            return passing("the connection to " + peer + " " + refusal(chain), CHECK, failure);
        }
        if (first(chain, SSLException.class).isPresent()) {
            return tls(chain, peer, caSetting, failure);
        }
        if (first(chain, IllegalArgumentException.class).isPresent()) {
            return refused("the address cannot be used (" + text(chain) + ")", "correct location", failure);
        }
        if (first(chain, CancellationException.class).isPresent()) {
            return passing("it was cancelled", "try again", failure);
        }
        return passing("the connection to " + peer + " broke (" + text(chain) + ")", "see what it does", failure);
    }

    /** The status of a proxy that refuses a tunnel. Java gives it in a message only. */
    private static Optional<DownloadFault> tunnel(List<Throwable> chain, String peer) {
        return chain.stream()
                .map(t -> TUNNEL.matcher(message(t)))
                .filter(Matcher::matches)
                .map(status -> HttpStatusFaults.tunnelFault(Integer.parseInt(status.group(1)), peer))
                .findFirst();
    }

    static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable t = failure; t != null && !chain.contains(t); t = t.getCause()) {
            chain.add(t);
        }
        return chain;
    }

    static <T> Optional<T> first(List<Throwable> chain, Class<T> type) {
        return chain.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    private static DownloadFault tls(List<Throwable> chain, String peer, String caSetting, Throwable failure) {
        boolean ended = first(chain, EOFException.class).isPresent();
        boolean plain = chain.stream().anyMatch(t -> message(t).contains("nrecognized SSL message"));
        if (plain) {
            return refused(peer + " does not speak TLS on that port", "write http://, or correct the port", failure);
        }
        if (first(chain, SSLHandshakeException.class).isEmpty() || ended) {
            return passing(
                    "the TLS connection to " + peer + " broke (" + text(chain) + ")", "see what it does", failure);
        }
        if (first(chain, CertificateExpiredException.class).isPresent()) {
            return refused(
                    "the certificate of " + peer + " has expired",
                    "have it renewed, or correct the clock of this machine",
                    failure);
        }
        if (first(chain, CertificateNotYetValidException.class).isPresent()) {
            return refused(
                    "the certificate of " + peer + " is not valid yet",
                    "correct the clock of this machine, or the certificate",
                    failure);
        }
        if (isOfUnknownAuthority(chain)) {
            return refused(
                            "the certificate of " + peer + " is signed by nobody whom Assay trusts",
                            "put the certificate of the authority that signed it into a file, and name that as "
                                    + caSetting,
                            failure)
                    .mendedBy(caSetting);
        }
        if (isOfOtherName(chain)) {
            return refused(
                    "the certificate of " + peer + " is for another name",
                    "write the name that is in it, or have the right one added to it",
                    failure);
        }
        return refused("TLS with " + peer + " failed (" + text(chain) + ")", "correct the server's TLS", failure);
    }

    /** An authority that has the name of a known one, and another key, is unknown too. */
    private static boolean isOfUnknownAuthority(List<Throwable> chain) {
        return first(chain, CertPathBuilderException.class).isPresent()
                || first(chain, CertPathValidatorException.class)
                        .filter(e -> e.getReason() == CertPathValidatorException.BasicReason.INVALID_SIGNATURE
                                || e.getReason() == PKIXReason.NO_TRUST_ANCHOR)
                        .isPresent();
    }

    private static boolean isOfOtherName(List<Throwable> chain) {
        return first(chain, CertPathValidatorException.class).isEmpty()
                && first(chain, CertificateException.class)
                        .filter(e -> message(e).startsWith("No name matching")
                                || message(e).startsWith("No subject alternative"))
                        .isPresent();
    }

    private static String refusal(List<Throwable> chain) {
        String why = first(chain, ConnectException.class)
                .map(TransportFaults::message)
                .orElse("");
        if (why.equals("Connection refused")) {
            return "was refused";
        }
        return why.isEmpty() ? "could not be made" : "could not be made (" + why + ")";
    }

    private static String text(List<Throwable> chain) {
        return chain.stream()
                .filter(t -> !message(t).isEmpty())
                .reduce((a, b) -> b)
                .map(TransportFaults::message)
                .orElseGet(() -> chain.get(0).getClass().getSimpleName());
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
