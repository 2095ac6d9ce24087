package dev.assay.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class TrafficTest {
    @Test
    void the_bytes_of_all_connections_are_counted_in_each_direction() {
        Traffic traffic = new Traffic();
        for (int connection = 0; connection < 2; connection++) {
            EmbeddedChannel channel = new EmbeddedChannel(traffic.counter());
            assertThat(channel.writeInbound(Unpooled.wrappedBuffer(new byte[7])))
                    .isTrue();
            assertThat(channel.writeOutbound(Unpooled.wrappedBuffer(new byte[3])))
                    .isTrue();
            assertThat(channel.finishAndReleaseAll()).isTrue();
        }
        assertThat(traffic.received()).isEqualTo(14);
        assertThat(traffic.sent()).isEqualTo(6);
    }
}
