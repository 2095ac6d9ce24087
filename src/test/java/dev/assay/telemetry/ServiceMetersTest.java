package dev.assay.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.wire.Traffic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ServiceMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void counters_go_on_after_the_collector_of_garbage_has_run() {
        Traffic traffic = new Traffic();
        AtomicLong events = new AtomicLong();
        new ServiceMeters(registry)
                .traffic("netrpc", traffic)
                .unknownFields(events::get)
                .access(reason -> events.get());
        collectGarbage();
        events.set(3);
        new EmbeddedChannel(traffic.counter()).writeOutbound(Unpooled.wrappedBuffer(new byte[5]));
        assertThat(registry.get("assay.wire")
                        .tag("direction", "sent")
                        .functionCounter()
                        .count())
                .isEqualTo(5);
        assertThat(registry.get("assay.wire.unknown.fields").functionCounter().count())
                .isEqualTo(3);
        assertThat(registry.get("assay.access.refused").functionCounters())
                .isNotEmpty()
                .allSatisfy(refused -> assertThat(refused.count()).isEqualTo(3));
    }

    private static void collectGarbage() {
        WeakReference<Object> garbage = new WeakReference<>(new Object());
        Awaitility.await().until(() -> {
            System.gc();
            return garbage.get() == null;
        });
    }
}
