package dev.assay.wire.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.process.Handshake;
import dev.assay.testing.ContractPlugin;
import dev.assay.wire.PluginConnection;
import dev.assay.wire.PluginEndpoint;
import dev.assay.wire.PluginOutput;
import dev.assay.wire.PluginTls;
import dev.assay.wire.TlsIdentity;
import dev.assay.wire.grpc.client.GrpcTransport;
import dev.assay.wire.grpc.server.GrpcEndpoint;
import io.netty.channel.nio.NioEventLoopGroup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A peer with another certificate than the one that was handed over is refused. */
class UntrustedPeerTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final TlsIdentity host = TlsIdentity.create(Instant.now());
    private final TlsIdentity plugin = TlsIdentity.create(Instant.now());
    private final TlsIdentity stranger = TlsIdentity.create(Instant.now());
    private final NioEventLoopGroup eventLoops = new NioEventLoopGroup(1);
    private PluginEndpoint.Server server;

    @BeforeEach
    void serve() throws IOException {
        server = new GrpcEndpoint(InstantSource.system())
                .start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        Optional.of(new PluginTls(plugin, host.certificate())),
                        new ContractPlugin(),
                        new PluginOutput(new ByteArrayOutputStream()),
                        () -> {});
    }

    @AfterEach
    void leave_nothing_open() throws Exception {
        server.close();
        assertThat(eventLoops.shutdownGracefully(0, 10, TimeUnit.SECONDS).await(30, TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void the_two_that_know_each_other_speak() {
        PluginConnection connection = connect(Optional.of(new PluginTls(host, plugin.certificate())));
        assertThat(connection.type().await().atMost(SOON)).isEqualTo("ContractPlugin");
        connection.close();
    }

    @Test
    void a_plugin_with_another_certificate_than_that_of_its_handshake() {
        PluginTls tls = new PluginTls(host, stranger.certificate());
        assertThatThrownBy(() -> connect(Optional.of(tls)))
                .satisfies(UntrustedPeerTest::isToBeRestarted)
                .hasMessageContaining("but it and Assay did not agree on TLS (");
    }

    @Test
    void a_host_with_another_certificate_than_that_of_the_environment() {
        PluginTls tls = new PluginTls(stranger, plugin.certificate());
        assertThatThrownBy(() -> connect(Optional.of(tls))).satisfies(UntrustedPeerTest::isToBeRestarted);
    }

    @Test
    void a_host_that_speaks_no_tls() {
        assertThatThrownBy(() -> connect(Optional.empty())).satisfies(UntrustedPeerTest::isToBeRestarted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_client_without_a_certificate_is_not_let_in(String version) throws Exception {
        try (SSLSocket socket = socket(version)) {
            assertThatThrownBy(() -> {
                        socket.startHandshake();
                        // In version 1.3 the refusal comes when the client believes to be through.
                        int unused = socket.getInputStream().read();
                        int unusedToo = socket.getInputStream().readAllBytes().length;
                        throw new SSLException("the server went on: " + unused + ", " + unusedToo);
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessageNotContaining("the server went on");
        }
    }

    @Test
    void tls_before_1_2_is_not_spoken() {
        assertThat(new PluginTls(plugin, host.certificate())
                        .http2Server()
                        .newEngine(io.netty.buffer.ByteBufAllocator.DEFAULT)
                        .getEnabledProtocols())
                .containsExactlyInAnyOrder("TLSv1.2", "TLSv1.3");
        assertThat(new PluginTls(host, plugin.certificate())
                        .clientHandler(io.netty.buffer.ByteBufAllocator.DEFAULT)
                        .engine()
                        .getEnabledProtocols())
                .containsExactlyInAnyOrder("TLSv1.2", "TLSv1.3");
    }

    private PluginConnection connect(Optional<PluginTls> tls) {
        SocketAddress address = server.address();
        return new GrpcTransport(eventLoops, Runnable::run, 4 * 1024 * 1024, SOON)
                .connect(new Handshake(1, address, "grpc", Optional.empty()), tls, line -> {})
                .await()
                .atMost(SOON);
    }

    private SSLSocket socket(String version) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, new SecureRandom());
        InetSocketAddress address = (InetSocketAddress) server.address();
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(address.getAddress(), address.getPort());
        socket.setEnabledProtocols(new String[] {version});
        socket.setSoTimeout((int) SOON.toMillis());
        return socket;
    }

    private static void isToBeRestarted(Throwable failure) {
        assertThat(failure).isInstanceOfSatisfying(CallException.class, e -> assertThat(e.remedy())
                .isEqualTo(Remedy.RESTARTING));
    }

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
