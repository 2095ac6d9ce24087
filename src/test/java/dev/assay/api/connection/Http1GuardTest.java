package dev.assay.api.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class Http1GuardTest {
    private final List<Integer> encoded = new ArrayList<>();

    private final ByteBuf event = Unpooled.copiedBuffer("data:1", StandardCharsets.US_ASCII);

    /** Notes the reference counts of the buffers that the encoder writes. */
    private final class Noting extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            encoded.add(ReferenceCountUtil.refCnt(message));
            ChannelFuture unused = ctx.write(message, promise);
        }
    }

    private final EmbeddedChannel channel =
            new EmbeddedChannel(new Noting(), new HttpResponseEncoder(), new Http1Guard());

    @Test
    void a_write_for_a_caller_who_is_gone_fails_before_the_encoder_works_on_it() {
        List<ChannelFuture> ends = new ArrayList<>();
        ChannelPromise write =
                channel.newPromise().addListener(failed -> ends.add(channel.write(new DefaultLastHttpContent())));
        whenGone(() -> channel.write(new DefaultHttpContent(event), write));

        assertThat(encoded).isEmpty();
        assertThat(event.refCnt()).isZero();
        assertThat(write.cause()).isInstanceOf(ClosedChannelException.class);
        assertThat(ends).singleElement().satisfies(end -> assertThat(end.cause())
                .isInstanceOf(ClosedChannelException.class));
    }

    @Test
    void a_write_that_nobody_waits_for_is_released_in_silence() {
        whenGone(() -> channel.write(new DefaultHttpContent(event), channel.voidPromise()));

        channel.checkException();
        assertThat(encoded).isEmpty();
        assertThat(event.refCnt()).isZero();
    }

    /** Acts when the write before fails, since its caller has not read it and is gone. */
    private void whenGone(Supplier<ChannelFuture> act) {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        HttpUtil.setTransferEncodingChunked(head, true);
        List<ChannelFuture> acted = new ArrayList<>();
        ChannelPromise unread = channel.newPromise().addListener(failed -> {
            encoded.clear();
            acted.add(act.get());
        });
        ChannelFuture unused = channel.write(head, unread);
        assertThat(channel.close().isSuccess()).isTrue();
        assertThat(acted).hasSize(1);
    }
}
