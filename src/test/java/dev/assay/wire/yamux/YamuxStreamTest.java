package dev.assay.wire.yamux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.junit.jupiter.api.Test;

class YamuxStreamTest {
    private static final int WINDOW = YamuxLimits.INITIAL_WINDOW;

    private final SessionFixture client = new SessionFixture(Role.CLIENT);

    @Test
    void data_beyond_the_window_is_a_breach() {
        client.established();
        client.receive(Wire.data(0, 1, new byte[WINDOW - 3]));
        assertThatThrownBy(() -> client.receive(Wire.data(0, 1, new byte[4])))
                .isInstanceOf(YamuxException.class)
                .hasMessage("a frame of 4 bytes came on stream 1, whose window allows 3");
        assertThat(client.frames()).containsExactly("go-away - stream 0 length 1");
    }

    @Test
    void a_frame_of_4_gib_is_refused_by_its_header_alone() {
        client.established();
        assertThatThrownBy(() -> client.receive(Frame.DATA, 0, 1, 0xffff_ffffL))
                .isInstanceOf(YamuxException.class)
                .hasMessage("a frame of 4294967295 bytes came on stream 1, whose window allows 262144");
    }

    @Test
    void data_of_an_unknown_stream_is_skipped_however_long_it_is() {
        client.receive(Frame.DATA, 0, 7, 0xffff_ffffL);
        for (int i = 0; i < 100; i++) {
            client.receive(Wire.patternBuffer(0, 1 << 20));
        }
        assertThat(client.frames()).isEmpty();
        assertThat(client.events).isEmpty();
    }

    @Test
    void data_is_handed_on_in_the_pieces_in_which_it_comes() {
        StreamLog stream = client.established();
        ByteBuf frame = Wire.data(Frame.FIN, 1, Wire.pattern(0, 10));
        client.receive(frame.readRetainedSlice(15));
        assertThat(stream.received.readableBytes()).isEqualTo(3);
        client.receive(frame.readRetainedSlice(6));
        assertThat(stream.received.readableBytes()).isEqualTo(9);
        assertThat(stream.events).isEmpty();
        client.receive(frame);
        assertThat(stream.received).isEqualTo(Unpooled.wrappedBuffer(Wire.pattern(0, 10)));
        assertThat(stream.events).containsExactly("finished");
    }

    @Test
    void the_window_is_given_back_when_half_of_it_was_consumed() {
        StreamLog stream = client.established();
        client.receive(Wire.data(0, 1, new byte[WINDOW]));
        stream.stream.consumed(WINDOW / 2 - 1);
        assertThat(client.frames()).isEmpty();
        stream.stream.consumed(1);
        stream.stream.consumed(10);
        assertThat(client.frames()).containsExactly("window-update - stream 1 length " + WINDOW / 2);
        client.receive(Wire.data(0, 1, new byte[WINDOW / 2]));
        assertThatThrownBy(() -> client.receive(Wire.data(0, 1, new byte[1]))).isInstanceOf(YamuxException.class);
    }

