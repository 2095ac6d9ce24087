package dev.assay.wire.yamux;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/** A listener that keeps the events of a stream. It consumes nothing by itself unless it is greedy. */
final class StreamLog implements YamuxStream.Listener {
    final ByteBuf received = Unpooled.buffer();
    final List<String> events = new ArrayList<>();
    YamuxStream stream;
    long written;

    /** Consumes at once what comes, and keeps nothing of it. */
    boolean greedy;

    /** Writes the next bytes of the pattern. */
    void write(int bytes) {
        written += bytes;
        stream.write(Wire.patternBuffer(written - bytes, bytes));
    }

    @Override
    public void data(ByteBuf data) {
        if (events.contains("finished") || stream.isOver()) {
            throw new AssertionError("data came after the end");
        }
        if (greedy) {
            stream.consumed(data.readableBytes());
        } else {
            received.writeBytes(data);
        }
    }

    @Override
    public void finished() {
        events.add("finished");
    }

    @Override
    public void ended(String why) {
        events.add("ended: " + why);
    }

    @Override
    public void drained() {
        events.add("drained");
    }
}
