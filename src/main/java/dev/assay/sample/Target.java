package dev.assay.sample;

import dev.assay.text.IpText;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * The server that a URL names.
 *
 * @param host in lower case, as the URL has it, without a dot at its end
 * @param address of a host that is written as an IP address; an IPv4 address within IPv6 ({@code ::ffff:10.0.0.1}) is that
 *     IPv4 address
 * @param port that of the URL, or of its scheme
 */
record Target(String host, Optional<InetAddress> address, int port) {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /** @param uri has a host */
    static Target of(URI uri) {
        String host = plain(uri.getHost());
        int ofScheme = "https".equalsIgnoreCase(uri.getScheme()) ? HTTPS : HTTP;
        return new Target(host, IpText.parse(host), uri.getPort() < 0 ? ofScheme : uri.getPort());
    }

    /** A name as it is compared. */
    static String plain(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
