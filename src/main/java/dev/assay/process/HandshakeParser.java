package dev.assay.process;

import dev.assay.text.ForeignText;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * Reads a handshake line by the rules of go-plugin's {@code Client.Start} ({@code client.go}). Surrounding white space is
 * dropped. A line has at least four fields, and fields after the seventh are ignored. Samples:
 *
 * <pre>
 * 1|1|tcp|127.0.0.1:10000                    four fields: net/rpc
 * 1|1|unix|/tmp/plugin2841|netrpc|           go-plugin 1.4.8
 * 1|1|unix|/tmp/plugin2841|grpc|MIIB...|true AutoMTLS, and an answer to PLUGIN_MULTIPLEX_GRPC
 * </pre>
 *
 * The seventh field matters only to a host that asked for multiplexing, which this one does not.
 */
final class HandshakeParser {
    /** The version that the host offers in {@code PLUGIN_PROTOCOL_VERSIONS}; Argo's metric plugins know no other. */
    static final int APP_VERSION = 1;

    private static final String NO_PROTOCOL = "netrpc";

    /** A longer field is a certificate. Older plugins put other text there; go-plugin uses the same limit. */
    private static final int LONGEST_NON_CERTIFICATE = 50;

    private final String plugin;
    private final List<String> protocols;

    /** @param protocols the go-plugin protocols that the host speaks */
    HandshakeParser(String plugin, List<String> protocols) {
        this.plugin = plugin;
        this.protocols = protocols;
    }

    /** @throws ProcessException permanent, when the line is refused */
    Handshake parse(String line) {
        String[] fields = line.strip().split("\\|", -1);
        if (fields.length < 4) {
            throw refused(
                    line,
                    "which is no handshake",
                    "let the plugin print nothing to stdout before it serves (logs belong on stderr), and check that it"
                            + " is a metric plugin");
        }
        requireVersion(line, fields[0], Handshake.CORE_VERSION, "core protocol");
        requireVersion(line, fields[1], APP_VERSION, "metric plugin protocol");
        String protocol = fields.length > 4 ? fields[4] : NO_PROTOCOL;
        if (!protocols.contains(protocol)) {
            throw refused(
                    line,
                    "which asks for the protocol " + ForeignText.quoted(protocol),
                    "use a build of the plugin that speaks " + String.join(" or ", protocols));
        }
        SocketAddress address = address(line, fields[2], fields[3]);
        Optional<String> certificate =
                Optional.of(fields.length > 5 ? fields[5] : "").filter(text -> text.length() > LONGEST_NON_CERTIFICATE);
        return new Handshake(APP_VERSION, address, protocol, certificate);
    }

    /** The refusal of a line that is longer than the limit. */
    ProcessException tooLong(String start, int limit) {
        return new ProcessException(
                true,
                "tried to start plugin " + plugin + ", but the first line that it printed is longer than " + limit
                        + " bytes, so it is no handshake; it begins " + ForeignText.quoted(start)
                        + "; let the plugin print nothing to stdout before it serves (logs belong on stderr)",
                null);
    }

    private void requireVersion(String line, String field, int expected, String what) {
        int version;
        try {
            version = Integer.parseInt(field);
        } catch (NumberFormatException e) {
            throw refused(
                    line,
                    "which is no handshake: " + ForeignText.quoted(field) + " is no version of the " + what,
                    "let the plugin print nothing to stdout before it serves (logs belong on stderr)");
        }
        if (version != expected) {
            throw refused(
                    line,
                    "which is for version " + version + " of the " + what,
                    "use a build of the plugin that speaks version " + expected
                            + "; recompiling it with a current go-plugin usually does");
        }
    }

    private SocketAddress address(String line, String network, String address) {
        try {
            return PluginAddress.parse(network, address);
        } catch (IllegalArgumentException e) {
            throw new ProcessException(
                    true, refusal(line, "whose address " + ForeignText.quoted(address) + " " + e.getMessage()), e);
        }
    }

    private ProcessException refused(String line, String what, String remedy) {
        return new ProcessException(true, refusal(line, what + "; " + remedy), null);
    }

    private String refusal(String line, String rest) {
        return "tried to start plugin " + plugin + ", but the first line that it printed is " + ForeignText.quoted(line)
                + ", " + rest;
    }
}
