package dev.assay.wire.yamux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pings, time-outs, floods, and the end of a session. */
class YamuxTimesTest {
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final SessionFixture client = new SessionFixture(Role.CLIENT);

    @Test
    void a_peer_that_does_not_answer_the_keep_alive_is_dead() {
        client.session.start();
        client.time.advance(YamuxLimits.DEFAULT_KEEP_ALIVE_INTERVAL.minus(MOMENT));
        assertThat(client.frames()).isEmpty();
        client.time.advance(MOMENT);
        assertThat(client.frames()).containsExactly("ping SYN stream 0 length 0");
        assertThat(client.flushes).isEqualTo(1);
        client.time.advance(YamuxLimits.DEFAULT_KEEP_ALIVE_TIMEOUT.minus(MOMENT));
        assertThat(client.events).isEmpty();
        client.time.advance(Duration.ofHours(1));
        assertThat(client.events).containsExactly("dead: it did not answer a keep-alive ping within 10000 ms");
        assertThat(client.time.scheduled()).isZero();
    }

    @Test
    void a_peer_that_answers_is_asked_again_an_interval_later() {
        client.session.start();
        for (int i = 0; i < 100; i++) {
            client.time.advance(YamuxLimits.DEFAULT_KEEP_ALIVE_INTERVAL);
            assertThat(client.frames()).containsExactly("ping SYN stream 0 length " + i);
            client.receive(Frame.PING, Frame.ACK, 0, i);
        }
        assertThat(client.events).isEmpty();
        assertThat(client.time.scheduled()).isEqualTo(1);
    }

    @Test
    void the_answer_to_another_ping_is_no_sign_of_life_for_the_keep_alive() {
        client.session.start();
        client.time.advance(YamuxLimits.DEFAULT_KEEP_ALIVE_INTERVAL);
        client.receive(Frame.PING, Frame.ACK, 0, 5);
        client.time.advance(YamuxLimits.DEFAULT_KEEP_ALIVE_TIMEOUT);
        assertThat(client.events).hasSize(1);
    }

    @Test
    void an_answer_without_flags_is_one_too_as_in_go() {
        client.session.start();
        client.time.advance(YamuxLimits.DEFAULT_KEEP_ALIVE_INTERVAL);
        client.receive(Frame.PING, 0, 0, 0);
        client.time.advance(YamuxLimits.DEFAULT_KEEP_ALIVE_TIMEOUT);
        assertThat(client.events).isEmpty();
    }

    @Test
    void an_answer_counts_once() {
        client.session.start();
        client.time.advance(YamuxLimits.DEFAULT_KEEP_ALIVE_INTERVAL);
        client.receive(Frame.PING, Frame.ACK, 0, 0);
        client.time.advance(YamuxLimits.DEFAULT_KEEP_ALIVE_INTERVAL.minus(MOMENT));
        client.receive(Frame.PING, Frame.ACK, 0, 0);
        List<String> unused = client.frames();
        client.time.advance(MOMENT);
        assertThat(client.frames()).containsExactly("ping SYN stream 0 length 1");
    }

    @Test
    void a_peer_that_does_not_acknowledge_a_stream_is_dead() {
        client.open();
        client.open();
        client.time.advance(YamuxLimits.DEFAULT_OPEN_TIMEOUT.minus(MOMENT));
        assertThat(client.events).isEmpty();
        client.time.advance(MOMENT);
        assertThat(client.events).containsExactly("dead: it did not acknowledge stream 1 within 75000 ms");
    }

    @Test
    void the_open_timeout_is_over_with_an_acknowledgement_a_finish_or_a_reset_of_either_end() {
        client.established();
        client.open().stream.finish();
        client.open().stream.reset();
        client.open();
        client.receive(Frame.WINDOW_UPDATE, Frame.FIN, 7, 0);
        client.open();
        client.receive(Frame.WINDOW_UPDATE, Frame.RST, 9, 0);
        client.open();
        client.receive(Wire.data(Frame.ACK, 11, new byte[1]));
        assertThat(client.time.scheduled()).isZero();
    }

    @Test
    void a_stream_in_line_has_no_open_timeout_before_it_is_opened() {
        for (int i = 0; i <= YamuxLimits.DEFAULT_ACCEPT_BACKLOG; i++) {
            client.open();
        }
        assertThat(client.time.scheduled()).isEqualTo(YamuxLimits.DEFAULT_ACCEPT_BACKLOG);
    }

