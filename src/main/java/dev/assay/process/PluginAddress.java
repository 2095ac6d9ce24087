package dev.assay.process;

import dev.assay.text.ForeignText;
import dev.assay.text.IpText;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the address of a handshake line without asking a name server. A tcp address must be a loopback address, because
 * a plugin is a child on this machine and its channel carries credentials. go-plugin's own client accepts any address.
 *
 * <p>Each refusal is an {@link IllegalArgumentException} whose message continues "the address "x" ...".
 */
final class PluginAddress {
    /** {@code sizeof(sun_path)} of Linux, without the NUL. */
    private static final int LONGEST_SOCKET_PATH = 107;

    private static final Pattern TCP = Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([^:\\[\\]]*)):([0-9]{1,5})");

    private PluginAddress() {}

    static SocketAddress parse(String network, String address) {
        return switch (network) {
            case "unix" -> unix(address);
            case "tcp" -> tcp(address);
            default ->
                throw new IllegalArgumentException("is of the unknown network " + ForeignText.quoted(network)
                        + "; the plugin must offer unix or tcp");
        };
    }

    private static SocketAddress unix(String path) {
        if (path.isEmpty()) {
            throw new IllegalArgumentException("is empty; the plugin must print the path of its socket");
        }
        if (path.startsWith("@")) {
            throw new IllegalArgumentException(
                    "is an abstract socket, which Java cannot reach; the plugin must listen on a path or on tcp");
        }
        int length = path.getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_SOCKET_PATH) {
            throw new IllegalArgumentException("is " + length + " bytes long and a socket's path may have "
                    + LONGEST_SOCKET_PATH + "; the plugin must listen in the folder PLUGIN_UNIX_SOCKET_DIR");
        }
        try {
            return UnixDomainSocketAddress.of(path);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("is not a path; the plugin must print the path of its socket", e);
        }
    }

    private static SocketAddress tcp(String text) {
        Matcher parts = TCP.matcher(text);
        int port = parts.matches() ? Integer.parseInt(parts.group(3)) : 0;
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("is not HOST:PORT; the plugin must print for instance 127.0.0.1:10000");
        }
        InetAddress ip = parts.group(1) != null ? ipv6(parts.group(1)) : ipv4(parts.group(2));
        if (!ip.isLoopbackAddress()) {
            throw new IllegalArgumentException("is not a loopback address, and Assay speaks to a plugin within this"
                    + " machine only; the plugin must listen on 127.0.0.1 and print that");
        }
        return new InetSocketAddress(ip, port);
    }

    private static InetAddress ipv6(String literal) {
        return IpText.parse(literal)
                .orElseThrow(() -> new IllegalArgumentException(
                        "is not an IP address; the plugin must print for instance [::1]:10000"));
    }

    private static InetAddress ipv4(String text) {
        return IpText.parse(text.equals("localhost") ? "127.0.0.1" : text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "has a name for a host, and Assay asks no name server for a plugin;"
                                + " the plugin must print an IP address, for instance 127.0.0.1:10000"));
    }
}
