package dev.assay.process;

import dev.assay.text.ForeignText;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.Optional;

/**
 * The content of a handshake line: {@code CORE|APP|NETWORK|ADDRESS|PROTOCOL|CERT|MUX} (go-plugin {@code client.go}).
 *
 * @param appVersion the negotiated protocol version
 * @param address a {@link java.net.UnixDomainSocketAddress} or an {@link java.net.InetSocketAddress}
 * @param protocol {@code netrpc} where the line names none
 * @param certificate the server's certificate (DER in unpadded base64), with AutoMTLS
 */
public record Handshake(int appVersion, SocketAddress address, String protocol, Optional<String> certificate) {
    /** go-plugin's {@code CoreProtocolVersion} ({@code server.go}). */
    static final int CORE_VERSION = 1;

    /**
     * The line that a plugin prints, without a line end, for instance {@code 1|1|unix|/tmp/plugin2841|grpc|}. It has
     * six fields, like the line of go-plugin's server when the host asks for no multiplexing.
     *
     * @throws IllegalArgumentException when the address is of another kind, or a part cannot stand in such a line
     */
    public String line() {
        return String.join(
                "|",
                Integer.toString(CORE_VERSION),
                Integer.toString(appVersion),
                address instanceof UnixDomainSocketAddress ? "unix" : "tcp",
                field(addressText()),
                field(protocol),
                field(certificate.orElse("")));
    }

    private String addressText() {
        if (address instanceof UnixDomainSocketAddress unix) {
            return unix.getPath().toString();
        }
        if (address instanceof InetSocketAddress tcp && !tcp.isUnresolved()) {
            InetAddress ip = tcp.getAddress();
            String host = ip.getHostAddress();
            return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + tcp.getPort();
        }
        throw new IllegalArgumentException("a handshake line cannot name the address " + address);
    }

    private static String field(String text) {
        if (text.chars().anyMatch(c -> c == '|' || Character.isISOControl(c))) {
            throw new IllegalArgumentException("a handshake line cannot hold " + ForeignText.quoted(text));
        }
        return text;
    }
}