    @Test
    void a_peer_that_pings_without_reading_is_cut_off() {
        client.writable = false;
        for (int i = 0; i < YamuxLimits.DEFAULT_UNSENT_ANSWERS; i++) {
            client.receive(Frame.PING, Frame.SYN, 0, i);
        }
        assertThatThrownBy(() -> client.receive(Frame.PING, Frame.SYN, 0, 0))
                .isInstanceOf(YamuxException.class)
                .hasMessage("1025 frames came that ask for an answer while no answer was read");
        assertThat(client.frames()).hasSize(1025).last().isEqualTo("go-away - stream 0 length 1");
    }

    @Test
    void a_peer_that_opens_and_resets_streams_without_reading_is_cut_off() {
        client.writable = false;
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100_000; i++) {
                        client.receive(Frame.WINDOW_UPDATE, Frame.SYN | Frame.RST, 2, 0);
                    }
                })
                .isInstanceOf(YamuxException.class);
        assertThat(client.frames()).hasSizeLessThan(1030);
    }

    @Test
    void a_peer_that_reads_may_ping_as_often_as_it_likes() {
        for (int i = 0; i < 10_000; i++) {
            client.writable = i % 100 == 0;
            client.receive(Frame.PING, Frame.SYN, 0, i);
        }
        assertThat(client.frames()).hasSize(10_000);
    }

    @Test
    void after_the_end_nothing_is_scheduled_held_or_sent() {
        client.session.start();
        client.time.advance(YamuxLimits.DEFAULT_KEEP_ALIVE_INTERVAL);
        StreamLog full = client.established();
        client.open();
        full.write(YamuxLimits.INITIAL_WINDOW);
        ByteBuf queued = Wire.patternBuffer(0, 100);
        full.stream.write(queued);
        List<String> unused = client.frames();

        client.session.end("the connection broke");
        client.session.end("again");
        assertThat(full.events).containsExactly("ended: the connection broke");
        assertThat(queued.refCnt()).isZero();
        assertThat(client.time.scheduled()).isZero();

        ByteBuf late = Wire.patternBuffer(0, 100);
        full.stream.write(late);
        full.stream.reset();
        client.session.start();
        client.receive(Frame.PING, Frame.ACK, 0, 0);
        client.receive(Frame.PING, Frame.SYN, 0, 1);
        assertThat(late.refCnt()).isZero();
        assertThat(client.frames()).isEmpty();
        assertThat(client.events).isEmpty();
        assertThat(client.time.scheduled()).isZero();
        assertThatThrownBy(client::open)
                .hasMessage("tried to open a stream, but the session is over (the connection broke); connect anew");
    }

    @Test
    void a_session_that_a_callback_ends_reads_no_further() {
        StreamLog other = client.established();
        YamuxStream unused = client.session.open(new Ending());
        client.receive(Unpooled.wrappedBuffer(
                Wire.data(Frame.ACK, 3, new byte[5]), Wire.data(0, 1, new byte[5]), Wire.frame(9, 9, 9, 9)));
        assertThat(other.received.isReadable()).isFalse();
        assertThat(other.events).containsExactly("ended: enough");
    }

    @Test
    void limits_that_make_no_sense_are_refused() {
        YamuxLimits d = YamuxLimits.DEFAULTS;
        assertThatThrownBy(() -> new YamuxLimits(
                        1, 1, 1000, 1, 1, 1, 1, d.keepAliveInterval(), d.keepAliveTimeout(), d.openTimeout()))
                .hasMessage("tried to set receiveWindow to 1000, but it must be at least 262144; raise it");
        assertThatThrownBy(() ->
                        new YamuxLimits(1, 1, 262144, 1, 1, 1, 1, Duration.ZERO, d.keepAliveTimeout(), d.openTimeout()))
                .hasMessage("tried to set keepAliveInterval to PT0S, but it must be longer than nothing; raise it");
    }

    private final class Ending implements YamuxStream.Listener {
        @Override
        public void data(ByteBuf data) {
            client.session.end("enough");
        }

        @Override
        public void finished() {}

        @Override
        public void ended(String why) {}
    }
}
