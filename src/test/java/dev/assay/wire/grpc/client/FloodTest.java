package dev.assay.wire.grpc.client;

import static dev.assay.hostile.Http2Frames.ACK;
import static dev.assay.hostile.Http2Frames.END_HEADERS;
import static dev.assay.hostile.Http2Frames.concat;
import static dev.assay.hostile.Http2Frames.frame;
import static dev.assay.hostile.Http2Frames.headers;
import static dev.assay.hostile.Http2Frames.repeated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.hostile.Http2Frames;
import dev.assay.hostile.RawHttp2Server;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.process.Handshake;
import dev.assay.wire.PluginConnection;
import dev.assay.wire.PluginTls;
import dev.assay.wire.TlsIdentity;
import io.netty.channel.nio.NioEventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A plugin that sends without end, whatever it sends, ends its own connection. */
class FloodTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int MAX_MESSAGE_BYTES = 256 * 1024;

    private final NioEventLoopGroup eventLoops = new NioEventLoopGroup(1);
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void leave_nothing_open() throws Exception {
        for (AutoCloseable thing : open) {
            thing.close();
        }
        assertThat(eventLoops.shutdownGracefully(0, 10, TimeUnit.SECONDS).await(30, TimeUnit.SECONDS))
                .isTrue();
    }

    static Stream<Arguments> floods() {
        Map<String, byte[]> floods = Map.ofEntries(
                Map.entry("PING", frame(Http2Frames.PING, 0, 0, new byte[8])),
                Map.entry("PING that answers none", frame(Http2Frames.PING, ACK, 0, new byte[8])),
                Map.entry("SETTINGS", frame(Http2Frames.SETTINGS, 0, 0)),
                Map.entry(
                        "WINDOW_UPDATE of an unknown stream",
                        frame(Http2Frames.WINDOW_UPDATE, 0, 1, new byte[] {0, 0, 0, 1})),
                Map.entry("PRIORITY", frame(Http2Frames.PRIORITY, 0, 1, new byte[5])),
                Map.entry("RST_STREAM of an old stream", frame(Http2Frames.RST_STREAM, 0, 1, new byte[] {0, 0, 0, 8})),
                Map.entry("DATA of an old stream", frame(Http2Frames.DATA, 0, 1, new byte[3])),
                Map.entry("empty DATA", frame(Http2Frames.DATA, 0, 1)),
                Map.entry("GOAWAY", frame(Http2Frames.GOAWAY, 0, 0, new byte[] {0, 0, 0, 1, 0, 0, 0, 11, 'x'})),
                Map.entry("an unknown type", frame(0xEE, 0, 0, new byte[3])),
                Map.entry("HEADERS of an old stream", headers(1, END_HEADERS, "a", "b")));
        return floods.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("floods")
    void a_flood_ends_the_connection_with_a_sentence(String kind, byte[] frame) throws Exception {
        PluginConnection plugin = connect(serve(new RawHttp2Server(2, RawHttp2Server.flood(repeated(frame)))));

        CompletableFuture<Measurement> call = run(plugin);

        assertThat(call).failsWithin(SOON).withThrowableThat().havingCause().satisfies(FloodTest::isBreach);
        assertThat(plugin.closed().toCompletableFuture().get(30, TimeUnit.SECONDS))
                .startsWith("Assay closed the connection to the plugin at tcp:localhost:")
                .contains(", since it ");
    }

    @Test
    void a_flood_behind_tls_ends_the_connection_too() throws Exception {
        TlsIdentity host = TlsIdentity.create(Instant.now());
        TlsIdentity own = TlsIdentity.create(Instant.now());
        byte[] pings = repeated(frame(Http2Frames.PING, 0, 0, new byte[8]));
        Handshake handshake = serve(tls(own), new RawHttp2Server(2, RawHttp2Server.flood(pings)));
        PluginConnection plugin = transport()
                .connect(handshake, Optional.of(new PluginTls(host, own.certificate())), line -> {})
                .await()
                .atMost(SOON);
        assertThat(run(plugin))
                .failsWithin(SOON)
                .withThrowableThat()
                .havingCause()
                .satisfies(FloodTest::isBreach);
    }

    @Test
    void a_flood_before_the_first_answer_fails_the_connecting_with_the_same_sentence() throws Exception {
        byte[] pings = repeated(frame(Http2Frames.PING, 0, 0, new byte[8]));
        Handshake handshake = serve(new RawHttp2Server(0, RawHttp2Server.flood(pings)));
        assertThatThrownBy(() -> connect(handshake))
                .satisfies(e -> assertThat(((CallException) e).remedy()).isEqualTo(Remedy.RESTARTING))
                .hasMessageStartingWith("tried to check the health of the plugin at ")
                .hasMessageContaining(", but Assay closed the connection to the plugin at ")
                .hasMessageEndingWith("; the plugin is to be restarted");
    }

    @Test
    void answers_that_do_not_end_take_no_more_than_their_share_of_memory() throws Exception {
        byte[] begin = concat(
                Http2Frames.answerHeaders(5), frame(Http2Frames.DATA, 0, 5, new byte[] {0, 0, 3, (byte) 0xff, 0}));
        byte[] onePiece = repeated(frame(Http2Frames.DATA, 0, 5, new byte[1]));
        PluginConnection plugin = connect(serve(new RawHttp2Server(2, (out, stream) -> {
            out.write(begin);
            RawHttp2Server.flood(onePiece).run(out, stream);
        })));
        assertThat(run(plugin))
                .failsWithin(SOON)
                .withThrowableThat()
                .havingCause()
                .satisfies(FloodTest::isBreach);
    }

    @Test
    void a_plugin_that_answers_many_calls_is_no_flood() throws Exception {
        PluginConnection plugin = connect(serve(new RawHttp2Server(Integer.MAX_VALUE, (out, stream) -> {})));
        long begun = plugin.answers();
        int calls = 5_000;
        for (int i = 0; i < calls; i++) {
            plugin.ping().await().atMost(SOON);
        }
        assertThat(plugin.answers() - begun).isEqualTo(calls);
    }

    private static CompletableFuture<Measurement> run(PluginConnection plugin) {
        return plugin.run(AnalysisRun.EMPTY, Metric.EMPTY)
                .subscribeAsCompletionStage()
                .toCompletableFuture();
    }

    private static void isBreach(Throwable failure) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        CallException.class, e -> assertThat(e.remedy()).isEqualTo(Remedy.RESTARTING))
                .hasMessageContaining("but the connection to it is gone (Assay closed the connection to the plugin at ")
                .hasMessageEndingWith("); call again once the plugin has been restarted");
    }

    private Handshake serve(RawHttp2Server server) throws Exception {
        return serve(ServerSocketFactory.getDefault(), server);
    }

    private Handshake serve(ServerSocketFactory sockets, RawHttp2Server server) throws Exception {
        ServerSocket listening = sockets.createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        open.add(listening);
        Thread thread = new Thread(() -> {
            try (Socket socket = listening.accept()) {
                if (socket instanceof SSLSocket tls) {
                    SSLParameters parameters = tls.getSSLParameters();
                    parameters.setApplicationProtocols(new String[] {"h2"});
                    tls.setSSLParameters(parameters);
                }
                server.serve(socket.getInputStream(), socket.getOutputStream());
            } catch (IOException e) {
                // The host closed the connection, as it should.
                return;
            }
        });
        thread.setDaemon(true);
        thread.start();
        return new Handshake(1, listening.getLocalSocketAddress(), "grpc", Optional.empty());
    }

    private static ServerSocketFactory tls(TlsIdentity own) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("own", own.key(), new char[0], new Certificate[] {own.certificate()});
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory();
    }

    private PluginConnection connect(Handshake handshake) {
        PluginConnection plugin = transport()
                .connect(handshake, Optional.empty(), line -> {})
                .await()
                .atMost(SOON);
        open.add(0, plugin::close);
        return plugin;
    }

    private GrpcTransport transport() {
        return new GrpcTransport(eventLoops, Runnable::run, MAX_MESSAGE_BYTES, SOON);
    }
}