    @Test
    void more_than_was_received_cannot_be_consumed() {
        StreamLog stream = client.established();
        client.receive(Wire.data(0, 1, new byte[3]));
        stream.stream.consumed(2);
        assertThatThrownBy(() -> stream.stream.consumed(2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tried to consume 2 bytes of a stream, but 1 are received and not yet consumed; call"
                        + " consumed() once for each byte");
    }

    @Test
    void a_larger_window_is_told_with_the_first_frame() {
        YamuxLimits d = YamuxLimits.DEFAULTS;
        YamuxLimits large = new YamuxLimits(
                d.peerStreams(),
                d.acceptBacklog(),
                1 << 20,
                d.maxFrame(),
                d.unsentAnswers(),
                d.idleFrames(),
                d.idleFramesPerSecond(),
                d.keepAliveInterval(),
                d.keepAliveTimeout(),
                d.openTimeout());
        SessionFixture wide = new SessionFixture(1, large);
        StreamLog stream = wide.open();
        wide.receive(Frame.WINDOW_UPDATE, Frame.SYN, 2, 0);
        assertThat(wide.frames())
                .containsExactly(
                        "window-update SYN stream 1 length 786432", "window-update ACK stream 2 length 786432");
        wide.receive(Wire.data(Frame.ACK, 1, new byte[1 << 20]));
        stream.stream.consumed(1 << 19);
        assertThat(wide.frames()).containsExactly("window-update - stream 1 length 524288");
    }

    @Test
    void data_beyond_the_window_waits_and_goes_in_order() {
        StreamLog stream = client.established();
        stream.write(WINDOW - 10);
        stream.write(15);
        stream.write(7);
        assertThat(stream.stream.queuedBytes()).isEqualTo(12);
        assertThat(lengths(client.frames())).containsExactly(65536, 65536, 65536, 65526, 10);
        client.receive(Frame.WINDOW_UPDATE, 0, 1, 6);
        assertThat(stream.events).isEmpty();
        client.receive(Frame.WINDOW_UPDATE, 0, 1, 100);
        assertThat(lengths(client.frames())).containsExactly(5, 1, 6);
        assertThat(stream.stream.queuedBytes()).isZero();
        assertThat(stream.events).containsExactly("drained");
    }

    @Test
    void a_stream_without_window_does_not_hold_up_the_others() {
        StreamLog stuck = client.established();
        StreamLog free = client.established();
        stuck.write(WINDOW + 1);
        free.write(5);
        assertThat(client.frames()).last().isEqualTo("data - stream 3 length 5 : 0001020304");
        client.receive(Wire.data(0, 1, new byte[WINDOW]));
        client.receive(Wire.data(0, 3, new byte[5]));
        assertThat(free.received.readableBytes()).isEqualTo(5);
        client.session.end("the test is over");
    }

    @Test
    void a_window_is_no_larger_than_its_counter() {
        StreamLog stream = client.established();
        client.receive(Frame.WINDOW_UPDATE, 0, 1, 0xffff_ffffL);
        client.receive(Frame.WINDOW_UPDATE, 0, 1, 0xffff_ffffL);
        stream.write(WINDOW + 1);
        assertThat(stream.stream.queuedBytes()).isZero();
    }

    @Test
    void this_end_may_write_after_the_peer_has_finished() {
        StreamLog stream = client.established();
        client.receive(Frame.WINDOW_UPDATE, Frame.FIN, 1, 0);
        stream.write(2);
        stream.stream.finish();
        assertThat(stream.events).containsExactly("finished", "ended: both ends have finished it");
        assertThat(client.frames())
                .containsExactly("data - stream 1 length 2 : 0001", "window-update FIN stream 1 length 0");
    }

    @Test
    void queued_data_goes_before_the_finish() {
        StreamLog stream = client.established();
        stream.write(WINDOW + 1);
        stream.stream.finish();
        stream.stream.finish();
        assertThat(client.frames()).hasSize(4).noneMatch(frame -> frame.contains("FIN"));
        client.receive(Frame.WINDOW_UPDATE, Frame.FIN, 1, 1);
        assertThat(client.frames()).hasSize(2).last().isEqualTo("window-update FIN stream 1 length 0");
        assertThat(stream.events).containsExactly("finished", "drained", "ended: both ends have finished it");
    }

    @Test
    void the_peer_may_write_after_this_end_has_finished() {
        StreamLog stream = client.established();
        stream.stream.finish();
        client.receive(Wire.data(0, 1, new byte[WINDOW]));
        stream.stream.consumed(WINDOW);
        assertThat(client.frames())
                .containsExactly("window-update FIN stream 1 length 0", "window-update - stream 1 length " + WINDOW);
    }

    @Test
    void writing_after_the_finish_is_refused_and_the_buffer_released() {
        StreamLog stream = client.established();
        stream.stream.finish();
        ByteBuf late = Wire.patternBuffer(0, 5);
        assertThatThrownBy(() -> stream.stream.write(late))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("tried to write to stream 1, but this end has finished it; write before finish()");
        assertThat(late.refCnt()).isZero();
    }

    @Test
    void data_after_the_peers_finish_is_dropped_but_counts_against_the_window() {
        StreamLog stream = client.established();
        client.receive(Frame.WINDOW_UPDATE, Frame.FIN, 1, 0);
        client.receive(Wire.data(0, 1, new byte[WINDOW]));
        assertThat(stream.received.isReadable()).isFalse();
        assertThatThrownBy(() -> client.receive(Wire.data(0, 1, new byte[1])))
                .hasMessage("a frame of 1 bytes came on stream 1, whose window allows 0");
    }

    @Test
    void finishing_twice_is_a_breach() {
        client.established();
        client.receive(Frame.WINDOW_UPDATE, Frame.FIN, 1, 0);
        assertThatThrownBy(() -> client.receive(Frame.DATA, Frame.FIN, 1, 0))
                .isInstanceOf(YamuxException.class)
                .hasMessage("stream 1 was finished twice");
    }

    @Test
    void the_peers_reset_ends_the_stream_and_drops_the_data_that_came_with_it() {
        StreamLog stream = client.established();
        stream.write(WINDOW + 100);
        client.receive(Wire.data(Frame.RST | Frame.FIN, 1, new byte[50]));
        assertThat(stream.events).containsExactly("ended: the peer reset it");
        assertThat(stream.received.isReadable()).isFalse();
        assertThat(stream.stream.queuedBytes()).isZero();
        List<String> unused = client.frames();
        ByteBuf late = Wire.patternBuffer(0, 5);
        stream.stream.write(late);
        stream.stream.consumed(5);
        stream.stream.finish();
        stream.stream.reset();
        assertThat(late.refCnt()).isZero();
        assertThat(client.frames()).isEmpty();
    }

    @Test
    void a_reset_within_a_callback_skips_the_rest_of_the_frame() {
        StreamLog other = client.established();
        YamuxStream[] self = new YamuxStream[1];
        StreamLog log = new StreamLog();
        self[0] = client.session.open(new YamuxStream.Listener() {
            @Override
            public void data(ByteBuf data) {
                log.data(data);
                self[0].reset();
            }

            @Override
            public void finished() {
                log.finished();
            }

            @Override
            public void ended(String why) {
                log.ended(why);
            }
        });
        log.stream = self[0];
        ByteBuf frames =
                Unpooled.wrappedBuffer(Wire.data(Frame.ACK | Frame.FIN, 3, new byte[20]), Wire.data(0, 1, new byte[2]));
        client.receive(frames.readRetainedSlice(20));
        client.receive(frames);
        assertThat(log.received.readableBytes()).isEqualTo(8);
        assertThat(log.events).containsExactly("ended: it was reset here");
        assertThat(other.received.readableBytes()).isEqualTo(2);
        assertThat(client.frames()).last().isEqualTo("window-update RST stream 3 length 0");
    }

    @Test
    void data_of_no_bytes_is_neither_sent_nor_handed_on() {
        StreamLog stream = client.established();
        ByteBuf nothing = Wire.patternBuffer(0, 0);
        stream.stream.write(nothing);
        assertThat(nothing.refCnt()).isZero();
        client.receive(Frame.DATA, 0, 1, 0);
        client.receive(Frame.DATA, Frame.FIN, 1, 0);
        assertThat(client.frames()).isEmpty();
        assertThat(stream.events).containsExactly("finished");
    }

    @Test
    void large_data_is_sent_without_being_copied() {
        ByteBuf data = Wire.patternBuffer(0, 10_000);
        ByteBuf frame = Frame.data(0, 1, data);
        data.setByte(0, 42);
        assertThat(frame.getByte(Frame.HEADER_BYTES)).isEqualTo((byte) 42);
        frame.release();
        assertThat(data.refCnt()).isZero();
    }

    private static List<Integer> lengths(List<String> frames) {
        return frames.stream()
                .map(frame -> Integer.parseInt(frame.replaceAll(".* length (\\d+).*", "$1")))
                .toList();
    }
}
