package dev.assay.settings;

import com.google.common.net.HostAndPort;

/**
 * A name under which replicas are found.
 *
 * @param scheme {@code http} or {@code https}
 * @param host a name of the DNS, or an IP address without brackets
 */
public record PeerService(String scheme, String host, int port) {
    private static final String SEPARATOR = "://";

    /**
     * Reads {@code HOST:PORT}, {@code http://HOST:PORT} or {@code https://HOST:PORT}. Throws
     * {@link IllegalArgumentException}.
     */
    public static PeerService parse(String text) {
        int end = text.indexOf(SEPARATOR);
        String scheme = end < 0 ? "http" : text.substring(0, end);
        HostAndPort place = HostAndPort.fromString(end < 0 ? text : text.substring(end + SEPARATOR.length()));
        if (!scheme.matches("https?") || !place.hasPort() || place.getPort() == 0 || !isHost(place.getHost())) {
            throw new IllegalArgumentException("no service of peers: " + text);
        }
        return new PeerService(scheme, place.getHost(), place.getPort());
    }

    static boolean isValid(String text) {
        try {
            PeerService unused = parse(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isHost(String text) {
        return text.matches("[A-Za-z0-9._:-]+");
    }
}
