package dev.assay.api.connection;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The streams of an HTTP/2 connection whose readers have given no room for what was written. Confined to its event loop. */
final class StreamStalls {
    private record Delivery(int streamId, Runnable delivered) {}

    private final Http2Connection connection;
    private final Http2Connection.PropertyKey since;
    private final List<Delivery> deliveries = new ArrayList<>();

    private StreamStalls(Http2Connection connection) {
        this.connection = connection;
        this.since = connection.newKey();
    }

    /** Empty where the connection is none of HTTP/2, or not known to be one yet. */
    static Optional<StreamStalls> of(ChannelPipeline pipeline) {
        return Optional.ofNullable(pipeline.get(Http2ConnectionHandler.class))
                .map(handler -> new StreamStalls(handler.connection()));
    }

    /** Runs a task when all of a stream has left for its reader; the time is that of the next look. */
    void whenDelivered(int streamId, Runnable delivered) {
        if (hasUnsent(streamId)) {
            deliveries.add(new Delivery(streamId, delivered));
        } else {
            delivered.run();
        }
    }

    /** Looks at all streams: whether one had something unsent at each look for longer than the time-out. */
    boolean isStalled(long now, Duration timeout) {
        List<Delivery> left = deliveries.stream()
                .filter(delivery -> !hasUnsent(delivery.streamId()))
                .toList();
        deliveries.removeAll(left);
        left.forEach(delivery -> delivery.delivered().run());
        try {
            return connection.forEachActiveStream(stream -> !isStalled(stream, now, timeout)) != null;
        } catch (Http2Exception e) {
            return false;
        }
    }

    /** Runs what waits for a delivery that never comes. */
    void closed() {
        deliveries.forEach(delivery -> delivery.delivered().run());
        deliveries.clear();
    }

    private boolean isStalled(Http2Stream stream, long now, Duration timeout) {
        if (!connection.remote().flowController().hasFlowControlled(stream)) {
            stream.removeProperty(since);
            return false;
        }
        Long begin = stream.getProperty(since);
        if (begin == null) {
            stream.setProperty(since, now);
            return false;
        }
        return now - begin > timeout.toNanos();
    }

    private boolean hasUnsent(int streamId) {
        Http2Stream stream = connection.stream(streamId);
        return stream != null && connection.remote().flowController().hasFlowControlled(stream);
    }
}
