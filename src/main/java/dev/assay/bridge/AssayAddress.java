package dev.assay.bridge;

import dev.assay.command.CommandLine;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Where Assay is.
 *
 * @param tls whether the address is {@code https}
 * @param host a name or an IP address; one of version 6 is in brackets
 */
public record AssayAddress(boolean tls, String host, int port) {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final int MAX_PORT = 65_535;

    /** Reads {@code http://HOST:PORT} or {@code https://HOST:PORT}; empty for any other text. */
    public static Optional<AssayAddress> parse(String text) {
        try {
            URI uri = new URI(text);
            boolean tls = "https".equalsIgnoreCase(uri.getScheme());
            boolean bare = uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"));
            if (!bare || !(tls || "http".equalsIgnoreCase(uri.getScheme()))) {
                return Optional.empty();
            }
            int port = uri.getPort() >= 0 ? uri.getPort() : tls ? HTTPS_PORT : HTTP_PORT;
            return port == 0 || port > MAX_PORT
                    ? Optional.empty()
                    : Optional.of(new AssayAddress(tls, uri.getHost(), port));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** The address that an option gives; empty where it is not given, and, with a fault, where it is none. */
    public static Optional<AssayAddress> of(CommandLine line, String option) {
        return line.value(option, AssayAddress::parse, "no address of Assay", "http://HOST:PORT or https://HOST:PORT");
    }

    /**
     * Adds a fault where there is an option for TLS, but an address without it.
     *
     * @param forTls the option that is of use with TLS only
     * @param option the one that gives the address
     */
    public static void checkTls(CommandLine line, String forTls, String option, Optional<AssayAddress> address) {
        if (line.has(forTls) && address.isPresent() && !address.get().tls()) {
            line.fault("use " + forTls, option + " is no https:// address", "write https:// there, or leave it out");
        }
    }

    /** The name by which gRPC finds all addresses of the host. */
    String target() {
        return "dns:///" + host + ":" + port;
    }

    /** The address as it is written in messages. */
    @Override
    public String toString() {
        return (tls ? "https://" : "http://") + host + ":" + port;
    }
}
