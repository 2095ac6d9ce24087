package dev.assay.wire;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;

/**
 * TLS between a host and a plugin where each trusts the other's one certificate and nothing else (go-plugin
 * {@code client.go} and {@code server.go}, {@code tls.Config}). Version 1.2 or newer, by the JDK. May be used from any
 * thread.
 *
 * @param own the identity that this side shows
 * @param peer the certificate that the other side must show, or with which its certificate must be signed
 */
public record PluginTls(TlsIdentity own, X509Certificate peer) {
    /** The name in the certificates of both sides. */
    public static final String HOST_NAME = "localhost";

    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    /** The protocol that gRPC servers of go-plugin choose; those of net/rpc choose none. */
    private static final ApplicationProtocolConfig HTTP2 = new ApplicationProtocolConfig(
            Protocol.ALPN,
            SelectorFailureBehavior.NO_ADVERTISE,
            SelectedListenerFailureBehavior.ACCEPT,
            ApplicationProtocolNames.HTTP_2);

    /** The host's end of a connection that carries HTTP/2, for gRPC. Takes milliseconds. */
    public SslContext http2Client() {
        return built(client().applicationProtocolConfig(HTTP2));
    }

    /** The plugin's end of a connection that carries HTTP/2, for gRPC. Takes milliseconds. */
    public SslContext http2Server() {
        return built(server().applicationProtocolConfig(HTTP2));
    }

    /** The host's end of a connection for net/rpc: the first handler of its pipeline. Takes milliseconds. */
    public SslHandler clientHandler(ByteBufAllocator buffers) {
        // The port would tell sessions to be resumed from each other, of which there are none.
        return built(client()).newHandler(buffers, HOST_NAME, 0);
    }

    /** The plugin's end of connections for net/rpc; each has a handler of it first in its pipeline. Takes milliseconds. */
    public SslContext plainServer() {
        return built(server());
    }

    private SslContextBuilder client() {
        return common(SslContextBuilder.forClient().keyManager(own.key(), own.certificate()))
                .endpointIdentificationAlgorithm("HTTPS");
    }

    private SslContextBuilder server() {
        return common(SslContextBuilder.forServer(own.key(), own.certificate())).clientAuth(ClientAuth.REQUIRE);
    }

    private SslContextBuilder common(SslContextBuilder builder) {
        return builder.sslProvider(SslProvider.JDK).trustManager(peer).protocols(VERSIONS);
    }

    private static SslContext built(SslContextBuilder builder) {
        try {
            return builder.build();
        } catch (SSLException e) {
            throw new IllegalStateException("this Java has no TLS of version 1.2 and newer", e);
        }
    }
}
