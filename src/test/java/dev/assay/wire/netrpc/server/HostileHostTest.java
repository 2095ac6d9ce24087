package dev.assay.wire.netrpc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Metric;
import dev.assay.process.Handshake;
import dev.assay.testing.ContractPlugin;
import dev.assay.testing.LogCapture;
import dev.assay.wire.PluginConnection;
import dev.assay.wire.PluginEndpoint;
import dev.assay.wire.PluginOutput;
import dev.assay.wire.PluginTls;
import dev.assay.wire.TlsIdentity;
import dev.assay.wire.netrpc.client.NetRpcTransport;
import io.netty.channel.nio.NioEventLoopGroup;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Other processes that connect over tcp: each loses its connection with a sentence, and the host's own one lives on. */
class HostileHostTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

    private final NioEventLoopGroup eventLoops = new NioEventLoopGroup(1);
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final LogCapture capture =
            new LogCapture("dev.assay.wire.netrpc.server", record -> log.add(record.getMessage()));
    private PluginEndpoint.Server server;
    private PluginConnection host;

    @BeforeEach
    void start_a_plugin_with_its_host() throws Exception {
        server = start(Optional.empty());
        host = new NetRpcTransport(eventLoops, Runnable::run, MAX_MESSAGE_BYTES, SOON)
                .connect(new Handshake(1, server.address(), "netrpc", Optional.empty()), Optional.empty(), line -> {})
                .await()
                .atMost(SOON);
    }

    @AfterEach
    void the_host_is_served_as_before() throws Exception {
        assertThat(host.type().await().atMost(SOON)).isEqualTo("ContractPlugin");
        assertThat(host.run(AnalysisRun.EMPTY, Metric.EMPTY).await().atMost(SOON))
                .isNotNull();
        host.close();
        server.close();
        capture.close();
        assertThat(eventLoops.shutdownGracefully(0, 10, TimeUnit.SECONDS).await(30, TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void bytes_that_are_no_yamux_end_the_connection() throws Exception {
        try (RawHost raw = new RawHost(server.address())) {
            raw.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            raw.awaitEnd();
        }
        assertSaid("the plugin closed the connection to the host at tcp:", "since it broke the rules of yamux: ");
    }

    @Test
    void a_frame_beyond_the_window_ends_the_connection() throws Exception {
        try (RawHost raw = new RawHost(server.address())) {
            raw.header(RawHost.DATA, RawHost.SYN, 1, 0x7fff_ffff);
            raw.awaitEnd();
        }
        assertSaid("a frame of 2147483647 bytes came on stream 1");
    }

    @Test
    void a_message_beyond_the_bound_ends_the_connection_before_it_is_read() throws Exception {
        try (RawHost raw = new RawHost(server.address())) {
            raw.header(RawHost.DATA, RawHost.SYN, 1, 5);
            raw.send(new byte[] {-4, 0x7f, 0x7f, 0x7f, 0x7f});
            raw.awaitEnd();
        }
        assertSaid(
                "broke the rules of net/rpc: a message of 2139062143 bytes",
                "to have it accepted, give the plugin's Java a heap of 16 times as much (-Xmx)");
    }

    @Test
    void bytes_that_are_no_gob_end_the_connection() throws Exception {
        try (RawHost raw = new RawHost(server.address())) {
            raw.header(RawHost.DATA, RawHost.SYN, 1, 8);
            raw.send(new byte[] {7, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55});
            raw.awaitEnd();
        }
        assertSaid("since it broke the rules of net/rpc: ");
    }

    @Test
    void a_value_that_is_no_request_ends_the_connection() throws Exception {
        try (RawHost raw = new RawHost(server.address())) {
            raw.header(RawHost.DATA, RawHost.SYN, 1, 6);
            // A string alone: its length 5, the type 6, a zero, and "ab".
            raw.send(new byte[] {5, 12, 0, 2, 'a', 'b'});
            raw.awaitEnd();
        }
        assertSaid("it is a string instead of net/rpc's Request");
    }

    @Test
    void an_id_that_was_not_given_is_answered_by_a_reset() throws Exception {
        try (RawHost raw = new RawHost(server.address())) {
            for (int stream = 1; stream <= 5; stream += 2) {
                raw.header(RawHost.WINDOW_UPDATE, RawHost.SYN, stream, 0);
            }
            raw.header(RawHost.DATA, RawHost.SYN, 7, Integer.BYTES);
            raw.send(new byte[] {42, 0, 0, 0});
            assertThat(raw.awaitFlags(7, RawHost.RST)).isTrue();
        }
    }

    @Test
    void more_streams_than_any_host_needs_are_reset() throws Exception {
        try (RawHost raw = new RawHost(server.address())) {
            int last = 2 * 256 + 1;
            for (int stream = 1; stream <= last; stream += 2) {
                raw.header(RawHost.WINDOW_UPDATE, RawHost.SYN, stream, 0);
            }
            assertThat(raw.awaitFlags(last, RawHost.RST)).isTrue();
        }
    }

    @Test
    void more_connections_than_any_host_needs_are_closed_at_once() throws Exception {
        List<RawHost> many = new ArrayList<>();
        try {
            for (int i = 0; i < ServerLimits.MAX_CONNECTIONS; i++) {
                many.add(new RawHost(server.address()));
            }
            many.get(many.size() - 1).awaitEnd();
            assertSaid("tried to serve another host at tcp:");
        } finally {
            for (RawHost raw : many) {
                raw.close();
            }
        }
    }

    @Test
    void a_stranger_at_a_plugin_with_tls_is_refused() throws Exception {
        TlsIdentity own = TlsIdentity.create(Instant.now());
        TlsIdentity peer = TlsIdentity.create(Instant.now());
        try (PluginEndpoint.Server secured = start(Optional.of(new PluginTls(own, peer.certificate())));
                RawHost raw = new RawHost(secured.address())) {
            raw.header(RawHost.WINDOW_UPDATE, RawHost.SYN, 1, 0);
            raw.awaitEnd();
            assertSaid("TLS with the host at tcp:");
        }
    }

    private void assertSaid(String... parts) {
        await().atMost(SOON).untilAsserted(() -> assertThat(log)
                .anySatisfy(line -> assertThat(line).contains(parts)));
    }

    private static PluginEndpoint.Server start(Optional<PluginTls> tls) throws Exception {
        return new NetRpcEndpoint(InstantSource.system())
                .start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        tls,
                        new ContractPlugin(),
                        new PluginOutput(new ByteArrayOutputStream()),
                        () -> {});
    }
}
