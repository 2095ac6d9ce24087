package dev.assay.api.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.hostile.Http2Frames;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2EventAdapter;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConnectionGuardTest {
    private static final ConnectionLimits LIMITS =
            new ConnectionLimits(3, Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(30));

    private static final int FRAME_HEAD = 9;

    /** {@code :method GET}, {@code :scheme http} and {@code :path /} by their numbers in HPACK's table. */
    private static final byte[] GET = {(byte) 0x82, (byte) 0x86, (byte) 0x84};

    /** Bytes that a caller takes of an answer when it says nothing else (RFC 9113, 6.9.2). */
    private static final int WINDOW = 65_535;

    private long now = 1;
    private final ConnectionTable table = new ConnectionTable(LIMITS, () -> now);
    private final List<EmbeddedChannel> channels = new ArrayList<>();
    private final List<ConnectionGuard> guards = new ArrayList<>();

    @Test
    void a_connection_without_a_request_is_closed_after_the_time_for_a_head() {
        EmbeddedChannel silent = connect();
        pass(Duration.ofSeconds(9));
        assertThat(silent.isActive()).isTrue();
        pass(Duration.ofSeconds(2));
        assertThat(silent.isActive()).isFalse();
    }

    @Test
    void bytes_that_make_no_request_do_not_keep_a_connection() {
        EmbeddedChannel dripping = connect();
        for (int i = 0; i < 11; i++) {
            dripping.writeInbound(bytes("x"));
            pass(Duration.ofSeconds(1));
        }
        assertThat(dripping.isActive()).isFalse();
    }

    @Test
    void a_connection_with_a_request_is_kept_however_long_it_takes() {
        EmbeddedChannel busy = connect();
        guard(busy).requestBegan(false);
        pass(Duration.ofHours(1));
        assertThat(busy.isActive()).isTrue();
    }

    @Test
    void after_its_request_a_connection_is_kept_for_the_idle_time() {
        EmbeddedChannel idle = connect();
        request(idle);
        pass(Duration.ofSeconds(59));
        assertThat(idle.isActive()).isTrue();
        pass(Duration.ofSeconds(2));
        assertThat(idle.isActive()).isFalse();
    }

    @Test
    void the_next_head_has_its_own_time() {
        EmbeddedChannel next = connect();
        request(next);
        pass(Duration.ofSeconds(5));
        next.writeInbound(bytes("GET"));
        pass(Duration.ofSeconds(11));
        assertThat(next.isActive()).isFalse();
    }

    @Test
    void the_connection_that_is_longest_without_a_request_gives_way() {
        EmbeddedChannel busy = connect();
        guard(busy).requestBegan(false);
        EmbeddedChannel older = connect();
        pass(Duration.ofSeconds(1));
        EmbeddedChannel newer = connect();
        pass(Duration.ofSeconds(1));
        EmbeddedChannel last = connect();
        assertThat(channels).filteredOn(EmbeddedChannel::isActive).containsExactly(busy, newer, last);
        assertThat(older.isActive()).isFalse();
        close(newer);
        EmbeddedChannel again = connect();
        assertThat(channels).filteredOn(EmbeddedChannel::isActive).containsExactly(busy, last, again);
    }

    @Test
    void where_all_have_requests_a_new_connection_is_refused_with_a_problem() {
        for (int i = 0; i < 3; i++) {
            guard(connect()).requestBegan(false);
        }
        EmbeddedChannel refused = connect();
        ByteBuf answer = refused.readOutbound();
        assertThat(answer.toString(US_ASCII))
                .startsWith("HTTP/1.1 503 ")
                .contains("\r\nRetry-After: 1\r\n", "application/problem+json", "\"detail\":\"tried to ");
        assertThat(refused.isActive()).isFalse();
        assertThat(channels.subList(0, 3)).allMatch(EmbeddedChannel::isActive);
    }

    @Test
    void the_refused_connection_that_has_lingered_for_the_longest_time_is_closed_when_there_are_too_many() {
        ConnectionTable small = new ConnectionTable(
                new ConnectionLimits(2, LIMITS.headTimeout(), LIMITS.idleTimeout(), LIMITS.answerTimeout()), () -> now);
        List<EmbeddedChannel> refused = List.of(connect(), connect(), connect());
        refused.forEach(channel -> small.linger(guard(channel)));
        assertThat(refused).filteredOn(EmbeddedChannel::isActive).containsExactly(refused.get(1), refused.get(2));
    }

    @Test
    void memory_of_a_request_is_given_back_when_its_answer_has_left_or_the_connection_is_closed() {
        EmbeddedChannel connection = connect();
        guard(connection).requestBegan(false);
        List<String> done = new ArrayList<>();
        guard(connection).requestEnded(-1, () -> done.add("left"));
        assertThat(done).containsExactly("left");
        guard(connection).requestBegan(false);
        close(connection);
        guard(connection).requestEnded(-1, () -> done.add("never will"));
        assertThat(done).containsExactly("left", "never will");
    }

    @Test
    void callers_of_grpc_are_told_before_an_idle_connection_is_closed() {
        EmbeddedChannel idle = http2();
        guard(idle).requestBegan(true);
        guard(idle).requestEnded(1, () -> {});
        assertThat(frames(idle)).doesNotContain(Http2Frames.GOAWAY);

        pass(Duration.ofSeconds(61));

        assertThat(frames(idle)).contains(Http2Frames.GOAWAY);
        assertThat(idle.isActive()).isFalse();
    }

    @Test
    void at_a_stop_callers_of_grpc_are_told_and_go_on_with_what_they_sent() {
        EmbeddedChannel grpc = http2();
        guard(grpc).requestBegan(true);
        EmbeddedChannel other = http2();
        guard(other).requestBegan(false);

        EmbeddedChannel unused = http2();

        assertThat(table.leave()).allMatch(CompletableFuture::isDone);

        assertThat(frames(grpc)).contains(Http2Frames.GOAWAY);
        assertThat(frames(unused)).contains(Http2Frames.GOAWAY);
        assertThat(frames(other)).doesNotContain(Http2Frames.GOAWAY);
        assertThat(List.of(grpc, other)).allMatch(EmbeddedChannel::isActive);
        // It is closed before all of its first words are read.
        assertThatThrownBy(this::http2).isInstanceOf(ClosedChannelException.class);
        assertThat(channels.get(channels.size() - 1).isActive()).isFalse();
    }

    @Test
    void a_caller_whose_first_call_is_known_when_all_others_were_told_is_told_then() {
        EmbeddedChannel connection = http2();
        guard(connection).requestBegan(false);
        assertThat(table.leave()).allMatch(CompletableFuture::isDone);

        guard(connection).requestBegan(true);

        assertThat(frames(connection)).contains(Http2Frames.GOAWAY);
        assertThat(connection.isActive()).isTrue();
    }

    @Test
    void an_answer_that_comes_after_its_request_was_given_up_keeps_the_connection() {
        EmbeddedChannel connection = http2();
        Http2ConnectionHandler handler = connection.pipeline().get(Http2ConnectionHandler.class);
        connection.writeInbound(Unpooled.wrappedBuffer(
                Http2Frames.frame(Http2Frames.HEADERS, Http2Frames.END_STREAM | Http2Frames.END_HEADERS, 1, GET)));
        connection.writeInbound(Unpooled.wrappedBuffer(Http2Frames.frame(Http2Frames.RST_STREAM, 0, 1, new byte[4])));
        ChannelHandlerContext context = connection.pipeline().context(handler);

        ChannelFuture unused =
                handler.encoder().writeData(context, 1, bytes("late"), 0, true, connection.voidPromise());

        connection.checkException();
        assertThat(connection.isActive()).isTrue();
    }

    @Test
    void an_answer_that_waits_for_room_when_its_request_is_given_up_keeps_the_connection() {
        EmbeddedChannel connection = http2();
        List<Throwable> passedOn = new ArrayList<>();
        connection.pipeline().addAfter(ConnectionGuard.NAME, "vert.x", new ChannelInboundHandlerAdapter() {
            @Override
            public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
                passedOn.add(cause);
            }
        });
        Http2ConnectionHandler handler = connection.pipeline().get(Http2ConnectionHandler.class);
        connection.writeInbound(Unpooled.wrappedBuffer(
                Http2Frames.frame(Http2Frames.HEADERS, Http2Frames.END_STREAM | Http2Frames.END_HEADERS, 1, GET)));
        ChannelHandlerContext context = connection.pipeline().context(handler);
        ChannelFuture unused = handler.encoder()
                .writeData(context, 1, bytes("x".repeat(WINDOW + 1)), 0, true, connection.voidPromise());

        connection.writeInbound(Unpooled.wrappedBuffer(Http2Frames.frame(Http2Frames.RST_STREAM, 0, 1, new byte[4])));

        assertThat(passedOn).isEmpty();
        assertThat(connection.isActive()).isTrue();
    }

    @Test
    void any_other_failure_of_a_connection_is_passed_on() {
        EmbeddedChannel connection = connect();
        connection.pipeline().fireExceptionCaught(new IllegalStateException("broken"));
        assertThatThrownBy(connection::checkException).hasMessage("broken");
    }

    private EmbeddedChannel http2() {
        EmbeddedChannel channel = connect();
        channel.pipeline()
                .addLast(new Http2ConnectionHandlerBuilder()
                        .server(true)
                        .frameListener(new Http2EventAdapter())
                        .build());
        channel.writeInbound(bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
        if (channel.isActive()) {
            channel.writeInbound(Unpooled.wrappedBuffer(Http2Frames.settings()));
        }
        return channel;
    }

    /** The types of the frames that have been written since. */
    private static List<Integer> frames(EmbeddedChannel channel) {
        List<Integer> types = new ArrayList<>();
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            all.writeBytes(part);
        }
        while (all.readableBytes() >= FRAME_HEAD) {
            int length = all.readUnsignedMedium();
            types.add((int) all.readUnsignedByte());
            all.skipBytes(FRAME_HEAD - 4 + length);
        }
        return types;
    }

    private EmbeddedChannel connect() {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.freezeTime();
        ConnectionGuard guard = new ConnectionGuard(table);
        guards.add(guard);
        channel.pipeline().addFirst(ConnectionGuard.NAME, guard);
        channels.add(channel);
        channel.pipeline().fireChannelActive();
        return channel;
    }

    private void request(EmbeddedChannel channel) {
        guard(channel).requestBegan(false);
        guard(channel).requestEnded(-1, () -> {});
    }

    /** Lets time pass in steps that are shorter than those in which guards look. */
    private void pass(Duration time) {
        for (long left = time.toMillis(); left > 0; left -= 250) {
            now += TimeUnit.MILLISECONDS.toNanos(250);
            for (EmbeddedChannel channel : channels) {
                channel.advanceTimeBy(250, TimeUnit.MILLISECONDS);
                channel.runScheduledPendingTasks();
            }
        }
    }

    private static void close(EmbeddedChannel channel) {
        channel.close().syncUninterruptibly();
        channel.runPendingTasks();
    }

    private ConnectionGuard guard(EmbeddedChannel channel) {
        return guards.get(channels.indexOf(channel));
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, US_ASCII);
    }
}
