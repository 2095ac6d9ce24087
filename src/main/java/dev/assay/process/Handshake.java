package dev.assay.process;

import java.net.SocketAddress;
import java.util.Optional;

/**
 * A handshake line, read: {@code CORE|APP|NETWORK|ADDRESS|PROTOCOL|CERT|MUX} (go-plugin {@code client.go}).
 *
 * @param appVersion the negotiated protocol version
 * @param address a {@link java.net.UnixDomainSocketAddress} or an {@link java.net.InetSocketAddress}
 * @param protocol {@code netrpc} where the line names none
 * @param certificate the server's certificate (DER in unpadded base64), with AutoMTLS
 */
public record Handshake(int appVersion, SocketAddress address, String protocol, Optional<String> certificate) {}
