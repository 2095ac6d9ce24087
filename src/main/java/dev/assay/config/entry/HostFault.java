package dev.assay.config.entry;

import dev.assay.text.Redacted;
import java.net.IDN;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why Java finds no host in an address. Its HTTP client takes names of letters, digits, hyphens and points only, whatever a
 * name server knows.
 *
 * @param problem what follows the address in a message, for instance {@code has no valid host}
 */
record HostFault(String problem, String remedy) {
    private static final Pattern AUTHORITY = Pattern.compile("(?:.*@)?([^@:]+)(?::\\d*)?");

    static HostFault of(URI uri, String scheme) {
        @Nullable String authority = uri.getRawAuthority();
        Matcher parts = AUTHORITY.matcher(authority == null ? "" : authority);
        String host = parts.matches() ? parts.group(1) : "";
        if (host.contains("_")) {
            return new HostFault(
                    "has the host " + Redacted.plain(host)
                            + ", and Java's HTTP client asks no server with a _ in its name",
                    "give that server another name, with - for instance, as an alias or a Service of its own");
        }
        String ascii = ascii(host);
        return ascii.isEmpty()
                ? new HostFault(
                        "has no valid host", "write " + scheme + "://host/path, or " + scheme + "://host:port/path")
                : new HostFault(
                        "has the host " + Redacted.plain(host) + ", which is not in ASCII",
                        "write " + ascii + " for the host");
    }

    /** The name as name servers know it; empty where the text is none, or is in ASCII already. */
    private static String ascii(String host) {
        if (StandardCharsets.US_ASCII.newEncoder().canEncode(host)) {
            return "";
        }
        try {
            return IDN.toASCII(host, IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
