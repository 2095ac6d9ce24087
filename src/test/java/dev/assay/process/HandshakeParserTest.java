package dev.assay.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeParserTest {
    private final HandshakeParser parser = new HandshakeParser("a/b", List.of("grpc", "netrpc"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "Listening on :8080 ~ which is no handshake; let the plugin print nothing to stdout before it serves",
                "1|1|unix ~ which is no handshake",
                "v1|1|unix|/tmp/x ~ which is no handshake: \"v1\" is no version of the core protocol",
                "2|1|unix|/tmp/x|grpc ~ which is for version 2 of the core protocol; use a build of the plugin that speaks",
                "1|x|unix|/tmp/x|grpc ~ which is no handshake: \"x\" is no version of the metric plugin protocol",
                "1|2|unix|/tmp/x|grpc ~ which is for version 2 of the metric plugin protocol; use a build",
                "1|1|unix|/tmp/x|soap ~ which asks for the protocol \"soap\"; use a build of the plugin that speaks grpc or",
                "1|1|unix|/tmp/x| ~ which asks for the protocol \"\";",
                "1|1|udp|127.0.0.1:1|grpc ~ whose address \"127.0.0.1:1\" is of the unknown network \"udp\"; the plugin must",
                "1|1|unix||grpc ~ whose address \"\" is empty; the plugin must print the path of its socket",
                "1|1|unix|@abstract|grpc ~ is an abstract socket",
                "1|1|tcp|127.0.0.1|grpc ~ whose address \"127.0.0.1\" is not HOST:PORT; the plugin must print for instance",
                "1|1|tcp|127.0.0.1:0|grpc ~ is not HOST:PORT",
                "1|1|tcp|127.0.0.1:65536|grpc ~ is not HOST:PORT",
                "1|1|tcp|127.0.0.1:999999999999|grpc ~ is not HOST:PORT",
                "1|1|tcp|::1:80|grpc ~ is not HOST:PORT",
                "1|1|tcp|300.0.0.1:80|grpc ~ has a name for a host, and Assay asks no name server for a plugin",
                "1|1|tcp|example.com:80|grpc ~ has a name for a host",
                "1|1|tcp|:80|grpc ~ has a name for a host",
                "1|1|tcp|[::zz]:80|grpc ~ is not HOST:PORT",
                "1|1|tcp|[1:2]:80|grpc ~ is not an IP address",
                "1|1|tcp|10.0.0.1:80|grpc ~ is not a loopback address, and Assay speaks to a plugin within this machine only",
                "1|1|tcp|0.0.0.0:80|grpc ~ is not a loopback address",
                "1|1|tcp|[::]:80|grpc ~ is not a loopback address",
            })
    void a_line_that_is_refused_is_quoted_with_what_is_wrong(String line, String fault) {
        ProcessException e = catchThrowableOfType(ProcessException.class, () -> parser.parse(line));
        assertThat(e)
                .hasMessageStartingWith(
                        "tried to start plugin a/b, but the first line that it printed is \"" + line + "\", ")
                .hasMessageContaining(fault);
        assertThat(e.permanent()).isTrue();
    }

    @Test
    void a_socket_path_that_no_socket_can_have_is_refused() {
        assertThatThrownBy(() -> parser.parse("1|1|unix|/" + "x".repeat(107) + "|grpc"))
                .hasMessageContaining(
                        "is 108 bytes long and a socket's path may have 107; the plugin must listen in the"
                                + " folder PLUGIN_UNIX_SOCKET_DIR");
    }

    @Test
    void control_characters_and_length_of_a_refused_line_do_not_reach_the_message() {
        assertThatThrownBy(() -> parser.parse("\u001b[31mred\u0007 \"x\" \t \u202e" + "y".repeat(500)))
                .hasMessageContaining("\"\\u001b[31mred\\u0007 \\\"x\\\" \\t \\u202eyy")
                .hasMessageContaining("yyy\"..., which is no handshake");
    }

    @Test
    void four_fields_mean_net_rpc() throws UnknownHostException {
        assertThat(parser.parse("1|1|tcp|127.0.0.1:10000"))
                .isEqualTo(new Handshake(1, tcp(new byte[] {127, 0, 0, 1}, 10000), "netrpc", Optional.empty()));
    }

    @Test
    void seven_fields_are_read_and_further_ones_ignored() {
        String certificate = "M".repeat(51);
        Handshake expected =
                new Handshake(1, UnixDomainSocketAddress.of("/tmp/plugin2841"), "grpc", Optional.of(certificate));
        assertThat(parser.parse("1|1|unix|/tmp/plugin2841|grpc|" + certificate + "|true"))
                .isEqualTo(expected);
        assertThat(parser.parse("1|1|unix|/tmp/plugin2841|grpc|" + certificate + "|maybe|x"))
                .isEqualTo(expected);
    }

    @Test
    void white_space_around_the_line_is_dropped() {
        assertThat(parser.parse(" 1|1|unix|/tmp/x|netrpc|\r\t ").protocol()).isEqualTo("netrpc");
        assertThat(parser.parse("1|1|unix|/tmp/x|netrpc ").protocol()).isEqualTo("netrpc");
    }

    @Test
    void fifty_characters_are_no_certificate() {
        assertThat(parser.parse("1|1|unix|/tmp/x|grpc|" + "x".repeat(50)).certificate())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:10000", "127.1.2.3:65535", "[::1]:80", "[0:0:0:0:0:0:0:1]:80", "localhost:80"})
    void loopback_addresses_are_accepted(String address) {
        InetSocketAddress read =
                (InetSocketAddress) parser.parse("1|1|tcp|" + address + "|grpc").address();
        assertThat(read.getAddress().isLoopbackAddress()).isTrue();
        assertThat(read.getPort()).isEqualTo(Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
    }

    @Test
    void a_written_handshake_is_read_back() throws UnknownHostException {
        List<Handshake> handshakes = List.of(
                new Handshake(1, UnixDomainSocketAddress.of("/tmp/a b/plugin1"), "grpc", Optional.empty()),
                new Handshake(
                        1,
                        tcp(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 4711),
                        "netrpc",
                        Optional.of("x".repeat(700))),
                new Handshake(1, tcp(new byte[] {127, 0, 0, 1}, 4711), "grpc", Optional.empty()));
        assertThat(handshakes)
                .allSatisfy(h -> assertThat(parser.parse(h.line())).isEqualTo(h));
        assertThat(handshakes.get(0).line()).isEqualTo("1|1|unix|/tmp/a b/plugin1|grpc|");
    }

    @Test
    void an_address_that_a_line_cannot_hold_is_not_written() {
        Handshake path = new Handshake(1, UnixDomainSocketAddress.of("/tmp/a|b"), "grpc", Optional.empty());
        Handshake name = new Handshake(1, InetSocketAddress.createUnresolved("x", 1), "grpc", Optional.empty());
        assertThatThrownBy(path::line)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/tmp/a|b");
        assertThatThrownBy(name::line).isInstanceOf(IllegalArgumentException.class);
    }

    private static InetSocketAddress tcp(byte[] ip, int port) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByAddress(ip), port);
    }
}
