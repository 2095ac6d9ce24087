package dev.assay.wire.yamux;

import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import org.jspecify.annotations.Nullable;

/** Pings of ours that wait for their answers. */
final class Pings {
    private final IntObjectMap<Runnable> waiting = new IntObjectHashMap<>();
    private int next;

    /** The value of the next ping, whose answer runs the task. */
    int add(Runnable answered) {
        while (waiting.containsKey(next)) {
            next++;
        }
        waiting.put(next, answered);
        return next++;
    }

    /** An answer that nobody waits for is ignored, as in Go. */
    void answered(int value) {
        @Nullable Runnable task = waiting.remove(value);
        if (task != null) {
            task.run();
        }
    }

    int inFlight() {
        return waiting.size();
    }

    void clear() {
        waiting.clear();
    }
}
