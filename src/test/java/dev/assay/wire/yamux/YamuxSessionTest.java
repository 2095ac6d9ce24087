package dev.assay.wire.yamux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class YamuxSessionTest {
    private final SessionFixture client = new SessionFixture(Role.CLIENT);
    private final SessionFixture server = new SessionFixture(Role.SERVER);

    @Test
    void a_frame_of_another_version_is_a_breach() {
        ByteBuf frame = Wire.frame(Frame.PING, Frame.SYN, 0, 1).setByte(0, 7);
        assertThatThrownBy(() -> client.receive(frame))
                .isInstanceOf(YamuxException.class)
                .hasMessage("a frame of version 7 came, and only version 0 is known");
    }

    @Test
    void a_frame_of_an_unknown_type_is_a_breach() {
        assertThatThrownBy(() -> client.receive(4, 0, 0, 0))
                .isInstanceOf(YamuxException.class)
                .hasMessage("a frame of the unknown type 4 came");
    }

    @Test
    void after_a_breach_the_session_takes_and_sends_nothing_more() {
        StreamLog stream = client.established();
        assertThatThrownBy(() -> client.receive(4, 0, 0, 0)).isInstanceOf(YamuxException.class);
        assertThatThrownBy(() -> client.receive(Frame.PING, Frame.SYN, 0, 1))
                .isInstanceOf(YamuxException.class)
                .hasMessage("a frame of the unknown type 4 came");
        assertThatThrownBy(client::open)
                .isInstanceOf(YamuxException.class)
                .hasMessage("tried to open a stream, but the session is over (a frame of the unknown type 4 came);"
                        + " connect anew");
        stream.write(5);
        assertThat(client.frames()).isEmpty();
        client.session.end("a breach");
        assertThat(stream.events).containsExactly("ended: a breach");
    }

    @Test
    void a_header_may_come_byte_by_byte() {
        ByteBuf frame = Wire.frame(Frame.PING, Frame.SYN, 0, 77);
        while (frame.isReadable()) {
            assertThat(server.frames()).isEmpty();
            server.receive(frame.readBytes(1));
        }
        frame.release();
        assertThat(server.frames()).containsExactly("ping ACK stream 0 length 77");
    }

    @Test
    void streams_of_the_client_are_odd_and_those_of_the_server_even() {
        assertThat(List.of(client.open().stream.id(), client.open().stream.id()))
                .containsExactly(1, 3);
        assertThat(List.of(server.open().stream.id(), server.open().stream.id()))
                .containsExactly(2, 4);
    }

    @Test
    void ids_that_are_used_up_are_said_to_be() {
        SessionFixture late = new SessionFixture(0xffff_fffdL, YamuxLimits.DEFAULTS);
        StreamLog last = late.open();
        assertThat(Integer.toUnsignedString(last.stream.id())).isEqualTo("4294967293");
        assertThat(late.frames()).containsExactly("window-update SYN stream 4294967293 length 0");
        assertThatThrownBy(late::open)
                .isInstanceOf(YamuxException.class)
                .hasMessage("tried to open a stream, but all stream ids of this connection are used up; connect anew");
        late.receive(Wire.data(Frame.ACK, last.stream.id(), new byte[] {1}));
        assertThat(last.received.readableBytes()).isEqualTo(1);
    }

    @Test
    void an_id_that_the_peer_has_taken_is_passed_over() {
        client.receive(Frame.WINDOW_UPDATE, Frame.SYN, 1, 0);
        assertThat(client.open().stream.id()).isEqualTo(3);
    }

    @Test
    void no_more_streams_are_on_their_way_than_the_peers_backlog_holds() {
        for (int i = 0; i < YamuxLimits.DEFAULT_ACCEPT_BACKLOG; i++) {
            client.open();
        }
        assertThat(client.frames()).hasSize(256);
        StreamLog waiting = client.open();
        waiting.write(5);
        waiting.stream.finish();
        StreamLog next = client.open();
        StreamLog givenUp = client.open();
        givenUp.write(5);
        givenUp.stream.reset();
        assertThat(client.frames()).isEmpty();

        client.receive(Frame.WINDOW_UPDATE, Frame.ACK, 1, 0);
        assertThat(client.frames())
                .containsExactly(
                        "window-update SYN stream 513 length 0",
                        "data - stream 513 length 5 : 0001020304",
                        "window-update FIN stream 513 length 0");
        client.receive(Frame.WINDOW_UPDATE, Frame.RST, 3, 0);
        assertThat(client.frames()).containsExactly("window-update SYN stream " + next.stream.id() + " length 0");
        assertThat(givenUp.events).containsExactly("ended: it was reset here");
        client.receive(Frame.WINDOW_UPDATE, Frame.ACK, 5, 0);
        assertThat(client.frames()).isEmpty();
    }

    @Test
    void an_acknowledgement_counts_once() {
        for (int i = 0; i < YamuxLimits.DEFAULT_ACCEPT_BACKLOG + 2; i++) {
            client.open();
        }
        assertThat(client.frames()).hasSize(256);
        client.receive(Frame.WINDOW_UPDATE, Frame.ACK, 1, 0);
        client.receive(Frame.WINDOW_UPDATE, Frame.ACK, 1, 0);
        client.receive(Frame.WINDOW_UPDATE, Frame.RST, 1, 0);
        assertThat(client.frames()).containsExactly("window-update SYN stream 513 length 0");
    }

    @Test
    void streams_of_the_peer_beyond_the_limit_are_reset() {
        for (int i = 0; i < YamuxLimits.DEFAULT_PEER_STREAMS; i++) {
            server.receive(Frame.WINDOW_UPDATE, Frame.SYN, 2 * i + 1, 0);
        }
        assertThat(server.frames()).hasSize(1024).allMatch(frame -> frame.contains("ACK"));
        server.receive(Wire.data(Frame.SYN, 9999, new byte[10]));
        assertThat(server.frames()).containsExactly("window-update RST stream 9999 length 0");
        server.streams.get(1).stream.reset();
        server.receive(Frame.WINDOW_UPDATE, Frame.SYN, 10001, 0);
        assertThat(server.frames())
                .containsExactly("window-update RST stream 1 length 0", "window-update ACK stream 10001 length 0");
    }

    @Test
    void a_stream_that_nobody_listens_to_is_reset() {
        client.accepting = false;
        client.receive(Wire.data(Frame.SYN, 2, new byte[10]));
        client.receive(Frame.PING, Frame.SYN, 0, 1);
        assertThat(client.frames())
                .containsExactly("window-update RST stream 2 length 0", "ping ACK stream 0 length 1");
    }

    @Test
    void a_stream_may_be_used_while_it_is_accepted() {
        YamuxSession[] self = new YamuxSession[1];
        ByteBuf sent = Unpooled.buffer();
        StreamLog log = new StreamLog();
        self[0] = new YamuxSession(
                Role.SERVER,
                YamuxLimits.DEFAULTS,
                new Collecting(sent),
                (delay, task) -> () -> {},
                new Accepting(stream -> {
                    log.stream = stream;
                    stream.listen(log);
                    stream.write(Wire.patternBuffer(0, 3));
                    stream.finish();
                }));
        ByteBuf opening = Wire.data(Frame.SYN | Frame.FIN, 1, new byte[] {9});
        self[0].receive(opening);
        assertThat(Wire.frames(sent))
                .containsExactly("data ACK stream 1 length 3 : 000102", "window-update FIN stream 1 length 0");
        assertThat(log.received.readableBytes()).isEqualTo(1);
        assertThat(log.events).containsExactly("finished", "ended: both ends have finished it");
    }

    @Test
    void after_the_peers_go_away_no_stream_is_opened_and_the_open_ones_go_on() {
        StreamLog before = client.established();
        for (int i = 0; i < YamuxLimits.DEFAULT_ACCEPT_BACKLOG; i++) {
            client.open();
        }
        StreamLog inLine = client.open();
        client.receive(Frame.GO_AWAY, 0, 0, 0);
        client.receive(Frame.GO_AWAY, 0, 0, 0);
        assertThat(client.events).containsExactly("peer goes away: it takes no new streams (go-away code 0)");
        assertThat(inLine.events).containsExactly("ended: the peer takes no new streams");
        assertThatThrownBy(client::open)
                .isInstanceOf(YamuxException.class)
                .hasMessage("tried to open a stream, but the peer takes no new ones; connect anew");
        client.receive(Wire.data(0, before.stream.id(), new byte[4]));
        assertThat(before.received.readableBytes()).isEqualTo(4);
    }

    @Test
    void the_other_codes_of_a_go_away_end_the_session_with_their_meaning() {
        List<String> messages = new ArrayList<>();
        for (long code : new long[] {1, 2, 3, 0xffff_ffffL}) {
            SessionFixture fresh = new SessionFixture(Role.CLIENT);
            assertThatThrownBy(() -> fresh.receive(Frame.GO_AWAY, 0, 0, code))
                    .isInstanceOf(YamuxException.class)
                    .satisfies(e -> messages.add(e.getMessage()));
            assertThat(fresh.frames()).isEmpty();
        }
        assertThat(messages)
                .containsExactly(
                        "the peer says that this end broke the protocol (go-away code 1)",
                        "the peer says that it failed itself (go-away code 2)",
                        "the peer goes away with the unknown code 3",
                        "the peer goes away with the unknown code 4294967295");
    }

    @Test
    void a_breach_of_a_stream_is_told_to_the_peer() {
        server.receive(Frame.WINDOW_UPDATE, Frame.SYN, 1, 0);
        assertThatThrownBy(() -> server.receive(Frame.WINDOW_UPDATE, Frame.SYN, 1, 0))
                .isInstanceOf(YamuxException.class)
                .hasMessage("stream 1 was opened twice");
        assertThat(server.frames())
                .containsExactly("window-update ACK stream 1 length 0", "go-away - stream 0 length 1");
    }

    @Test
    void receiving_within_a_callback_is_refused() {
        YamuxSession[] self = new YamuxSession[1];
        ByteBuf ping = Wire.frame(Frame.PING, Frame.SYN, 0, 1);
        self[0] = new YamuxSession(
                Role.SERVER,
                YamuxLimits.DEFAULTS,
                new Collecting(Unpooled.buffer()),
                (delay, task) -> () -> {},
                new Accepting(stream -> self[0].receive(ping)));
        assertThatThrownBy(() -> self[0].receive(Wire.frame(Frame.WINDOW_UPDATE, Frame.SYN, 1, 0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("tried to receive within a callback of receive(), but the order of bytes would be lost;"
                        + " call it afterwards");
    }

    private record Collecting(ByteBuf sent) implements YamuxSession.Output {
        @Override
        public void write(ByteBuf frame) {
            sent.writeBytes(frame);
            frame.release();
        }

        @Override
        public void flush() {}
    }

    private record Accepting(java.util.function.Consumer<YamuxStream> then) implements YamuxSession.Listener {
        @Override
        public void accepted(YamuxStream stream) {
            then.accept(stream);
        }

        @Override
        public void goAway(String why) {}

        @Override
        public void dead(String why) {}
    }
}
