package dev.assay.install.http;

import dev.assay.config.Location;
import dev.assay.text.ForeignText;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parts of {@code http} and {@code https} addresses. */
public final class Address {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /** Scheme and authority; either may be missing. */
    private static final Pattern BEFORE_PATH = Pattern.compile("(?:[A-Za-z][A-Za-z0-9+.-]*:)?(?://[^/?#]*)?");

    private static final String NOT_IN_ADDRESSES = "\"<>\\^`{|}[]";

    private static final char DELETE = 0x7f;

    private Address() {}

    /** Scheme, host and port. Two addresses with the same origin are answered by the same server. */
    record Origin(String scheme, String host, int port) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** The port is the scheme's own where none is written. */
    static Origin origin(URI uri) {
        String scheme = scheme(uri);
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
        return new Origin(scheme, host(uri), port);
    }

    static String scheme(URI uri) {
        return text(uri.getScheme()).toLowerCase(Locale.ROOT);
    }

    /** An IPv6 address has its brackets; empty where there is no valid host. */
    static String host(URI uri) {
        return text(uri.getHost()).toLowerCase(Locale.ROOT);
    }

    /**
     * Whether secrets for one address may be sent to another. They may to the same origin, and from {@code http} to
     * {@code https} on the same host, both at the usual port.
     */
    static boolean isTrustedAlike(URI first, URI other) {
        Origin from = origin(first);
        Origin to = origin(other);
        boolean upgrade = from.host().equals(to.host())
                && from.scheme().equals("http")
                && to.scheme().equals("https")
                && from.port() == HTTP_PORT
                && to.port() == HTTPS_PORT;
        return from.equals(to) || upgrade;
    }

    /** The address without user, password and fragment. */
    static URI bare(URI uri) {
        StringBuilder text = new StringBuilder(uri.getScheme() + "://" + host(uri));
        if (uri.getPort() >= 0) {
            text.append(':').append(uri.getPort());
        }
        text.append(text(uri.getRawPath()));
        if (uri.getRawQuery() != null) {
            text.append('?').append(uri.getRawQuery());
        }
        return URI.create(text.toString());
    }

    /**
     * The name of a location in the store. It stays when the password is changed, and holds neither user nor password.
     */
    public static String key(Location location) {
        return bare(location.uri()).toString();
    }

    /**
     * The address for people, without parts that may be secret. The query is one: a redirect may carry a signature in
     * it.
     */
    static String shown(URI uri) {
        String port = uri.getPort() >= 0 ? ":" + uri.getPort() : "";
        return ForeignText.visible(uri.getScheme() + "://" + host(uri) + port + text(uri.getRawPath()));
    }

    /** The header {@code Authorization}, or {@code Proxy-Authorization}, that user and password make. */
    static Optional<String> basicAuthorization(URI uri) {
        return Optional.ofNullable(uri.getUserInfo())
                .filter(user -> !user.isEmpty())
                .map(user -> user.contains(":") ? user : user + ":")
                .map(user -> "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * A reference from a header with escapes for what no address may have, such as a blank, as Go's client and curl write
     * them. Scheme and host stay as they are.
     *
     * @param text a character for each byte
     */
    static String escaped(String text) {
        Matcher start = BEFORE_PATH.matcher(text);
        int path = start.lookingAt() ? start.end() : 0;
        StringBuilder escaped = new StringBuilder(text.substring(0, path));
        for (char c : text.substring(path).toCharArray()) {
            if (c > ' ' && c < DELETE && NOT_IN_ADDRESSES.indexOf(c) < 0) {
                escaped.append(c);
            } else {
                escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
            }
        }
        return escaped.toString();
    }

    static Optional<URI> parse(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String text(@Nullable String part) {
        return part == null ? "" : part;
    }
}
