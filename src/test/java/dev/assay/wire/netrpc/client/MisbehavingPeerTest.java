package dev.assay.wire.netrpc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.metric.CallException.Remedy;
import dev.assay.wire.Addresses;
import dev.assay.wire.PluginConnection;
import dev.assay.wire.PluginTls;
import dev.assay.wire.TlsIdentity;
import dev.assay.wire.gob.GobValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages for a user when no dispensable plugin listens at an address. */
class MisbehavingPeerTest extends NetRpcFixture {
    @Test
    void nobody_listens() {
        Path socket = directory().resolve("none");
        assertThatThrownBy(() -> connect(UnixDomainSocketAddress.of(socket), SOON))
                .satisfies(e -> hasRemedy(e, Remedy.RESTARTING))
                .hasMessageStartingWith(
                        "tried to connect to the plugin at unix:" + socket + ", but nobody answers there (")
                .hasMessageEndingWith("; the plugin is to be restarted");
    }

    @Test
    void a_peer_that_accepts_and_says_nothing_is_given_up_in_time() throws Exception {
        SocketAddress address = raw(new byte[0]);
        assertThatThrownBy(() -> connect(address, BRIEF))
                .satisfies(e -> hasRemedy(e, Remedy.RESTARTING))
                .hasMessage("tried to connect to the plugin at " + Addresses.text(address)
                        + ", but got no answer within 0.3 s to Dispenser.Dispense; the plugin is to be restarted");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 400 Bad Request |an HTTP server answers there instead of go-plugin's net/rpc"
                        + " (HTTP/1.1 400 Bad Request)",
                "SSH-2.0-OpenSSH_9.2      |what answers there does not speak yamux, as go-plugin's net/rpc does"
                        + " (SSH-2.0-OpenSSH_9.2)",
                "1                        |what answers there does not speak yamux, as go-plugin's net/rpc does (1)"
            })
    void a_peer_that_speaks_something_else_is_quoted(String firstBytes, String words) throws Exception {
        SocketAddress address = raw((firstBytes + "\r\nmore\r\n").getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> connect(address, SOON))
                .satisfies(e -> hasRemedy(e, Remedy.RESTARTING))
                .hasMessage("tried to connect to the plugin at " + Addresses.text(address) + ", but " + words
                        + "; the plugin is to be restarted");
    }

    @ParameterizedTest
    @CsvSource({
        // The SETTINGS frames of grpc-go and of grpc-java, and an empty one.
        "000006040000000000000500004000, an HTTP/2 server as of gRPC",
        "00001804000000000000010000100000020000000000037fffffff000400100000, an HTTP/2 server as of gRPC",
        "000000040000000000, an HTTP/2 server as of gRPC",
        // TLS, which begins with an alert.
        "15030100020246, bytes 15 03 01 00 02 02 46",
        // A frame of type 4; one for data of stream 0.
        "000400000000000100000000, bytes 00 04 00 00 00 00 00 01 00 00 00 00",
        "000000000000000000000000, bytes 00 00 00 00 00 00 00 00 00 00 00 00"
    })
    void a_peer_that_speaks_another_binary_protocol_is_named(String firstBytes, String words) throws Exception {
        SocketAddress address = raw(HexFormat.of().parseHex(firstBytes));
        assertThatThrownBy(() -> connect(address, SOON))
                .message()
                .satisfies(message -> assertThat(message.replace(",", "")).contains(words));
    }

    @Test
    void a_grpc_plugin_whose_handshake_does_not_say_so_is_told_how_to_end_the_line() throws Exception {
        SocketAddress address = raw(HexFormat.of().parseHex("000006040000000000000500004000"));
        assertThatThrownBy(() -> connect(address, SOON))
                .satisfies(e -> hasRemedy(e, Remedy.CONFIGURE))
                .hasMessage("tried to connect to the plugin at " + Addresses.text(address)
                        + ", but an HTTP/2 server, as of gRPC, answers there instead of go-plugin's net/rpc; end the"
                        + " plugin's handshake line with |grpc");
    }

    @Test
    void a_peer_that_closes_at_once_is_told() throws Exception {
        peer.on("Dispenser.Dispense", call -> peer.connection().channel().close());
        SocketAddress address = start();
        assertThatThrownBy(() -> connect(address, SOON))
                .satisfies(e -> hasRemedy(e, Remedy.RESTARTING))
                .hasMessage("tried to connect to the plugin at " + Addresses.text(address)
                        + ", but the plugin ended the connection at " + Addresses.text(address)
                        + "; the plugin is to be restarted");
    }

    @Test
    void a_peer_that_only_listens_is_told() throws Exception {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        closeAtEnd(server);
        worker.execute(() -> {
            try {
                Socket socket = server.accept();
                closeAtEnd(socket);
                socket.shutdownOutput();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        SocketAddress address = server.getLocalSocketAddress();
        assertThatThrownBy(() -> connect(address, SOON))
                .satisfies(e -> hasRemedy(e, Remedy.RESTARTING))
                .hasMessageContaining("but the plugin ended the connection at " + Addresses.text(address));
    }

    @Test
    void a_plugin_of_another_kind() {
        peer.on("Dispenser.Dispense", call -> call.fail("unknown plugin type: RpcMetricProviderPlugin"));
        SocketAddress address = start();
        assertThatThrownBy(() -> connect(address, SOON))
                .satisfies(e -> hasRemedy(e, Remedy.CONFIGURE))
                .hasMessage("tried to connect to the plugin at " + Addresses.text(address)
                        + ", but it does not hand out RpcMetricProviderPlugin (unknown plugin type:"
                        + " RpcMetricProviderPlugin); configure a metric plugin of Argo Rollouts");
    }

    @Test
    void a_dispenser_that_answers_with_something_else_than_an_id() {
        peer.on("Dispenser.Dispense", call -> call.answer("string", new GobValue.Text("x")));
        SocketAddress address = start();
        assertThatThrownBy(() -> connect(address, SOON))
                .satisfies(e -> hasRemedy(e, Remedy.CONFIGURE))
                .hasMessageContaining("its answer cannot be read (it is a string instead of a uint32)");
    }

    @Test
    void a_broker_that_answers_with_another_id() {
        peer.echoes(7);
        SocketAddress address = start();
        assertThatThrownBy(() -> connect(address, SOON))
                .satisfies(e -> hasRemedy(e, Remedy.RESTARTING))
                .hasMessageContaining("but its broker answered with the id 7 instead of " + ScriptedPeer.ID);
    }

    @Test
    void a_broker_that_closes_the_stream() {
        peer.closesBrokeredStreams();
        SocketAddress address = start();
        assertThatThrownBy(() -> connect(address, SOON))
                .satisfies(e -> hasRemedy(e, Remedy.RESTARTING))
                .hasMessageContaining(
                        "but its broker closed the stream for the id " + ScriptedPeer.ID + " that it had given");
    }

    @Test
    void a_broker_that_never_answers_is_given_up_in_time() {
        peer.on("Dispenser.Dispense", call -> {
            peer.stopReading();
            call.answer("uint32", new GobValue.Uint(9));
        });
        SocketAddress address = start();
        assertThatThrownBy(() -> connect(address, BRIEF))
                .satisfies(e -> hasRemedy(e, Remedy.RESTARTING))
                .hasMessageContaining("but got no answer within 0.3 s from the broker for id 9");
    }

    @Test
    void a_plugin_that_does_not_answer_its_first_ping_is_given_up_in_time() {
        peer.on("Control.Ping", call -> {});
        SocketAddress address = start();
        assertThatThrownBy(() -> connect(address, BRIEF))
                .hasMessageContaining("but got no answer within 0.3 s to Control.Ping");
        eventually().until(() -> !peer.connection().channel().isActive());
    }

    @Test
    void giving_up_the_connecting_closes_the_connection() {
        peer.on("Control.Ping", call -> {});
        CompletableFuture<PluginConnection> connecting = transport(SOON)
                .connect(handshake(start()), Optional.empty(), log::add)
                .subscribeAsCompletionStage();
        eventually().until(() -> peer.calls("Control.Ping").size() == 1);
        connecting.cancel(true);
        eventually().until(() -> !peer.connection().channel().isActive());
    }

    @Test
    void nothing_is_connected_before_somebody_subscribes() {
        var unused = transport(SOON).connect(handshake(start()), Optional.empty(), log::add);
        assertThat(peer.connections()).isZero();
        connect(peer.address(), SOON);
        assertThat(peer.connections()).isEqualTo(1);
    }

    @Test
    void a_peer_that_does_not_speak_tls_when_it_was_agreed_is_told() throws Exception {
        SocketAddress address = raw("1|1|no TLS at all\r\n".getBytes(StandardCharsets.US_ASCII));
        Instant now = Instant.now();
        PluginTls tls =
                new PluginTls(TlsIdentity.create(now), TlsIdentity.create(now).certificate());
        assertThatThrownBy(() -> get(transport(SOON).connect(handshake(address), Optional.of(tls), log::add)))
                .satisfies(e -> hasRemedy(e, Remedy.RESTARTING))
                .hasMessageContaining("TLS with the plugin at");
    }

    /** A server of bare TCP, which sends these bytes; the connection stays open. */
    private SocketAddress raw(byte[] firstBytes) throws IOException {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ExecutorService thread = Executors.newSingleThreadExecutor();
        closeAtEnd(thread::shutdown);
        closeAtEnd(server);
        thread.execute(() -> {
            try {
                Socket socket = server.accept();
                closeAtEnd(socket);
                socket.getOutputStream().write(firstBytes);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        return server.getLocalSocketAddress();
    }
}
