package dev.assay.wire.yamux;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The streams that this end opens, until the peer acknowledges them. The peer resets streams beyond its backlog, so no more
 * than that are on their way. The others wait in line without a frame sent; Go's {@code OpenStream} blocks instead.
 */
final class OpenBacklog {
    /** The id at which Go stops: {@code math.MaxUint32-1}. */
    private static final long FIRST_UNUSABLE_ID = 0xffff_fffeL;

    private final int backlog;
    private final Queue<YamuxStream> line = new ArrayDeque<>();
    private long nextId;
    private int unacknowledged;

    OpenBacklog(int backlog, long firstId) {
        this.backlog = backlog;
        this.nextId = firstId;
    }

    int takeId() {
        if (nextId >= FIRST_UNUSABLE_ID) {
            throw new YamuxException(
                    "tried to open a stream, but all stream ids of this connection are used up; connect anew");
        }
        int id = (int) nextId;
        nextId += 2;
        return id;
    }

    void add(YamuxStream stream) {
        line.add(stream);
    }

    /** The next stream that may be opened now, which counts as unacknowledged from here on. */
    @Nullable
    YamuxStream next() {
        if (unacknowledged >= backlog || line.isEmpty()) {
            return null;
        }
        unacknowledged++;
        return line.remove();
    }

    void acknowledged() {
        unacknowledged--;
    }

    void forget(YamuxStream stream) {
        if (stream.isInLine()) {
            line.remove(stream);
        } else if (stream.awaitsAck()) {
            unacknowledged--;
        }
    }

    /** Ends the streams that wait in line, of which the peer knows nothing. */
    void endLine(String why) {
        for (YamuxStream stream : line.toArray(YamuxStream[]::new)) {
            stream.end(why);
        }
    }
}
